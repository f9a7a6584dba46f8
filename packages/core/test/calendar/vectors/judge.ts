// One line of a file of vectors: read, asked, compared.
import { Result } from "effect"
import * as Calendar from "../../../src/calendar/Calendar.ts"
import * as WorkingTime from "../../../src/calendar/WorkingTime.ts"
import { dateOf, dateText, durationText, instantOf, millisOf } from "./iso.ts"
import { type Answer, type Input, type Op, ops } from "./ops.ts"

/** Why a line failed, with as much of it as could be read; nothing where it passed. */
export interface Failure {
  readonly id: string
  readonly op: string
  readonly input: string
  readonly got: string
  readonly expected: string
}

/** Judges a line. */
export const judge = (line: string): Failure | undefined => {
  const vector = caught(() => recordOf("the line", JSON.parse(line)))
  if (typeof vector === "string") return { ...unread, got: vector, expected: "a JSON object" }
  const got = caught(() => answerOf(vector))
  const expected = caught(() => expectedOf(vector))
  const isJudged = typeof got === "object" && typeof expected === "object"
  if (isJudged && got.value === expected.value) return undefined
  const { id, op, input } = vector
  return {
    id: typeof id === "string" ? id : unread.id,
    op: typeof op === "string" ? op : unread.op,
    input: input === undefined ? unread.input : JSON.stringify(input),
    got: typeof got === "string" ? got : got.text,
    expected: typeof expected === "string" ? expected : expected.text,
  }
}

const unread: Failure = { id: "(no id)", op: "(no op)", input: "(none)", got: "", expected: "" }

/** A value with how it is shown. */
interface Shown {
  readonly value: Answer
  readonly text: string
}

const answerOf = (vector: Input): Shown => {
  const op = opOf(vector)
  const workingTime = workingTimeOf(vector["calendar"])
  return shown(op, op.ask(workingTime, recordOf("input", vector["input"])))
}

const expectedOf = (vector: Input): Shown => {
  const { expected } = vector
  const op = ops.get(String(vector["op"]))
  if (op === undefined) throw new Error(JSON.stringify(expected) ?? "none")
  if (expected === null) return shown(op, undefined)
  if (op.answers === "boolean" && typeof expected === "boolean") return shown(op, expected)
  if (op.answers !== "boolean" && typeof expected === "string")
    return shown(op, readers[op.answers](expected))
  throw new Error(`no value of the kind ${op.answers}: ${JSON.stringify(expected)}`)
}

const opOf = ({ op }: Input): Op => {
  const known = typeof op === "string" ? ops.get(op) : undefined
  if (known !== undefined) return known
  throw new Error(`unknown op ${JSON.stringify(op)}, known are ${[...ops.keys()].join(", ")}`)
}

const readers = {
  instant: instantOf,
  duration: millisOf,
  date: (text: string) => dateText(dateOf(text)),
} as const

const shown = ({ answers }: Op, value: Answer): Shown => {
  if (typeof value !== "number") return { value, text: String(value ?? "none") }
  const text = answers === "instant" ? new Date(value).toISOString() : durationText(value)
  // Zero has two signs, and only one meaning.
  return { value: value === 0 ? 0 : value, text }
}

/** Most lines share a calendar with those before: the last few stay ready. */
const ready = new Map<string, WorkingTime.WorkingTime>()
const readyAtMost = 64

const workingTimeOf = (calendar: unknown): WorkingTime.WorkingTime => {
  const known = knownOf(recordOf("calendar", calendar))
  const key = JSON.stringify(known)
  const before = ready.get(key)
  if (before !== undefined) return before
  const made = Calendar.make(known)
  if (Result.isFailure(made))
    throw new Error(`calendar refused: ${made.failure.map(({ message }) => message).join("; ")}`)
  const workingTime = WorkingTime.make(made.success)
  const [oldest] = ready.keys()
  if (ready.size >= readyAtMost && oldest !== undefined) ready.delete(oldest)
  ready.set(key, workingTime)
  return workingTime
}

const calendarFields = new Set(["timeZone", "week", "holidays", "days", "exceptions", "changes"])

/** The fields that mean something here: the format says to ignore the others. */
const knownOf = (calendar: Input): Input => ({
  id: "vector",
  version: "1",
  ...Object.fromEntries(Object.entries(calendar).filter(([field]) => calendarFields.has(field))),
})

const recordOf = (what: string, value: unknown): Input => {
  if (isRecord(value)) return value
  throw new Error(`${what}: expected a JSON object, got ${JSON.stringify(value)}`)
}

const isRecord = (value: unknown): value is Input =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const caught = <Value extends object>(read: () => Value): Value | string => {
  try {
    return read()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
