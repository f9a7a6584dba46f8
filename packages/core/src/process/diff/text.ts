// What differs between two versions, in words.
import { Predicate } from "effect"
import type { Change } from "./changes.ts"
import type { Arrow, Pair, Skipping, WayChange, Where } from "./charts.ts"

/** The most values of one list that a line names. */
export const namedAtMost = 5
/** The most characters of a value in a line. */
export const valueCharacters = 64

/** What a change is about, by the list in which it stands. */
const entries: { readonly [list: string]: string } = {
  requestTypes: "request type",
  fields: "field",
  choices: "choice",
  channels: "channel",
  languages: "language",
  lines: "line",
  priorities: "priority",
  impacts: "impact",
  urgencies: "urgency",
  environments: "environment",
  steps: "step",
  moves: "move",
  calendars: "calendar",
  clocks: "clock",
  notices: "notice",
  labels: "label of",
  texts: "text",
  places: "place of",
}

const marks = { gained: "+", lost: "-", changed: "~" } as const

/** The lines of changes in a profile: those of one list are told together. */
export const changeLines = (changes: ReadonlyArray<Change>): ReadonlyArray<string> => {
  const grouped = Map.groupBy(changes, ({ kind, path }) => JSON.stringify([kind, path]))
  return [...grouped.values()].flatMap((same) => lineOf(same))
}

const lineOf = (same: ReadonlyArray<Change>): ReadonlyArray<string> => {
  const [first] = same
  if (first === undefined) return []
  const about = `${marks[first.kind]} ${nameOf(first.path)}`
  if (first.kind === "changed")
    return [`${about}: ${valueText(first.before)} → ${valueText(first.after)}`]
  const values = same.flatMap((change) => ("value" in change ? [told(change.value)] : []))
  const more = values.length > namedAtMost ? `, and ${values.length - namedAtMost} more` : ""
  return [`${about}: ${values.slice(0, namedAtMost).join("; ")}${more}`]
}

// `policy.clocks.silence.target` is the target of the clock silence.
const nameOf = (path: ReadonlyArray<string>): string => {
  const [head = "", ...rest] = path[0] === "policy" && path[1] === "clocks" ? path.slice(1) : path
  const entry = Object.hasOwn(entries, head) ? entries[head] : undefined
  if (entry === undefined) return path.join(".")
  const [id, ...inner] = rest
  if (id === undefined) return entry
  return inner.length === 0 ? `${entry} ${id}` : `${entry} ${id}, ${nameOf(inner)}`
}

// What people call an entry says enough of it.
const told = (value: unknown): string => {
  const labels = Predicate.isObject(value) && "labels" in value ? value.labels : undefined
  return labels === undefined ? valueText(value) : valueText(labels)
}

const valueText = (value: unknown): string => {
  const text = plain(value)
  return text.length > valueCharacters ? `${text.slice(0, valueCharacters - 1)}…` : text
}

const plain = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(plain).join(", ")
  if (!Predicate.isObject(value)) return String(value)
  return Object.entries(value)
    .map(
      ([name, inner]) =>
        `${name} ${Predicate.isObject(inner) ? `(${plain(inner)})` : plain(inner)}`,
    )
    .join(", ")
}

/** The lines of a way that differs. */
export const wayLines = ({ requestTypes, states, arrows }: WayChange): ReadonlyArray<string> => [
  `${requestTypes.join(", ")}:`,
  ...pairLines(states, (state) => `state ${state}`),
  ...pairLines(arrows, arrowText),
]

const pairLines = <A>({ gained, lost }: Pair<A>, said: (each: A) => string) => [
  ...gained.map((each) => `  + ${said(each)}`),
  ...lost.map((each) => `  - ${said(each)}`),
]

const arrowText = ({ from, signal, to }: Arrow): string => {
  const [event = "", , move] = signal.split(".")
  return `${from} → ${to} ${event === "StepTaken" ? `by ${move}` : `on ${signal}`}`
}

/** The lines of tickets that would have no place. */
export const strandedLines = (
  stranded: ReadonlyArray<Where>,
  isGone: (requestType: string) => boolean,
): ReadonlyArray<string> =>
  [...Map.groupBy(stranded, ({ requestType }) => requestType)].map(([requestType, where]) =>
    isGone(requestType)
      ? `${requestType}: the request type is gone`
      : `${requestType} in ${where.map(({ state }) => state).join(", ")}`,
  )

/** The lines of tickets that would pass by a step. */
export const skippingLines = (skipping: ReadonlyArray<Skipping>): ReadonlyArray<string> =>
  skipping.map(({ requestType, state, steps }) => `${requestType} in ${state}: ${steps.join(", ")}`)
