import { Effect } from "effect"
import { Words } from "@upkeep/core/effect"
import { open } from "../src/open.ts"
import { settingsOf } from "../src/options.ts"
import { listBy } from "../src/list.ts"
import { searchBy } from "../src/search.ts"
import { ticketQuery } from "../src/query.ts"
const N = Number(process.argv[2] ?? 60)
let seed = 1
const r = (n: number) => { seed = (seed * 48271) % 2147483647; return seed % n }
const program = Effect.gen(function* () {
  const c = yield* Effect.flatMap(settingsOf({ url: "postgres://postgres@localhost:5999/postgres", schema: "upkeep" }), (s) => open(s))
  const list = listBy(c), search = searchBy(c), query = ticketQuery(c)
  const run = async (name: string, one: () => any) => {
    const times: number[] = []
    let rows = 0
    for (let i = 0; i < N; i++) { const t = performance.now(); const found: any = await Effect.runPromise(one()); times.push(performance.now() - t); rows += found.length }
    times.sort((a, b) => a - b)
    console.log(name.padEnd(48), "p50", times[Math.floor(N / 2)]!.toFixed(1), "p99", times[Math.min(N - 1, Math.floor(N * 0.99))]!.toFixed(1), "rows", (rows / N).toFixed(0))
  }
  const people = [["all", () => ({})], ["agent", () => ({ assignee: `agent-${r(200)}` })], ["nobody", () => ({ assignee: null })], ["customer", () => ({ customer: `customer-${r(2000)}` })], ["big customer", () => ({ customer: "customer-0" })], ["both", () => ({ customer: `customer-${r(50)}`, assignee: `agent-${r(200)}` })]] as const
  const only = process.argv[3]
  for (const [who, f] of people) for (const sort of ["registered", "updated", "due"] as const) for (const statusPrefix of [undefined, "open", "closed"]) for (const order of ["oldestFirst", "newestFirst"] as const) {
    const name = `${who} ${sort} ${statusPrefix ?? "-"} ${order}`
    if (only && !name.includes(only)) continue
    yield* Effect.promise(() => run(name, () => list("default", { ...f(), sort, order, limit: 50, ...(statusPrefix ? { statusPrefix } : {}) })))
  }
  const w = (k: number) => `word${k}`
  const zipf = () => w(Math.floor(Math.exp((r(1e6) / 1e6) * Math.log(20000))))
  const searches: [string, () => string[]][] = [["common", () => ["word1"]], ["zipf", () => [zipf()]], ["rare", () => [w(10000 + r(10000))]], ["none", () => ["zebra"]], ["unique", () => [`${r(1e6)}`]], ["two zipf", () => [zipf(), zipf()]], ["common + rare", () => ["word1", w(10000 + r(10000))]], ["prefix w", () => ["w"]], ["three", () => ["word2", zipf(), w(5000 + r(10000))]]]
  for (const [name, q] of searches) { if (only && !`search ${name}`.includes(only)) continue; yield* Effect.promise(() => run(`search ${name}`, () => search("default", { words: q(), limit: 20 }))) }
  if (!only) { yield* Effect.promise(() => run("counts status", () => query.counts("default", "status"))); yield* Effect.promise(() => run("counts open by assignee", () => query.counts("default", "assignee", "open"))); yield* Effect.promise(() => run("assignments 50", () => query.assignments("default", Array.from({ length: 50 }, (_, i) => `agent-${i}`)))) }
  void Words
})
await Effect.runPromise(Effect.scoped(program))
