// Every rule of a profile, broken once: the code, and the path to the mistake.
import { describe, expect, it } from "vitest"
import { standard } from "../../src/process/Standard.ts"
import { problemsOf, withClock } from "./made.ts"

const [first, second] = standard.lines
const policy = (clock: object) => ({ policy: { id: "p", version: "1", clocks: [clock] } })
const words = { en: "words", ru: "слова" }

describe("lists", () => {
  it("empty: there is at least one language, channel, request type and line", () => {
    expect(problemsOf({ requestTypes: [], lines: [] })).toEqual(
      expect.arrayContaining(["empty requestTypes", "empty lines"]),
    )
    expect(problemsOf({ channels: [] })).toContain("empty channels")
    expect(problemsOf({ languages: [] })).toContain("empty languages")
    expect(problemsOf({ environments: [] })).toEqual([])
  })

  it("duplicate-name: an id stands once in its list, the second is the mistake", () => {
    const [type] = standard.requestTypes
    const [environment] = standard.environments
    const silence = standard.policy.clocks.find(({ id }) => id === "silence")
    const twice = {
      lines: [first, second, first],
      requestTypes: [type, type],
      environments: [environment, environment],
      policy: { ...standard.policy, clocks: [silence, silence] },
    }
    expect(problemsOf(twice)).toEqual([
      "duplicate-name requestTypes[1].id",
      "duplicate-name environments[1].id",
      "duplicate-name lines[2].id",
      "duplicate-name policy.clocks[1].id",
    ])
  })
})

describe("clocks", () => {
  it("C23 unknown-state: pauses and conditions name states of the chart", () => {
    const wrong = {
      pausesIn: ["customers", "lunch"],
      starts: [{ enters: "nowhere" }, { enters: "open" }],
      stops: [{ leaves: "nowhere" }],
      cancels: [{ enters: "closed" }, { leaves: "" }],
    }
    expect(problemsOf(withClock({ ...wrong, cancels: [{ leaves: "gone" }] }))).toEqual([
      "unknown-state policy.clocks[0].pausesIn[1]",
      "unknown-state policy.clocks[0].starts[0].enters",
      "unknown-state policy.clocks[0].stops[0].leaves",
      "unknown-state policy.clocks[0].cancels[0].leaves",
    ])
    expect(problemsOf(withClock(wrong))).toEqual(["empty policy.clocks[0].cancels[1].leaves"])
  })

  it("PR12 unknown-state: parts that the profile has switched off have no states", () => {
    expect(
      problemsOf({ ...withClock({ pausesIn: ["awaitingWord"] }), confirmation: false }),
    ).toEqual(["unknown-state policy.clocks[0].pausesIn[0]"])
    expect(problemsOf({ ...withClock({ pausesIn: ["escalated"] }), lines: [first] })).toEqual([
      "unknown-state policy.clocks[0].pausesIn[0]",
    ])
    expect(problemsOf(withClock({ pausesIn: ["processed"] }))).toEqual([
      "unknown-state policy.clocks[0].pausesIn[0]",
    ])
  })

  it("unknown-event: conditions and notices hear events that there are", () => {
    const notices = [{ event: "Closed", channel: "email", text: "answer" }]
    expect(problemsOf({ ...withClock({ stops: [{ event: "toString" }] }), notices })).toEqual([
      "unknown-event policy.clocks[0].stops[0].event",
      "unknown-event notices[0].event",
    ])
  })

  it("C22 missing-target: a clock has a target, or the contract may set it", () => {
    const { target: _target, ...untargeted } = withClock({}).policy.clocks[0] ?? {}
    const missing = ["missing-target policy.clocks[0].target"]
    expect(problemsOf(policy(untargeted))).toEqual(missing)
    expect(problemsOf(policy({ ...untargeted, fromContract: false }))).toEqual(missing)
    expect(problemsOf(policy({ ...untargeted, fromContract: true }))).toEqual([])
  })

  it("days-cannot-pause: a target in days knows neither pauses nor warnings", () => {
    const said = ["days-cannot-pause policy.clocks[0].target"]
    const target = { workingDays: 3 }
    expect(problemsOf(withClock({ target, pausesIn: ["customers"] }))).toEqual(said)
    expect(problemsOf(withClock({ target: { calendarDays: 3 }, warnAt: [0.5] }))).toEqual(said)
    expect(problemsOf(withClock({ target, pausesIn: [], warnAt: [] }))).toEqual([])
  })

  it("C20 not-increasing: warnings grow, and no two are the same", () => {
    const said = ["not-increasing policy.clocks[0].warnAt"]
    expect(problemsOf(withClock({ warnAt: [0.9, 0.5] }))).toEqual(said)
    expect(problemsOf(withClock({ warnAt: [0.5, 0.5] }))).toEqual(said)
    expect(problemsOf(withClock({ warnAt: [0.5, 0.9] }))).toEqual([])
  })

  it("C09 deadline-unreachable: a target comes within five years of the calendar", () => {
    const week = { mon: [["09:00", "10:00"]] }
    const calendar = { id: "c", version: "1", timeZone: "UTC", week }
    const target = { workingMinutes: 60 * 52 * 6 }
    expect(problemsOf({ ...withClock({ target }), calendar })).toEqual([
      "deadline-unreachable policy.clocks[0].target",
    ])
    expect(
      problemsOf({ ...withClock({ target: { elapsedMinutes: 60 * 52 * 6 } }), calendar }),
    ).toEqual([])
  })
})

describe("words", () => {
  it("missing-language: whatever is said is said in every language", () => {
    const { answer, ...texts } = standard.texts
    const said = problemsOf({
      requestTypes: [{ id: "request", labels: { en: "Request" } }],
      environments: [{ id: "test", labels: {} }],
      lines: [{ id: "first", labels: { ru: "Первая" } }, second],
      labels: { ...standard.labels, night: { ru: "Ночь" } },
      texts: { ...texts, answer: { ru: answer?.["ru"] } },
      fieldLabels: { ...standard.fieldLabels, period: { en: "the period" } },
      askForMissing: { ru: "{{fields}}" },
    })
    expect(said).toEqual([
      "missing-language labels.night.en",
      "missing-language requestTypes[0].labels.ru",
      "missing-language environments[0].labels.en",
      "missing-language environments[0].labels.ru",
      "missing-language lines[0].labels.en",
      "missing-language texts.answer.en",
      "missing-language fieldLabels.period.ru",
      "missing-language askForMissing.en",
    ])
  })

  it("missing-language: a language that is added wants everything said in it", () => {
    const said = problemsOf({ languages: [...standard.languages, "de"] })
    expect(said.every((each) => /^missing-language .*\.de$/.test(each))).toBe(true)
    expect(said).toContain("missing-language labels.registered.de")
    expect(said).toContain("missing-language texts.answer.de")
  })

  it("a name of every object is no word of a language", () => {
    expect(problemsOf({ languages: ["en", "ru"], askForMissing: { en: "a" } })).toEqual([
      "missing-language askForMissing.ru",
    ])
  })
})

describe("notices", () => {
  it("unknown-text and unknown-channel: a notice says something that there is, by a way that there is", () => {
    const notices = [
      { event: "Answered", channel: "email", text: "answer" },
      { event: "Answered", channel: "fax", text: "praise" },
      { event: "Assigned", channel: "email", text: "valueOf" },
    ]
    expect(problemsOf({ notices })).toEqual(["invalid-name notices[2].text"])
    expect(problemsOf({ notices: notices.slice(0, 2) })).toEqual([
      "unknown-text notices[1].text",
      "unknown-channel notices[1].channel",
    ])
  })

  it("PR29 endless-loop: no notice of a notice's own delivery", () => {
    const notice = { channel: "email", text: "answer" }
    const notices = [
      { ...notice, event: "NotificationDelivered" },
      { ...notice, event: "NotificationFailed" },
    ]
    expect(problemsOf({ notices })).toEqual([
      "endless-loop notices[0].event",
      "endless-loop notices[1].event",
    ])
  })

  it("PR24 unknown-variable: a text names what there is to say", () => {
    const { answer, ...texts } = standard.texts
    const ru = { subject: "{{cusomer}}", body: "{{ number }}, {{desk_name}}, {{number}}" }
    expect(problemsOf({ texts: { ...texts, answer: { en: answer?.["en"], ru } } })).toEqual([
      "unknown-variable texts.answer.ru.subject",
      "unknown-variable texts.answer.ru.body",
      "unknown-variable texts.answer.ru.body",
    ])
    expect(problemsOf({ askForMissing: { en: "{{feilds}}", ru: "{{fields}}" } })).toEqual([
      "unknown-variable askForMissing.en",
    ])
  })

  it("PR25 what can be no variable is text, and stays as it is written", () => {
    const letter = {
      subject: "${x} <%= y %>",
      body: "{{constructor.constructor('return 1')()}} {{}}",
    }
    const texts = { ...standard.texts, answer: { en: letter, ru: letter } }
    expect(problemsOf({ texts })).toEqual([])
  })
})

it("all mistakes are told at once, each with its code and its path", () => {
  const said = problemsOf({
    ...withClock({ pausesIn: ["lunch"], warnAt: [0.9, 0.1] }),
    lines: [first, first],
    labels: { ...standard.labels, heard: words, night: {} },
    calendar: { id: "c", version: "1", timeZone: "Mars/Phobos", week: {} },
    notices: [{ event: "Closed", channel: "fax", text: "none" }],
  })
  expect(said).toEqual([
    "unknown-time-zone calendar.timeZone",
    "no-open-time calendar.week",
    "duplicate-name lines[1].id",
    "unknown-state policy.clocks[0].pausesIn[0]",
    "unknown-event notices[0].event",
    "not-increasing policy.clocks[0].warnAt",
    "missing-label labels.night",
    "unknown-text notices[0].text",
    "unknown-channel notices[0].channel",
  ])
})
