// What concerns many tickets: a request in two parts, the incidents of a problem, those who wait
// for a release.
import { type Desk, directory, InvalidInput, memory } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import type { CausedAnswer, Shipment, Split } from "../../src/desk/Ties.ts"
import { agent, channel, customer, damage, march, openDesk } from "./setUp.ts"
import { refusal, register, request, robot, rowOf, words } from "./setUp.ts"
import { failing, give, linksOf, quiet, requests, typesOf } from "./tying.ts"

const notices = [
  { event: "Answered", channel: "email", text: "answer" },
  { event: "ReleaseShipped", channel: "email", text: "release" },
] as const
const process = { ...quiet, id: "many", release: true, notices }

const withMail = async (more: object = {}) => {
  const mail = channel()
  const opened = await openDesk({ process, notify: [mail.adapter], ...more })
  const told = () => mail.given.map(({ ticketNumber }) => ticketNumber)
  return { ...opened, told, [Symbol.asyncDispose]: opened[Symbol.asyncDispose] }
}

/** The incidents of a problem that was registered first. */
const caused = async (desk: Desk, count: number) => {
  const [problem = "", ...incidents] = await requests(desk, count + 1)
  for (const ticketId of incidents)
    await give(desk, ticketId, { type: "link", ticket: problem, as: "causedBy" })
  return incidents
}

/** Tickets that wait for releases of these components, in these versions. */
const waiting = async (desk: Desk, releases: ReadonlyArray<readonly [string, string?]>) => {
  const ids: Array<string> = []
  for (const [component, version] of releases) {
    const { ticketId } = await register(desk)
    await give(desk, ticketId, { type: "assign", assignee: "boris" })
    const of = { component, ...(version === undefined ? {} : { version }) }
    await give(desk, ticketId, { type: "awaitRelease", ...of })
    ids.push(ticketId)
  }
  return ids
}

const codesOf = (error: unknown) =>
  error instanceof InvalidInput ? error.problems.map(({ code, path }) => `${code} ${path}`) : error

describe("a split", () => {
  const part: Split = { ticket: "T-1", actor: agent, subject: "And slow", text: "Since Monday." }
  const contract = { id: "gold", version: "7", validFrom: 0, validTo: march(3, 0), targets: {} }
  const contacts = [{ id: "anna", name: words.name, address: words.address }]
  const acme = { id: "acme", name: "ACME", contacts, contracts: [contract] }
  const people = directory({ customers: [acme], staff: [] })

  it("is a ticket of the same requester and customer, under the same contract, linked both ways", async () => {
    await using opened = await openDesk({ process, directory: people })
    const { desk, clock } = opened
    const period = { from: march(2, 9), to: march(2, 10) }
    const { ticketId } = await desk.submit({
      actor: customer,
      command: { ...request, environment: "test", period },
    })
    // The contract is over by then, and was the one under which the customer asked.
    clock.at = march(4, 12)
    const receipt = await desk.split(part)
    expect(receipt).toMatchObject({ number: "T-2", status: "open.registered.ours" })
    const whole = await desk.show(ticketId)
    const view = await desk.show(receipt.ticketId)
    expect(view).toMatchObject({
      subject: "And slow",
      requester: { address: words.address, name: words.name, language: "en" },
      customer: "acme",
      contract: "gold@7",
      environment: "test",
      period,
      channel: whole.channel,
      requestType: whole.requestType,
      links: [{ ticket: ticketId, as: "splitFrom" }],
    })
    expect(view.history[0]).toMatchObject({ actor: agent, text: "Since Monday." })
    expect(whole).toMatchObject({ links: [{ ticket: receipt.ticketId, as: "splitInto" }] })
  })

  it("P2 is made once, and a crash before its other side is healed by a repeat", async () => {
    const store = failing()
    await using opened = await openDesk({ process, storage: store.storage })
    const { desk } = opened
    const [a = ""] = await requests(desk, 1)
    store.after(1)
    const order = { ...part, commandId: "s" }
    expect(await refusal(desk.split(order))).toMatchObject({ _tag: "StoreError" })
    expect(await linksOf(desk, a)).toEqual([])
    store.after(Infinity)
    // The requester was corrected meanwhile: what was asked is still the same.
    const requester = { address: "new@example.com" }
    await give(desk, a, { type: "setCustomer", customer: "acme", requester })
    const first = await desk.split(order)
    expect(await desk.split({ ...order, ticket: a })).toEqual(first)
    expect(await linksOf(desk, a)).toEqual([`splitInto ${first.ticketId}`])
    expect(await desk.list()).toHaveLength(2)
    const other = await refusal(desk.split({ ...order, text: "Other words." }))
    expect(other).toMatchObject({ _tag: "CommandIdReused" })
  })

  it("says everything that is wrong with it, and is no customer's to make", async () => {
    await using opened = await openDesk({ process })
    const { desk } = opened
    await requests(desk, 1)
    const wrong = await refusal(desk.split({ ...part, subject: "", actor: customer }))
    expect(codesOf(wrong)).toEqual(["unknown-value actor.kind", "empty subject"])
    const type = await refusal(desk.split({ ...part, requestType: "none" }))
    expect(codesOf(type)).toEqual(["unknown-request-type requestType"])
    expect(await refusal(desk.split({ ...part, ticket: "T-9" }))).toMatchObject({
      _tag: "TicketNotFound",
    })
    const anna = desk.forActor({ kind: "customer", id: "anna", customer: "acme" })
    const { actor: _, ...own } = part
    expect(codesOf(await refusal(anna.split(own)))).toEqual(["unknown-value actor.kind"])
    expect(await desk.list()).toHaveLength(1)
    const olga = desk.forActor({ kind: "agent", id: "olga" })
    const { ticketId } = await olga.split({ ...own, commandId: "s" })
    expect((await desk.show(ticketId)).history[0]?.actor).toEqual({ kind: "agent", id: "olga" })
    // Each actor has command ids of their own.
    expect(await desk.receipt("s")).toBeUndefined()
  })
})

describe("B-03 incidents of a problem", () => {
  const all: CausedAnswer = {
    problem: "T-1",
    actor: agent,
    text: "It is mended.",
    commandId: "all",
  }

  it("M-16 are answered with it, each customer once, however often it is begun again", async () => {
    await using opened = await withMail()
    const { desk, told } = opened
    const [a = "", b = "", answered = "", gone = "", refused = ""] = await caused(desk, 5)
    await give(desk, answered, { type: "answer", text: "An own answer." })
    await give(desk, gone, { type: "withdraw" })
    const row = await rowOf(desk, refused)
    if (row === undefined) throw new Error("no row")
    await damage(desk, { ...row, body: "{}" })
    const report = await desk.answerCaused(all)
    expect(report).toMatchObject({
      answered: [
        { ticketId: a, number: "T-2" },
        { ticketId: b, number: "T-3" },
      ],
      done: [{ number: "T-4" }, { number: "T-5" }],
      refused: [{ ticketId: refused, number: "T-6", rule: "Damaged" }],
      next: null,
    })
    expect(await desk.answerCaused(all)).toEqual(report)
    const anew = await desk.answerCaused({ ...all, commandId: "again" })
    expect(anew).toMatchObject({ answered: [], done: [{}, {}, {}, {}] })
    await desk.work()
    expect(told().toSorted()).toEqual(["T-2", "T-3", "T-4"])
    expect((await desk.show(a)).status).toBe("completed.awaitingWord")
  })

  it("go page by page, and what a crash left is done by a repeat", async () => {
    const store = failing()
    await using opened = await withMail({ storage: store.storage })
    const { desk, told } = opened
    const incidents = await caused(desk, 5)
    store.after(1)
    expect(await refusal(desk.answerCaused({ ...all, limit: 2 }))).toMatchObject({
      _tag: "StoreError",
    })
    store.after(Infinity)
    const seen: Array<string> = []
    let after: string | null = ""
    for (let page = 0; after !== null; page++) {
      const from = after === "" ? {} : { after }
      const report = await desk.answerCaused({ ...all, limit: 2, ...from })
      seen.push(...report.answered.map(({ ticketId }) => ticketId))
      after = report.next
      expect(page).toBeLessThan(3)
    }
    expect(seen).toEqual(incidents)
    await desk.work()
    expect(told()).toHaveLength(5)
  })

  it("are refused by their own rules, each by itself", async () => {
    await using opened = await openDesk({ process: { ...process, id: "first", causeFirst: true } })
    const { desk } = opened
    const [a = "", b = ""] = await caused(desk, 2)
    await give(desk, b, { type: "assign", assignee: "boris" })
    await give(desk, b, { type: "diagnose", cause: "productFault" })
    expect(await desk.answerCaused(all)).toMatchObject({
      answered: [{ ticketId: b }],
      done: [],
      refused: [{ ticketId: a, rule: "TransitionNotAllowed" }],
    })
  })

  it("are answered by nobody but an agent, with one text for one id", async () => {
    await using opened = await openDesk({ process })
    const { desk } = opened
    await caused(desk, 1)
    expect(codesOf(await refusal(desk.answerCaused({ ...all, actor: robot, limit: 0 })))).toEqual([
      "unknown-value actor.kind",
      "out-of-range limit",
    ])
    await desk.answerCaused(all)
    const other = await refusal(desk.answerCaused({ ...all, text: "Other words." }))
    expect(other).toMatchObject({ _tag: "CommandIdReused" })
  })
})

describe("M-16 a release", () => {
  const ship: Shipment = { component: "login", version: "2.1", actor: robot, text: "It is out." }

  it("is shipped to all who wait for it, in any version or in one that it contains", async () => {
    await using opened = await withMail()
    const { desk, told } = opened
    await waiting(desk, [["login", "2.1"], ["login"], ["login", "2.0"], ["login", "3"], ["mail"]])
    await requests(desk, 1)
    const report = await desk.shipRelease({ ...ship, includes: ["1.9", "2.0"] })
    expect(report).toMatchObject({
      shipped: [{ number: "T-1" }, { number: "T-2" }, { number: "T-3" }],
      refused: [],
      next: null,
    })
    await desk.work()
    expect(told().toSorted()).toEqual(["T-1", "T-2", "T-3"])
    const contained = await desk.show("T-3")
    expect(contained).toMatchObject({ status: "completed.awaitingWord", awaited: null })
    expect(contained.history.find(({ type }) => type === "ReleaseShipped")).toMatchObject({
      actor: robot,
      text: "It is out.",
      facts: { component: "login", version: "2.1" },
    })
    for (const number of ["T-4", "T-5"])
      expect((await desk.show(number)).status).toBe("open.awaitingRelease.ours")
  })

  it("P2 is told to nobody twice, and goes page by page through those who wait", async () => {
    const store = failing()
    await using opened = await withMail({ storage: store.storage })
    const { desk, told } = opened
    await waiting(desk, [["login"], ["mail"], ["login"], ["login"]])
    store.after(1)
    expect(await refusal(desk.shipRelease(ship))).toMatchObject({ _tag: "StoreError" })
    store.after(Infinity)
    const first = await desk.shipRelease({ ...ship, limit: 2 })
    expect(first.shipped.map(({ number }) => number)).toEqual(["T-3"])
    const [second, same] = await Promise.all([desk.shipRelease(ship), desk.shipRelease(ship)])
    const shipped = [...second.shipped, ...same.shipped].map(({ number }) => number)
    expect(new Set(shipped)).toEqual(new Set(["T-4"]))
    expect(await desk.shipRelease(ship)).toEqual({ shipped: [], refused: [], next: null })
    await desk.work()
    expect(told().toSorted()).toEqual(["T-1", "T-3", "T-4"])
  })

  it("stops at no damaged ticket, and is no customer's to ship", async () => {
    const storage = memory()
    await using opened = await openDesk({ process, storage })
    const { desk } = opened
    const [a = "", b = ""] = await waiting(desk, [["login"], ["login"]])
    const row = await rowOf(desk, a)
    if (row === undefined) throw new Error("no row")
    await damage(desk, { ...row, body: "{}" })
    expect(await desk.shipRelease(ship)).toMatchObject({
      shipped: [{ ticketId: b }],
      refused: [{ ticketId: a, rule: "Damaged" }],
    })
    expect(codesOf(await refusal(desk.shipRelease({ ...ship, actor: customer })))).toEqual([
      "unknown-value actor.kind",
    ])
    expect(await typesOf(desk, b)).toContain("ReleaseShipped")
  })
})
