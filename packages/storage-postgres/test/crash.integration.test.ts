// Connections that are cut, backends that are killed, a server that crashes: nothing that was
// accepted is lost, and what nobody can know is said to be unknown.
import { setTimeout } from "node:timers/promises"
import { Effect, Result } from "effect"
import { expect, it } from "vitest"
import { type Cluster, startCluster } from "../../../test/postgres/cluster.ts"
import { acme, commitOf } from "../../../test/contract/storage/stores.ts"
import { lockTickets } from "./held.ts"
import { opened, run } from "./opened.ts"
import { ask } from "./place.ts"

const rounds = 12

/** Stores ticket after ticket while `disturb` is done, and says what was said of each. */
const told = (cluster: Cluster, disturb: () => Promise<unknown>) =>
  run(
    Effect.scoped(
      Effect.gen(function* () {
        const { tickets } = yield* opened({ url: cluster.url, statementMillis: 2_000 })
        const over = new AbortController()
        const disturbed = disturb().finally(() => over.abort())
        const said = new Map<string, string>()
        for (let at = 0; !over.signal.aborted || said.get(`t${at - 1}`) !== "stored"; at += 1) {
          const ticketId = `t${at}`
          const outcome = yield* Effect.result(tickets.commit(acme, [commitOf({ ticketId })]))
          said.set(ticketId, Result.isSuccess(outcome) ? "stored" : outcome.failure.reason)
          if (Result.isFailure(outcome)) yield* Effect.promise(() => setTimeout(20))
        }
        yield* Effect.promise(() => disturbed)
        const ids = [...said.keys()]
        const found = yield* Effect.forEach(ids, (id) => tickets.load(acme, id))
        return ids.map((id, index) => ({ said: said.get(id), isThere: found[index] !== undefined }))
      }),
    ),
  )

const isHonest = ({ said, isThere }: { said: string | undefined; isThere: boolean }): boolean =>
  said === "stored" ? isThere : said === "outcome-unknown" || !isThere

const reasonsIn = (all: ReadonlyArray<{ said: string | undefined }>) =>
  new Set(all.map(({ said }) => said))

it("P1 P11 backends killed in the middle of commits: what was accepted is there, what was refused is not", async () => {
  await using cluster = await startCluster()
  const all = await told(cluster, async () => {
    for (let round = 0; round < rounds; round += 1) {
      await setTimeout(40)
      const kill =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'upkeep' AND state = 'active'"
      await ask(kill, cluster.url)
    }
  })
  expect(all.filter((each) => !isHonest(each))).toEqual([])
  const allowed = new Set(["stored", "outcome-unknown", "unavailable"])
  expect([...reasonsIn(all)].filter((reason) => !allowed.has(reason ?? ""))).toEqual([])
})

it("P1 P11 a server that crashes and comes back: the same store goes on without being opened again", async () => {
  await using cluster = await startCluster()
  const all = await told(cluster, async () => {
    for (const mode of ["immediate", "kill"] as const) {
      await setTimeout(300)
      await cluster.stop(mode)
      await setTimeout(100)
      await cluster.start()
    }
  })
  expect(all.filter((each) => !isHonest(each))).toEqual([])
  expect(reasonsIn(all)).toContain("unavailable")
  expect(all.filter(({ said }) => said === "stored").length).toBeGreaterThan(10)
})

it("P11 a commit whose backend died while it waited is unknown, and the command id tells", async () => {
  await using cluster = await startCluster()
  const { url } = cluster
  const outcome = await run(
    Effect.scoped(
      Effect.gen(function* () {
        const { tickets } = yield* opened({ url })
        yield* tickets.commit(acme, [commitOf({ ticketId: "t1" })])
        const pg = yield* Effect.promise(() => lockTickets(url))
        const next = commitOf({ ticketId: "t1", expectedVersion: 1 })
        const waiting = run(Effect.result(tickets.commit(acme, [next])))
        yield* Effect.promise(() => setTimeout(300))
        yield* Effect.promise(() => pg.killWaiting())
        const outcome = yield* Effect.promise(() => waiting)
        yield* Effect.promise(() => pg.release())
        expect(yield* tickets.command(acme, next.command.id)).toBeUndefined()
        return outcome
      }),
    ),
  )
  expect(Result.isFailure(outcome) && outcome.failure.reason).toBe("outcome-unknown")
})

it("a lock that is held for longer than a statement may take makes the commit busy, and nothing is stored", async () => {
  await using cluster = await startCluster()
  const { url } = cluster
  await run(
    Effect.scoped(
      Effect.gen(function* () {
        const { tickets } = yield* opened({ url, statementMillis: 300 })
        yield* tickets.commit(acme, [commitOf({ ticketId: "t1" })])
        const pg = yield* Effect.promise(() => lockTickets(url))
        const next = commitOf({ ticketId: "t1", expectedVersion: 1 })
        const failure = yield* Effect.flip(tickets.commit(acme, [next]))
        expect(failure.reason).toBe("busy")
        yield* Effect.promise(() => pg.release())
        expect(yield* tickets.load(acme, "t1")).toMatchObject({ version: 1 })
        const [verdict] = yield* tickets.commit(acme, [next])
        expect(verdict !== undefined && Result.isSuccess(verdict)).toBe(true)
      }),
    ),
  )
})
