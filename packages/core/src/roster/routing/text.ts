// Routing explained to people: who got the ticket and why, and of everybody else why not.
import * as LocalTime from "../../calendar/LocalTime.ts"
import { english } from "./english.ts"
import type { Able, Out, Routed, Sorted, Tried, Unrouted } from "./routed.ts"
import { russian } from "./russian.ts"
import type { Words } from "./words.ts"

const wordsOf = { en: english, ru: russian } as const

/** How routing is written. */
export interface RoutingTextOptions {
  readonly language: keyof typeof wordsOf
  /** The zone of its times. */
  readonly timeZone: string
  /** What people are called; by their ids where absent. */
  readonly nameOf?: (member: string) => string
}

interface Say {
  readonly words: Words
  readonly name: (member: string) => string
  readonly at: (at: number) => string
}

/**
 * What became of routing, as lines of text: the outcome, then every rule that was asked, with who
 * can take the ticket (`+`, the one who gets it first) and who cannot (`·`). Rules, lines and
 * competences are called as they are in the data. Throws a RangeError for a time zone that is not
 * taken.
 *
 * @example
 * const week = { mon: [["09:00", "18:00"]] }
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC", week })
 * const at = Date.parse("2026-03-01T12:00:00Z")
 * const facts = { requestType: "incident", priority: null, line: "first", channel: "email" }
 * const anna = { id: "anna", name: "Anna", line: "first" }
 * const routed = Routing.route([{ rule: "day", onShift: true, spread: "leastLoad" }], { facts, at,
 *   members: [anna], loads: new Map(), lastAssigned: new Map(), workingTimeOf: () => office })
 * routingText(routed, { language: "en", timeZone: "UTC" })
 * // => ["Nobody is assigned: nobody can take the request",
 * //   "  Rule day: line first",
 * //   "    · anna: off shift until 2026-03-02 09:00 +00:00"]
 */
export const routingText = (
  routed: Routed | Unrouted,
  { language, timeZone, nameOf = (member) => member }: RoutingTextOptions,
): ReadonlyArray<string> => {
  const say = { words: wordsOf[language], name: nameOf, at: instantIn(timeZone) }
  return [outcomeIn(say, routed), ...routed.why.tried.flatMap((tried) => triedIn(say, tried))]
}

const outcomeIn = (say: Say, routed: Routed | Unrouted): string => {
  const { nobody, phrases } = say.words
  if ("nobody" in routed) return nobody[routed.nobody]
  const last = routed.why.tried.at(-1)
  const reason = last !== undefined && "able" in last ? reasonIn(say, last) : ""
  return `${phrases.assigned}: ${say.name(routed.assignee)} (${reason})`
}

/** Why the first of those who can take it gets it. */
const reasonIn = ({ words, name }: Say, { spread, able }: Sorted): string => {
  const [first, ...others] = able
  if (others.length === 0) return words.phrases.only
  const key = spread === "leastLoad" ? "load" : "lastAssignedAt"
  const equal = others.filter((each) => each[key] === first?.[key])
  const names = equal.map(({ member }) => name(member)).join(", ")
  return [words.best[spread], ...(names === "" ? [] : [`${words.phrases.equal} ${names}`])].join(
    "; ",
  )
}

const triedIn = (say: Say, tried: Tried): ReadonlyArray<string> => {
  const { phrases, unlike } = say.words
  const head = `  ${phrases.byRule} ${tried.rule}:`
  if ("unlike" in tried)
    return [
      `${head} ${phrases.doesNotFit} (${tried.unlike.map((each) => unlike[each]).join(", ")})`,
    ]
  const { line, competence, able, out } = tried
  const asked = competence === null ? "" : `, ${phrases.competence} ${competence}`
  return [
    `${head} ${phrases.line} ${line}${asked}`,
    ...able.map((each) => `    + ${say.name(each.member)}: ${ableIn(say, each)}`),
    ...out.map(({ member, why }) => {
      return `    · ${say.name(member)}: ${why.map((each) => outIn(say, each)).join("; ")}`
    }),
  ]
}

const ableIn = ({ words: { phrases }, at }: Say, { load, lastAssignedAt }: Able): string => {
  const last =
    lastAssignedAt === null
      ? phrases.neverAssigned
      : `${phrases.lastAssigned} ${at(lastAssignedAt)}`
  return `${phrases.openTickets} ${load}, ${last}`
}

const outIn = ({ words: { out, phrases }, at }: Say, each: Out): string => {
  const said = out[each.why]
  switch (each.why) {
    case "left":
      return `${said} ${at(each.at)}`
    case "otherLine":
      return `${said} ${each.lines.join(", ")}`
    case "lacksCompetence":
      return `${said} ${each.competence}`
    case "absent":
      return `${said} ${at(each.until)}`
    case "offShift":
      return each.until === null ? phrases.offShiftForEver : `${said} ${at(each.until)}`
    case "full":
      return `${said} ${phrases.openTickets} ${each.load} ${phrases.of} ${each.capacity}`
  }
}

/** `2026-03-06 17:00 +03:00`; seconds where there are some. */
const instantIn =
  (timeZone: string) =>
  (at: number): string => {
    const text = LocalTime.format(at, timeZone)
    const time = text.slice(11, -6).replace(/^(\d\d:\d\d):00$/, "$1")
    return `${text.slice(0, 10)} ${time} ${text.slice(-6)}`
  }
