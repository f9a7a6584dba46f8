// The first half of the description: whom to ask, for what, when, how fast.
import * as Calendar from "../../calendar/Calendar.ts"
import type { Say } from "./say.ts"
import type { Section } from "./section.ts"

/** How the desk is reached. */
export const reach = ({ profile, words }: Say): Section => {
  const { desk, channels, numberPrefix } = profile
  const said = (channel: string): string => {
    if (channel === "email") return words.reach.email(desk.email)
    if (channel === "phone") return words.reach.phone(desk.phone)
    return channel === "web" ? words.reach.web(desk.site) : words.reach.other(channel)
  }
  const legal = [desk.legalName, desk.legalAddress].filter((each) => each !== undefined)
  return {
    title: words.headings.reach,
    items: channels.map(said),
    text: [
      words.reach.number(`${numberPrefix}1`),
      ...(legal.length === 0 ? [] : [`${desk.name}: ${legal.join(", ")}.`]),
    ],
  }
}

/** What may be asked for, and what a request holds. */
export const asks = ({ profile, words, field, type, language }: Say): Section => {
  const { requestTypes, priorities = [] } = profile
  const list = (ids: ReadonlyArray<string> = []) => ids.map(field).join("; ")
  const some = (ids: ReadonlyArray<string> | undefined, said: (list: string) => string) =>
    ids === undefined || ids.length === 0 ? [] : [said(list(ids))]
  const items = requestTypes.map(({ id, required, wished, fields, priority, change }) => {
    const urgency = priorities.find((each) => each.id === priority)?.labels[language]
    const sentences = [
      ...some(required, words.asks.required),
      ...some(wished, words.asks.wished),
      ...some(fields, words.asks.fields),
      ...(urgency === undefined ? [] : [words.asks.priority(urgency)]),
      ...(change === undefined ? [] : [words.asks.change]),
    ]
    return [`${type(id)}.`, ...sentences].join(" ")
  })
  const isNeeded = requestTypes.some(({ required = [] }) => required.length > 0)
  const isWished = requestTypes.some(({ wished = [] }) => wished.length > 0)
  const text = [...(isNeeded ? [words.asks.needed] : []), ...(isWished ? [words.asks.missing] : [])]
  return { title: words.headings.asks, items, text }
}

/** The priorities; nothing where there are none. */
export const priorities = ({ profile, words, language }: Say): Section => {
  const { priorities: all = [], impacts = [], urgencies = [], priorityMatrix } = profile
  const labels = (entries: typeof all) => entries.map(({ id, labels }) => labels[language] ?? id)
  const matrix = words.priorities.matrix(labels(impacts).join(", "), labels(urgencies).join(", "))
  return {
    title: words.headings.priorities,
    lead: all.length === 0 ? undefined : words.priorities.order,
    items: labels(all),
    text: priorityMatrix === undefined ? [] : [matrix],
  }
}

/** When the desk works. */
export const hours = ({ process, words, profile }: Say): Section => {
  const { calendar, terms } = process
  const named = new Set(profile.policy.clocks.flatMap((clock) => clock.calendar ?? []))
  const others = [...named]
    .map((id) => terms.timeOf(id).calendar)
    .filter(({ id }) => id !== calendar.id)
  const own = told(words, calendar)
  return {
    title: words.headings.hours,
    items: own,
    text: [
      words.hours.zone(calendar.timeZone),
      ...differing(words, calendar),
      ...others.map((each) => {
        const zone = words.hours.zone(each.timeZone)
        return `${words.hours.other(each.id)} ${told(words, each).join("; ")}. ${zone}`
      }),
    ],
  }
}

type Words = Say["words"]

const told = (words: Words, { week, changes = [] }: Calendar.Calendar): ReadonlyArray<string> => [
  ...weekLines(words, week),
  ...changes.flatMap(({ validFrom, week: next }) =>
    weekLines(words, next).map((line) => `${words.hours.from(validFrom)} ${line}`),
  ),
]

const differing = (words: Words, calendar: Calendar.Calendar): ReadonlyArray<string> => {
  const { days = {}, exceptions = [] } = calendar
  const until = Calendar.holidaysEnd(calendar)
  const isOdd = Object.keys(days).length > 0 || exceptions.some(({ kind }) => kind !== "closed")
  return [
    ...(until === undefined ? [] : [words.hours.holidays(until)]),
    ...(isOdd ? [words.hours.differs] : []),
  ]
}

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const
const wholeDay = "00:00–24:00"

// Days that follow each other with the same hours are told together: `Mon–Fri: 09:00–18:00`.
const weekLines = (words: Words, week: Calendar.Week): ReadonlyArray<string> => {
  const daily = weekdays.map((day) => (week[day] ?? []).map(rowText).join(", "))
  if (daily.every((rows) => rows === "")) return [words.hours.none]
  if (daily.every((rows) => rows === wholeDay)) return [words.hours.always]
  const firsts = daily.flatMap((rows, index) =>
    rows !== "" && rows !== daily[index - 1] ? [index] : [],
  )
  return firsts.map((first) => {
    const length = daily.slice(first).findIndex((rows) => rows !== daily[first])
    const last = length === -1 ? daily.length - 1 : first + length - 1
    const [from = "", to = ""] = [words.weekdays[first], words.weekdays[last]]
    return `${from === to ? from : `${from}–${to}`}: ${daily[first] ?? ""}`
  })
}

const rowText = (row: Calendar.Row): string =>
  "open" in row ? `${row.open}–${row.close} (+1)` : `${row[0]}–${row[1]}`
