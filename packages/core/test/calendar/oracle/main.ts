// npm run oracle [-- --cases N --seed S --zones A,B --processes N]: asks WorkingTime and two
// oracles the same, and prints where they disagree. The digest is that of all our answers: it is
// the same on every machine that has the same zone data.
import { fork } from "node:child_process"
import { createHash } from "node:crypto"
import { once } from "node:events"
import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { everyZone } from "./cases.ts"
import { type Outcome, run } from "./run.ts"

const casesDefault = 200_000

const text = { type: "string" } as const
const { values } = parseArgs({
  options: { cases: text, seed: text, zones: text, processes: text, nth: text },
})

const numberIn = (name: "cases" | "seed" | "processes" | "nth", otherwise: number): number => {
  const written = values[name] ?? String(otherwise)
  if (/^\d{1,9}$/.test(written)) return Number(written)
  const got = JSON.stringify(written)
  process.stderr.write(`oracle: --${name}: got ${got}, expected a whole number\n`)
  process.exit(2)
}

const timeZones = values.zones?.split(",") ?? everyZone
const count = numberIn("cases", casesDefault)
const seed = numberIn("seed", process.pid)
const of = Math.max(1, numberIn("processes", availableParallelism()))

const outcomes: Array<Outcome> = []

const hear = (outcome: Outcome): void => {
  outcomes.push(outcome)
  for (const { wrong, one } of outcome.disagreements)
    process.stdout.write(`DISAGREE ${JSON.stringify(wrong)}\n  in ${JSON.stringify(one)}\n`)
}

/** One share of the zones in a process of its own, which is this script once more. */
const askInProcess = async (nth: number): Promise<void> => {
  const same = ["--seed", `${seed}`, "--processes", `${of}`, "--nth", `${nth}`]
  const script = fileURLToPath(import.meta.url)
  const child = fork(script, [...process.argv.slice(2), ...same], { serialization: "advanced" })
  child.on("message", hear)
  const [code, signal]: ReadonlyArray<unknown> = await once(child, "close")
  if (code !== 0)
    process.stderr.write(`oracle: process ${nth} broke off: ${String(code ?? signal)}\n`)
}

const shown = (value: number): string => value.toLocaleString("en-US")

const tell = (): void => {
  const sum = (part: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + part(outcome), 0)
  const digests = new Map(outcomes.map(({ timeZone, digest }) => [timeZone, digest]))
  const digest = createHash("sha256").update(timeZones.map((zone) => digests.get(zone)).join())
  const disagreements = sum((outcome) => outcome.disagreements.length)
  const cases = `${shown(sum((outcome) => outcome.cases))} cases`
  const questions = `${shown(sum((outcome) => outcome.questions))} questions`
  const where = `${shown(digests.size)} zones, ${shown(sum((outcome) => outcome.places))} places`
  process.stdout.write(`${cases}, ${questions}, ${where}\n`)
  process.stdout.write(`digest of our answers ${digest.digest("hex")}\n`)
  process.stdout.write(`${shown(disagreements)} disagreements\n`)
  // A process that broke off leaves zones out.
  if (disagreements > 0 || digests.size < timeZones.length) process.exitCode = 1
}

if (values.nth === undefined) {
  process.stdout.write(`seed ${seed}, zone data ${process.versions.tz}\n`)
  const alone = { timeZones, count, seed, share: { nth: 0, of } }
  if (of === 1) for (const outcome of run(alone)) hear(outcome)
  else await Promise.all(Array.from({ length: of }, (_, nth) => askInProcess(nth)))
  tell()
} else {
  const share = { nth: numberIn("nth", 0), of }
  for (const outcome of run({ timeZones, count, seed, share })) process.send?.(outcome)
}
