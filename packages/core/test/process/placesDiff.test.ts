// What differs between two versions, as data and in words.
import { describe, expect, it } from "vitest"
import * as Diff from "../../src/process/Diff.ts"
import type { Profile } from "../../src/process/Profile.ts"
import { approval, check, processOf, review, straight } from "./placesVersions.ts"

const diffOf = (before: Partial<Profile>, after: Partial<Profile>) =>
  Diff.make(processOf("1", before), processOf("2", after))

const linesOf = (before: Partial<Profile>, after: Partial<Profile>) =>
  Diff.text(diffOf(before, after)).slice(1)

const [incident, service] = straight.requestTypes
const [line] = straight.lines
const [clock] = straight.policy.clocks
if (incident === undefined || service === undefined || line === undefined || clock === undefined)
  throw new Error("the straight way lacks a part")

it("P14 two versions that differ in their version alone do not differ", () => {
  expect(diffOf({}, {})).toEqual({
    before: "acme@1",
    after: "acme@2",
    changes: [],
    ways: [],
    gone: [],
    stranded: [],
    skipping: [],
  })
  expect(Diff.text(diffOf({}, {}))).toEqual(["acme@1 → acme@2", "nothing differs"])
})

describe("P14 in the profile", () => {
  const outage = { id: "outage", labels: { en: "Outage", ru: "Сбой" } }
  const second = { id: "second", labels: { en: "Second", ru: "Вторая" } }

  it.each<readonly [string, Partial<Profile>, Partial<Profile>, ReadonlyArray<string>]>([
    [
      "request types",
      {},
      { requestTypes: [incident, service, outage] },
      ["+ request type outage: en Outage, ru Сбой"],
    ],
    [
      "what a type requires",
      {},
      { requestTypes: [{ ...incident, required: ["period"] }, service] },
      ["+ request type incident, required: period"],
    ],
    ["channels", { channels: ["email", "web"] }, {}, ["- channel: web"]],
    ["channels, several", {}, { channels: ["phone", "email", "web"] }, ["+ channel: phone; web"]],
    [
      "fields",
      {},
      { fields: [{ id: "browser", kind: "text", labels: { en: "Browser", ru: "Браузер" } }] },
      ["+ field browser: en Browser, ru Браузер"],
    ],
    ["lines", { lines: [line, second] }, {}, ["- line second: en Second, ru Вторая"]],
    [
      "the order of lines",
      { lines: [line, second] },
      { lines: [second, line] },
      [`~ line: ${line.id}, second → second, ${line.id}`],
    ],
    [
      "targets of clocks",
      {},
      { policy: { ...straight.policy, clocks: [{ ...clock, target: { workingMinutes: 60 } }] } },
      ["~ clock resolution, target.workingMinutes: 600 → 60"],
    ],
    [
      "a target of another kind",
      {},
      { policy: { ...straight.policy, clocks: [{ ...clock, target: { calendarDays: 2 } }] } },
      [
        "- clock resolution, target.workingMinutes: 600",
        "+ clock resolution, target.calendarDays: 2",
      ],
    ],
    [
      "notices",
      {},
      {
        notices: [{ event: "Answered", channel: "email", text: "answer" }],
        texts: { answer: { en: { subject: "S", body: "B" }, ru: { subject: "S", body: "B" } } },
      },
      [
        "+ notice: event Answered, channel email, text answer",
        "+ text answer: en (subject S, body B), ru (subject S, body B)",
      ],
    ],
    [
      "labels",
      { labels: { heard: { en: "Heard", ru: "Слово" } } },
      { labels: { heard: { en: "Written", ru: "Слово" } } },
      ["~ label of heard, en: Heard → Written"],
    ],
    [
      "moves of steps",
      { steps: [check] },
      { steps: [{ ...check, owner: "thirdParty" }] },
      ["~ step check, owner: vendor → thirdParty"],
    ],
    [
      "the desk",
      {},
      { desk: { ...straight.desk, name: "Help" } },
      [`~ desk.name: ${straight.desk.name} → Help`],
    ],
  ])("%s", (_, before, after, lines) => {
    const [, title, ...said] = linesOf(before, after)
    const end = said.indexOf("")
    expect(title).toBe("In the profile")
    expect(end === -1 ? said : said.slice(0, end)).toEqual(lines.map((each) => `  ${each}`))
  })

  it("a long list is cut, and a long value; the data are whole", () => {
    const channels = ["email", "a", "b", "c", "d", "e", "f", "g"]
    const name = "x".repeat(100)
    expect(linesOf({}, { channels, desk: { ...straight.desk, name } })).toEqual([
      "",
      "In the profile",
      expect.stringMatching(/^ {2}~ desk\.name: .+ → x{63}…$/),
      "  + channel: a; b; c; d; e, and 2 more",
    ])
    const { changes } = diffOf({}, { channels })
    expect(changes).toEqual(
      channels.slice(1).map((value) => ({ kind: "gained", path: ["channels"], value })),
    )
  })

  it("what every object has by itself is nobody's entry", () => {
    const texts = { constructor: straight.fieldLabels.files }
    expect(diffOf({}, { labels: {} }).changes).toEqual([])
    expect(
      Diff.text({
        ...diffOf({}, {}),
        changes: [{ kind: "gained", path: ["constructor"], value: texts }],
      })[3],
    ).toMatch(/^ {2}\+ constructor: constructor \(en log files/)
  })
})

describe("P14 on the way of requests", () => {
  it("states and arrows, for types of which the same became at once", () => {
    const { ways } = diffOf({}, { steps: [review] })
    expect(ways).toHaveLength(1)
    expect(ways[0]?.requestTypes).toEqual(["incident", "service"])
    expect(ways[0]?.states).toEqual({ gained: ["review"], lost: [] })
    expect(linesOf({}, { steps: [review] })).toEqual(
      expect.arrayContaining([
        "On the way of requests",
        "  incident, service:",
        "    + state review",
        "    + diagnosing → review on CauseFound",
        "    + review → solving by pass",
        "    - diagnosing → solving on CauseFound",
      ]),
    )
  })

  it("each type by itself where they part", () => {
    const requestTypes = [{ ...incident, way: { steps: [] } }, service]
    const { ways } = diffOf({ steps: [check] }, { steps: [check], requestTypes })
    expect(ways.map((way) => way.requestTypes)).toEqual([["incident"]])
    expect(ways[0]?.states).toEqual({ gained: [], lost: ["check"] })
  })
})

describe("P14 what becomes of tickets that are open", () => {
  it("those in a state that is gone have no place", () => {
    const { stranded } = diffOf({ steps: [approval] }, { steps: [review] })
    expect(stranded).toEqual([
      { requestType: "incident", state: "approval" },
      { requestType: "service", state: "approval" },
    ])
    expect(linesOf({ steps: [approval] }, { steps: [review] })).toEqual(
      expect.arrayContaining(["No place for tickets of", "  incident in approval"]),
    )
  })

  it("unless the profile maps it", () => {
    const places = { approval: "review" }
    expect(diffOf({ steps: [approval] }, { steps: [review], places })).toMatchObject({
      stranded: [],
      skipping: [],
    })
  })

  it("those of a request type that is gone have none anywhere", () => {
    const diff = diffOf({}, { requestTypes: [incident] })
    expect(diff.gone).toEqual(["service"])
    expect(new Set(diff.stranded.map(({ state }) => state))).toEqual(
      new Set(["registered", "diagnosing", "solving", "answering", "awaitingWord", "heard"]),
    )
    expect(Diff.text(diff)).toContain("  service: the request type is gone")
  })

  it("PR22 those beyond a step that is new would skip it", () => {
    const { skipping } = diffOf({}, { steps: [approval], requestTypes: [incident] })
    expect(skipping.map(({ state }) => state)).toEqual([
      "solving",
      "answering",
      "awaitingWord",
      "heard",
    ])
    expect(linesOf({}, { steps: [approval] })).toEqual(
      expect.arrayContaining([
        "Steps that would be skipped by tickets of",
        "  incident in solving: approval",
      ]),
    )
  })
})
