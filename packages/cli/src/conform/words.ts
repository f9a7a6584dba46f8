// How what a log comes to is said.
import { Conformance, Process } from "@upkeep/core"

/** What each kind of deviation says. */
export const kindWords: { readonly [kind in Conformance.Kind]: string } = {
  "reopened-without-marker": "went on after it was completed or closed, and nothing says reopened",
  "closed-without-answer": "closed, and nothing says answered",
  "not-allowed": "the chart does not lead there",
  "unknown-state": "the map does not name the state",
  "time-goes-back": "earlier than the row before it",
}

/** A part of a whole in per cent with two digits, cut: what is not all is never shown as all. */
export const percent = (share: number): string => {
  // 57 of 100 are 0.57, ten thousand times which is 5699.9999….
  const cut = Math.floor(share * 10_000 + 1e-6) / 100
  return `${cut.toFixed(2)} %`
}

/** A number of people's size: thousands apart. */
export const figure = (value: number): string => new Intl.NumberFormat("en").format(value)

/** So many of something: `1 case`, `2,394 cases`. */
export const counted = (value: number, one: string): string =>
  `${figure(value)} ${one}${value === 1 ? "" : "s"}`

/** Where a case stood before a row that deviates; a first row finds it not begun. */
export const originOf = ({ from }: Conformance.Pair): string =>
  from === null ? "elsewhere" : from === "" ? "not begun" : from

/** Hours, to a tenth. */
export const hours = (value: number): string =>
  new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value)

const phases: ReadonlyMap<string, string> = new Map([
  ["open", "Open"],
  ["completed", "Completed"],
  ["closed", "Closed"],
])

/** A place as the process calls it: `open.diagnosing.ours` is "Being diagnosed". */
export const placeWord = (process: Process.Process, place: string): string => {
  const word = (id: string) => Process.wordFor(process, id, "en") ?? id
  const [phase = "", work, turn = "ours"] = place.split(".")
  if (work === undefined) return phases.get(phase) ?? "Not begun"
  return turn === "ours" ? word(work) : `${word(turn)} (${word(work)})`
}

/** The kinds that were met, in their order, with what they come to. */
export const deviationsOf = ({
  deviations,
}: Conformance.Conformity): ReadonlyArray<readonly [Conformance.Kind, Conformance.Deviation]> =>
  Conformance.kinds.flatMap((kind) => {
    const found = deviations[kind]
    return found === undefined ? [] : [[kind, found] as const]
  })

/** The places in which cases stood, in the order of the chart; of a state of work, turn by turn. */
export const placesOf = (
  { lifecycle }: Process.Process,
  { states }: Conformance.Conformity,
): ReadonlyArray<readonly [string, Conformance.Stay]> => {
  const works = [...lifecycle.table.keys()].map((status) => status.split(".")[1])
  const turns = ["ours", "customers", "thirdPartys"]
  const rank = (place: string) => {
    const [phase = "", work, turn = ""] = place.split(".")
    return [[...phases.keys()].indexOf(phase), works.indexOf(work), turns.indexOf(turn)]
  }
  const compared = (a: string, b: string) => {
    const [of, against] = [rank(a), rank(b)]
    const apart = of.findIndex((each, index) => each !== against[index])
    return (of[apart] ?? 0) - (against[apart] ?? 0)
  }
  return Object.entries(states).toSorted(([a], [b]) => compared(a, b))
}
