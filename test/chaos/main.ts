// npm run chaos -- [--seconds N] [--seed S] [--store postgres|sqlite] [--json]
import { parseArgs } from "node:util"
import { linesOf } from "./Checker.ts"
import { type Fault, kinds } from "./Plan.ts"
import { run, type Voice } from "./Run.ts"
import { storeNames } from "./store.ts"

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    store: { type: "string", default: "postgres" },
    json: { type: "boolean", default: false },
  },
})

const say = (line: string) => process.stdout.write(`${line}\n`)
const sayFor = (json: boolean, line: string) => {
  if (values.json === json) say(line)
}

const secondsAtMost = 86_400
const problems = [
  ...wrong("--seconds", values.seconds, 5, secondsAtMost),
  ...wrong("--seed", values.seed, 0, 2 ** 32 - 1),
  ...(storeNames.some((each) => each === values.store)
    ? []
    : [`got ${values.store}, expected one of ${storeNames.join(", ")}, at --store`]),
]

function wrong(at: string, got: string, least: number, most: number): ReadonlyArray<string> {
  const number = Number(got)
  if (Number.isInteger(number) && number >= least && number <= most) return []
  return [`got ${got}, expected a whole number from ${least} to ${most}, at ${at}`]
}

const told = ({ at, kind, target, lastsMillis, offsetMillis }: Fault): string => {
  const clock = kind === "wrong-clock" ? `, by ${offsetMillis} ms` : ""
  const lasts = lastsMillis > 0 ? `, for ${lastsMillis} ms` : ""
  return `${(at / 1_000).toFixed(1).padStart(6)} s  ${kind} (${target}): ${kinds[kind]}${lasts}${clock}`
}

const voice: Voice = {
  plan: (plan) => {
    if (values.json) say(JSON.stringify({ seed: Number(values.seed), plan }))
    else {
      say(`seed ${values.seed}, ${plan.length} faults:`)
      for (const fault of plan) say(told(fault))
    }
  },
  fault: (fault) => sayFor(true, JSON.stringify({ fault })),
  note: (text) => process.stderr.write(text),
}

if (problems.length > 0) {
  for (const problem of problems) process.stderr.write(`chaos: ${problem}\n`)
  process.exitCode = 2
} else {
  const store = values.store === "sqlite" ? "sqlite" : "postgres"
  const shape = { seed: Number(values.seed), seconds: Number(values.seconds), store } as const
  const { numbers, findings } = await run(shape, voice)
  if (values.json) for (const finding of findings) say(JSON.stringify({ finding }))
  else for (const line of linesOf(findings)) say(line)
  say(JSON.stringify(numbers))
  process.exitCode = findings.length === 0 ? 0 : 1
}
