// npm run bench -- NAME [--json]: prints figures, never fails on one.
import { parseArgs } from "node:util"
import { calendar } from "./calendar.ts"
import { desk } from "./desk.ts"
import { http } from "./http.ts"
import { lifecycle } from "./lifecycle.ts"
import type { Figure } from "./measure.ts"
import { start } from "./start.ts"
import { storage } from "./storage.ts"
import { whatif } from "./whatif.ts"

const benches: { readonly [name: string]: () => AsyncIterable<Figure> } = {
  calendar,
  lifecycle,
  desk,
  http,
  start,
  storage,
  whatif,
}

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean", default: false } },
  allowPositionals: true,
})
const names = positionals.length === 0 ? Object.keys(benches) : positionals

const count = (value: number): string => value.toLocaleString("en-US")

const row = (figure: Figure): string => {
  const { name, unit, ours, spread, peer, peerName, limit, limitName, ratioPeer, ratioLimit } =
    figure
  const beside = [
    peer === null ? "" : `${ratioPeer}× ${peerName} (${count(peer)})`,
    limit === null ? "" : `${ratioLimit}× ${limitName} (${count(limit)})`,
    figure.goal === null ? "" : `goal ${figure.goal}: ${figure.met === true ? "met" : "missed"}`,
  ].filter((part) => part !== "")
  return [
    `${name}: ${count(ours)} ${unit} (${count(spread[0])}–${count(spread[1])})`,
    ...beside,
  ].join("\n    ")
}

for (const name of names) {
  const bench = benches[name]
  if (bench === undefined) {
    process.stderr.write(
      `bench: got ${JSON.stringify(name)}, expected ${Object.keys(benches).join(", ")}\n`,
    )
    process.exitCode = 2
    continue
  }
  for await (const figure of bench())
    process.stdout.write(`${values.json ? JSON.stringify(figure) : row(figure)}\n`)
}
