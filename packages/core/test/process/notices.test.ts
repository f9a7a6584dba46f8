// Whom a profile tells what, each rule broken in each of its places.
import { describe, expect, it } from "vitest"
import { standard } from "../../src/process/Standard.ts"
import { problemsOf } from "./made.ts"

const [email] = standard.channels
const notice = (event: string, over: object = {}) => ({
  event,
  channel: email,
  text: "information",
  ...over,
})
const own = (address: string) => notice("ClockWarned", { to: { address } })
const saidOf = (...notices: ReadonlyArray<object>) => problemsOf({ notices })

const internal = [
  "Noted",
  "Escalated",
  "PriorityChanged",
  "ThirdPartyAsked",
  "ThirdPartyAnswered",
  "Undertaken",
  "WorkLogged",
  "PolicyApplied",
  "ProcessMigrated",
  "CustomerCorrected",
  "ContractCorrected",
  "RegistrationTimeCorrected",
  "MergeNoted",
  "Linked",
  "Unlinked",
  "Snoozed",
  "SnoozeEnded",
  "Watched",
  "Unwatched",
]

describe("internal-event: what we write for ourselves is told to ourselves alone", () => {
  it.each(internal)("%s", (event) => {
    const said = ["internal-event notices[0].event"]
    expect(saidOf(notice(event))).toEqual(said)
    expect(saidOf(notice(event, { to: "requester" }))).toEqual(said)
    // Who watches a request may be a person of the customer's.
    expect(saidOf(notice(event, { to: "watchers" }))).toEqual(said)
    expect(saidOf(notice(event, { to: "assignee" }))).toEqual([])
    expect(saidOf(notice(event, { to: { address: "duty@vendor.example" } }))).toEqual([])
  })

  it("what we owe is our own affair, what the customer owes is theirs", () => {
    const said = ["internal-event notices[0].event"]
    for (const to of ["requester", "watchers"]) {
      expect(saidOf(notice("ObligationDue", { to }))).toEqual(said)
      expect(saidOf(notice("ObligationDue", { to, owner: "vendor" }))).toEqual(said)
      expect(saidOf(notice("ObligationDue", { to, owner: "thirdParty" }))).toEqual(said)
      expect(saidOf(notice("ObligationDue", { to, owner: "customer" }))).toEqual([])
    }
    expect(saidOf(notice("ObligationDue", { to: "assignee" }))).toEqual([])
  })
})

describe("what narrows a notice", () => {
  it("invalid-value: is something that its event says", () => {
    const wrong = notice("Answered", { clock: "silence", owner: "customer", reasons: ["spam"] })
    expect(saidOf(wrong)).toEqual([
      "invalid-value notices[0].clock",
      "invalid-value notices[0].owner",
      "invalid-value notices[0].reasons",
    ])
    expect(saidOf(notice("Rejected", { reasons: ["spam", "duplicate"] }))).toEqual([])
    expect(saidOf(notice("ClockBreached", { clock: "silence" }))).toEqual([])
  })

  it("unknown-value: is one of what there is", () => {
    expect(saidOf(notice("Rejected", { reasons: ["boring"] }))).toEqual([
      "unknown-value notices[0].reasons[0]",
    ])
    expect(saidOf(notice("ObligationDue", { owner: "boss" }))).toEqual([
      "unknown-value notices[0].owner",
    ])
  })
})

describe("the text of a notice", () => {
  // A watcher's letter is known by its text and the watcher: `watched@olga`.
  it("invalid-name: has no @ in its id", () => {
    const texts = { ...standard.texts, "a@b": standard.texts["information"] }
    const notices = [notice("Informed", { to: "watchers", text: "a@b" })]
    expect(problemsOf({ notices, texts })).toContain("invalid-name notices[0].text")
  })
})

describe("duplicate-notice: a letter has one reader", () => {
  const said = ["duplicate-notice notices[1].to"]

  it("of an event, by a channel, with a text", () => {
    const all = notice("ClockWarned")
    expect(saidOf(all, { ...all, to: "assignee" })).toEqual(said)
    expect(saidOf(all, { ...all, to: "watchers" })).toEqual(said)
    expect(saidOf(own("a@b.example"), own("c@b.example"))).toEqual(said)
    expect(saidOf(all, { ...all, clock: "silence" })).toEqual([])
    expect(saidOf(all, { ...all, to: "watchers", text: "answer" })).toEqual([])
  })
})
