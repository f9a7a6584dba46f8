// The description for customers says what the profile says, in each language for which there are
// words.
import { describe, expect, it } from "vitest"
import * as Description from "../../src/describe/Description.ts"
import type { Profile } from "../../src/process/Profile.ts"
import { businessConnect } from "../../src/process/BusinessConnect.ts"
import { mixvel } from "../../src/process/Mixvel.ts"
import { standard } from "../../src/process/Standard.ts"
import { own, processOf, profiles } from "./given.ts"

const linesOf = (profile: Profile, language: string): ReadonlyArray<string> => {
  const page = Description.forCustomers(processOf(profile), language)
  return (page?.sections ?? []).flatMap(({ lead, items, text }) => [
    ...(lead === undefined ? [] : [lead]),
    ...items,
    ...text,
  ])
}
const said = (profile: Profile, language: string): string => linesOf(profile, language).join("\n")

describe("a description for customers", () => {
  it.each(profiles.map((profile) => [profile.id, profile] as const))(
    "%s is told in Russian and in English alike, section by section",
    (_, profile) => {
      const process = processOf(profile)
      expect(Description.languages(process).toSorted()).toEqual(["en", "ru"])
      const [en, ru] = ["en", "ru"].map((tag) => Description.forCustomers(process, tag))
      const shapeOf = (page: typeof en) =>
        page?.sections.map(({ items, text }) => [items.length, text.length])
      expect(shapeOf(ru)).toEqual(shapeOf(en))
      for (const language of ["en", "ru"])
        expect(said(profile, language)).not.toMatch(/undefined|\[object/)
    },
  )

  it("is told in no language for which there are no words", () => {
    const german: Profile = { ...standard, languages: ["de"] }
    const process = { ...processOf(standard), profile: german }
    expect(Description.languages(process)).toEqual([])
    expect(Description.forCustomers(process, "de")).toBeUndefined()
    expect(Description.forCustomers(processOf(standard), "de")).toBeUndefined()
  })

  it("M-02 M-22 says how to reach the desk, and by which number a request is known", () => {
    expect(said(mixvel, "ru")).toContain("По телефону: 8 (495) 782-13-15")
    expect(said(mixvel, "ru")).toContain("например MV-1.")
    expect(said(businessConnect, "en")).toContain("By e-mail: help@vtbconnect.ru")
  })

  it("M-03 B-02 says what is asked for, and what a request is not taken without", () => {
    expect(said(mixvel, "en")).toContain("Where possible, please send: the environment")
    expect(said(own, "en")).toContain("Fault. We need: Build. Its priority is High unless")
    expect(said(own, "ru")).toContain("Без обязательного запрос не принимается.")
    expect(said(standard, "en")).not.toContain("is not taken")
  })

  it("B-07 says what is promised, by case, and when the time stands", () => {
    const lines = linesOf(businessConnect, "en")
    expect(lines).toContain(
      "First response: 24 hours of working time, unless your contract says otherwise.",
    )
    expect(lines).toContainEqual(
      expect.stringContaining("Development request – no time is promised; otherwise – 24 hours"),
    )
    expect(said(mixvel, "en")).toContain("First response: as your contract says.")
  })

  it.each([
    [{ workingDays: 2 }, "2 hours of working time"],
    [{ calendarDays: 3 }, "2 hours"],
    [{ elapsedMinutes: 6_000 }, "2 hours"],
  ])("M-09 says of a reminder before %j that it comes %s before", (target, before) => {
    const clocks = standard.policy.clocks.map((clock) =>
      clock.id === "customerAnswer"
        ? { ...clock, fromContract: false, target, warnBefore: [120] }
        : clock,
    )
    const notice = {
      event: "ClockWarned",
      clock: "customerAnswer",
      channel: "email",
      text: "reminder",
    }
    const notices = [...standard.notices, notice]
    const profile = { ...standard, notices, policy: { ...standard.policy, clocks } }
    expect(said(profile, "en")).toContain(`We remind you ${before} before it is over.`)
  })

  it("M-11 M-14 asks for the customer's word, and says how long a silence is", () => {
    expect(said(standard, "ru")).toContain("Если ответа нет (срок – 3 календарных дня)")
    expect(said(standard, "en")).toContain("If we hear nothing for 3 calendar days")
  })

  it("B-06 a process without confirmation says that the answer closes, and asks for no word", () => {
    expect(said(businessConnect, "en")).toContain("With the answer the request is processed")
    expect(said(businessConnect, "en")).not.toContain("If you agree")
  })

  it("B-05 says which requests an unanswered question closes, and which it does not", () => {
    const lines = linesOf(own, "en")
    expect(lines).toContainEqual(
      expect.stringMatching(/^For requests of the kind “Fault” only: if we hear nothing for 21 /),
    )
    expect(lines).toContainEqual(expect.stringMatching(/^For .* “Wish” only: your request is not/))
  })

  it("says when a closed request may be opened again, or that a new one is opened", () => {
    expect(said(own, "ru")).toContain("открыть снова (срок – 5 календарных дней)")
    expect(said(mixvel, "ru")).toContain("Закрытое остаётся закрытым")
  })

  it("B-04 says why requests are rejected, and that none is taken without a contract", () => {
    expect(said(own, "en")).toContain("Without a contract in force a request is not taken.")
    expect(said(standard, "en")).not.toContain("contract in force")
    expect(said(standard, "en")).toContain("We may reject a request, and say why: no contract")
  })

  it("tells a step with its place, whose move it is there, and what its moves need", () => {
    const place = "“Waiting for approval”, stands between “Being diagnosed” and “Being solved”."
    const moves = "It ends with one of: Approve (with: Build), Object."
    expect(said(own, "en")).toContain(`${place} The next move there is yours. ${moves}`)
  })

  it("tells the hours of a week, the changes that come, and the days off", () => {
    const day = [["09:00", "18:00"]]
    const night = [{ open: "22:00", close: "06:00", overnight: true }]
    const calendar = {
      id: "c",
      version: "1",
      timeZone: "Europe/Moscow",
      week: { mon: day, tue: day, thu: day, sun: night },
      changes: [{ validFrom: "2027-01-01", week: { sat: day } }],
      holidays: ["2026-11-04"],
    }
    const lines = linesOf({ ...standard, calendar }, "en")
    expect(lines).toEqual(
      expect.arrayContaining([
        "Mon–Tue: 09:00–18:00",
        "Thu: 09:00–18:00",
        "Sun: 22:00–06:00 (+1)",
        "From 2027-01-01: Sat: 09:00–18:00",
        "All times are those of the zone Europe/Moscow.",
        "Public holidays are days off; our calendar lists them up to 2026-12-31.",
      ]),
    )
    const always = Object.fromEntries(
      ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((name) => [name, [["00:00", "24:00"]]]),
    )
    const around = { ...calendar, week: always, changes: [], holidays: [] }
    expect(linesOf({ ...standard, calendar: around }, "ru")).toContain(
      "Круглосуточно, без выходных.",
    )
  })

  it.each([
    [1, "1 рабочий день"],
    [3, "3 рабочих дня"],
    [21, "21 рабочий день"],
    [112, "112 рабочих дней"],
  ])("counts %i working days in Russian as %s", (workingDays, expected) => {
    const clocks = standard.policy.clocks.map(({ target, ...clock }) =>
      clock.id === "silence"
        ? { ...clock, target: { workingDays } }
        : { ...clock, ...(target && { target }) },
    )
    const policy = { ...standard.policy, clocks }
    expect(said({ ...standard, policy }, "ru")).toContain(`(срок – ${expected})`)
  })
})
