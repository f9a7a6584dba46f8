// npm run simulate -- [--years N] [--seed S] [--json] [--bad VARIANT]: a bad desk is followed until
// it is caught; `--bad nothing` is the desk as it is in the weather of those.
import { parseArgs } from "node:util"
import type { Told } from "./Simulation.ts"
import { hermetic } from "./hermetic.ts"
import { beginsAt } from "./begins.ts"

const { values } = parseArgs({
  options: {
    years: { type: "string", default: "1500" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    bad: { type: "string" },
    json: { type: "boolean", default: false },
  },
})

const started = process.hrtime.bigint()
const say = (line: string) => process.stdout.write(`${line}\n`)
// What desks say of faults that are meant; what matters is found by the checker.
Object.assign(console, { error: () => undefined })

// Everything that takes the time or chance as it is loaded is loaded after both were taken away.
const time = hermetic(Number(values.seed), beginsAt)
const { linesOf } = await import("../chaos/Checker.ts")
const { simulate } = await import("./Simulation.ts")
const { storm } = await import("./Swarm.ts")
const { good, known } = await import("./Variants.ts")

const yearsAtMost = 10_000_000
const variants = new Map(Object.entries(known).map(([name, { variant }]) => [name, variant]))
const weatherOnly = "nothing"

const wrong = (at: string, got: string, least: number, most: number): ReadonlyArray<string> => {
  const number = Number(got)
  if (Number.isInteger(number) && number >= least && number <= most) return []
  return [`got ${got}, expected a whole number from ${least} to ${most}, at ${at}`]
}

const { bad } = values
const problems = [
  ...wrong("--years", values.years, 1, yearsAtMost),
  ...wrong("--seed", values.seed, 0, 2 ** 32 - 1),
  ...(bad === undefined || bad === weatherOnly || variants.has(bad)
    ? []
    : [`got ${bad}, expected one of ${[...variants.keys()].join(", ")}, at --bad`]),
]

const tell = ({ findings, ...told }: Told): boolean => {
  if (values.json) say(JSON.stringify(told))
  for (const finding of values.json ? findings : []) say(JSON.stringify({ finding }))
  const { world, tickets, process: profile, accepted, events, faults } = told
  const all = Object.entries(faults).map(([kind, count]) => `${kind} ${count}`)
  if (!values.json)
    say(
      `world ${world}: ${tickets} tickets on ${profile}, ${accepted} commands, ${events} events; ${all.join(", ") || "no faults"}`,
    )
  for (const line of values.json ? [] : linesOf(findings)) say(`  ${line}`)
  // Of a bad desk one world that shows it is enough.
  return bad === undefined || findings.length === 0
}

if (problems.length > 0) {
  for (const problem of problems) process.stderr.write(`simulate: ${problem}\n`)
  process.exitCode = 2
} else {
  const [seed, years] = [Number(values.seed), Number(values.years)]
  const variant = variants.get(bad ?? "") ?? good
  if (!values.json) say(`seed ${seed}, ${years} ticket-years`)
  const swarm = bad === undefined ? {} : { swarm: storm }
  const numbers = await simulate({ seed, years, variant, ...swarm }, time, tell)
  const seconds = Number(process.hrtime.bigint() - started) / 1e9
  if (!values.json) say(`${numbers.years} ticket-years in ${seconds.toFixed(1)} s`)
  say(JSON.stringify(numbers))
  process.exitCode = numbers.violations === 0 ? 0 : 1
}
// Desks that stand still for ever keep nothing waiting; what was said has to arrive first.
process.stdout.write("", () => process.exit())
