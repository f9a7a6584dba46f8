// Routing explained to people, word for word.
import { describe, expect, it } from "vitest"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"
import type { Member } from "../../src/roster/Member.ts"
import * as Routing from "../../src/roster/Routing.ts"
import { routingText } from "../../src/roster/routing/text.ts"

const week = { thu: [["09:00", "17:00"]], fri: [["09:00", "17:00"]] } as const
const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC", week })
const nights = WorkingTime.make({
  id: "nights",
  version: "1",
  timeZone: "UTC",
  week: { fri: [["00:00", "06:00"]] },
})
const at = (text: string): number => Date.parse(`2026-01-${text}Z`)

const able = { line: "first", competences: ["C#"] }
const members: ReadonlyArray<Member> = [
  { id: "boris", name: "Борис", ...able },
  { id: "anna", name: "Анна", ...able },
  { id: "egor", name: "Егор", ...able },
  { id: "gleb", name: "Глеб", line: "second", lines: ["third"] },
  { id: "nina", name: "Нина", ...able, leftAt: at("01T00:00:30") },
  {
    id: "vera",
    name: "Вера",
    line: "first",
    capacity: 5,
    absences: [{ from: at("15T00:00"), to: at("19T00:00") }],
  },
  { id: "yana", name: "Яна", ...able },
  { id: "zhanna", name: "Жанна", ...able, leftAt: at("16T00:00") },
]

const rules: Routing.Rules = [
  { rule: "vip", when: { priority: "top", channel: "phone" }, spread: "leastLoad" },
  { rule: "module", competence: { field: "module" }, spread: "leastLoad" },
  { rule: "day", competence: "C#", onShift: true, spread: "leastLoad" },
]

const names = new Map(members.map(({ id, name }) => [id, name]))

const routed = (given: Routing.Rules, someone = members) =>
  Routing.route(given, {
    facts: { requestType: "incident", priority: null, line: "first", channel: "email" },
    members: someone,
    loads: new Map([
      ["anna", 2],
      ["boris", 2],
      ["egor", 3],
      ["vera", 6],
    ]),
    lastAssigned: new Map([
      ["anna", at("14T10:00")],
      ["boris", at("13T10:00:05")],
    ]),
    at: at("15T12:00"),
    workingTimeOf: ({ id }) => (id === "yana" || id === "zhanna" ? nights : office),
  })

const said = (language: "en" | "ru", given = rules, someone = members) =>
  routingText(routed(given, someone), {
    language,
    timeZone: "+03:00",
    nameOf: (id) => names.get(id) ?? id,
  })

describe("routing in words", () => {
  it("M-05 in English", () => {
    expect(said("en")).toEqual([
      "Assigned to: Анна (the fewest open tickets; the first by id among equals, the others: Борис)",
      "  Rule vip: does not fit (another priority, another channel)",
      "  Rule module: does not fit (the field with the competence is empty)",
      "  Rule day: line first, competence C#",
      "    + Анна: open tickets: 2, last assigned 2026-01-14 13:00 +03:00",
      "    + Борис: open tickets: 2, last assigned 2026-01-13 13:00:05 +03:00",
      "    + Егор: open tickets: 3, never assigned",
      "    · Глеб: serves other lines: second, third",
      "    · Нина: gone since 2026-01-01 03:00:30 +03:00",
      "    · Вера: lacks the competence C#; absent until 2026-01-19 03:00 +03:00; full, open tickets: 6 of 5",
      "    · Яна: off shift until 2026-01-16 03:00 +03:00",
      "    · Жанна: off shift, and does not come back",
    ])
  })

  it("M-05 in Russian", () => {
    expect(said("ru")).toEqual([
      "Назначен исполнитель: Анна (меньше всего открытых запросов; первый по идентификатору среди равных, остальные: Борис)",
      "  Правило vip: не подходит (другой приоритет, другой канал)",
      "  Правило module: не подходит (не заполнено поле с компетенцией)",
      "  Правило day: служба first, компетенция C#",
      "    + Анна: открытых запросов: 2, последнее назначение 2026-01-14 13:00 +03:00",
      "    + Борис: открытых запросов: 2, последнее назначение 2026-01-13 13:00:05 +03:00",
      "    + Егор: открытых запросов: 3, назначений не было",
      "    · Глеб: работает в других службах: second, third",
      "    · Нина: больше не работает с 2026-01-01 03:00:30 +03:00",
      "    · Вера: нет компетенции C#; отсутствует до 2026-01-19 03:00 +03:00; полная загрузка, открытых запросов: 6 из 5",
      "    · Яна: не на смене до 2026-01-16 03:00 +03:00",
      "    · Жанна: не на смене и больше на неё не выйдет",
    ])
  })

  const turns = { rule: "turns", spread: "roundRobin" } as const

  it("M-05 in turn, alone, and nobody", () => {
    const first = (language: "en" | "ru", given: Routing.Rules, someone = members.slice(0, 3)) =>
      said(language, given, someone)[0]
    expect(first("en", [turns])).toBe("Assigned to: Егор (assigned a ticket the longest time ago)")
    expect(first("ru", [turns], members.slice(0, 1))).toBe(
      "Назначен исполнитель: Борис (больше взять запрос некому)",
    )
    expect(first("en", [turns], members.slice(0, 1))).toBe(
      "Assigned to: Борис (the only one who can take it)",
    )
    expect(first("en", [])).toBe("Nobody is assigned: no rule fits the request")
    expect(first("ru", [])).toBe("Исполнитель не назначен: запросу не подходит ни одно правило")
    expect(first("en", [turns], [])).toBe("Nobody is assigned: nobody can take the request")
    expect(first("ru", [turns], [])).toBe("Исполнитель не назначен: взять запрос некому")
  })

  it("M-05 people are called by their ids where nobody says otherwise", () => {
    const [line] = routingText(routed([turns], members.slice(0, 1)), {
      language: "en",
      timeZone: "UTC",
    })
    expect(line).toBe("Assigned to: boris (the only one who can take it)")
  })

  it("M-05 what is told is plain JSON", () => {
    const told = routed(rules)
    expect(JSON.parse(JSON.stringify(told))).toEqual(told)
  })
})
