// The lives of document M: real mails both ways, a real database.
import { instantOf } from "@upkeep-examples/story/day"
import { rehearse, type Rehearsal } from "@upkeep-examples/story/rehearsal"
import type { Scene } from "@upkeep-examples/story/scene"
import { mailsAbout } from "@upkeep-examples/story/stage"
import { Coverage, mixvel } from "@upkeep/core"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { process } from "../src/desk.ts"
import { contacts, needs, people } from "../src/people.ts"
import { openStory, playFirst, playOthers, takeMailbox } from "../src/story.ts"

const mailbox = fileURLToPath(new URL("../mailbox", import.meta.url))
const { irina, gleb, olga, daniel } = contacts

let played: Rehearsal
let first: Scene
let lives: Awaited<ReturnType<typeof playOthers>>
beforeAll(async () => {
  played = await rehearse(openStory)
  const [oldest = ""] = await takeMailbox(played.stage, mailbox)
  await played.stage.work()
  first = await playFirst(played.stage, oldest)
  lives = await playOthers(played.stage)
}, 120_000)
afterAll(() => played[Symbol.asyncDispose]())

/** The facts of the events of a type. */
const facts = async (scene: Scene, type: string) =>
  (await played.view(scene)).history
    .filter((entry) => entry.type === type)
    .map((entry) => entry.facts)

describe("a whole life", () => {
  it("M-02 M-04 comes by mail, and the customer is told that it was received", async () => {
    expect(await played.view(first)).toMatchObject({ channel: "email", number: "MV-1" })
    expect(played.letters(first, irina)[0]).toBe("Ваш запрос MV-1 получен")
    const [letter] = (await played.view(first)).deliveries
    expect(letter).toMatchObject({ notice: "acknowledged", status: "delivered" })
  })

  it("M-03 what the request lacks is asked for, and refuses nothing", async () => {
    const [registered] = await facts(lives.specialist, "Registered")
    expect(registered?.["missing"]).toEqual(["environment", "period", "files"])
    const [letter] = mailsAbout(played.stage, lives.specialist.number)
    expect(letter?.text).toContain("название стенда")
    expect(letter?.text).toContain("период, в котором возникла проблема")
    expect(letter?.text).toContain("лог-файлы запроса и ошибок")
  })

  it("M-05 is claimed by hand, and handed to a developer by a rule", async () => {
    const assigned = await facts(first, "Assigned")
    expect(assigned).toMatchObject([{ assignee: "olga" }, { assignee: "ivan" }])
    const candidates = people.staff.filter(({ competences = [] }) => competences.includes("C#"))
    expect(assigned[1]?.["routed"]).toEqual({ rule: "developers", candidates: candidates.length })
  })

  it("M-06 M-08 M-11 M-12 M-14 goes over cause, escalation, answer and dispute to silence", async () => {
    expect(await played.way(first)).toEqual([
      "open.registered.ours",
      "open.diagnosing.ours",
      "open.diagnosing.customers",
      "open.diagnosing.ours",
      "open.solving.ours",
      "open.escalated.ours",
      "open.solving.ours",
      "open.answering.ours",
      "completed.awaitingWord",
      "completed.heard",
      "open.solving.ours",
      "open.answering.ours",
      "completed.awaitingWord",
      "closed.silence",
    ])
    expect(await played.view(first)).toMatchObject({ cause: "productFault", module: "orders" })
  })

  it("M-11 is completed once the customer's server has taken the answer, not before", async () => {
    const { history } = await played.view(first)
    const at = (type: string) => history.find((entry) => entry.type === type)?.at
    expect(at("Answered")).toBe(instantOf("2026-11-24 15:00"))
    expect(at("Completed")).toBe(instantOf("2026-11-24 15:02"))
  })
})

describe("the user's own mistake", () => {
  it("M-07 M-13 is explained, and the customer confirms", async () => {
    const { advice } = lives
    expect((await played.way(advice)).slice(-4)).toEqual([
      "open.answering.ours",
      "completed.awaitingWord",
      "completed.heard",
      "closed.confirmed",
    ])
    expect(await played.view(advice)).toMatchObject({ cause: "userError", obligations: [] })
  })

  it("M-09 what is recommended is owed by a day, and the customer is reminded of it", async () => {
    const { advice } = lives
    const dueAt = instantOf("2026-12-01 12:00")
    expect(await facts(advice, "Recommended")).toMatchObject([{ dueAt }])
    expect(await facts(advice, "ObligationDue")).toMatchObject([{ dueAt, owner: "customer" }])
    expect(await facts(advice, "ClockWarned")).toMatchObject([{ clock: "customerAnswer" }])
    const reminders = played.letters(advice, olga).filter((each) => each.includes("ждём Вашего"))
    expect(reminders).toHaveLength(2)
  })

  it("M-09 our clock stands while the customer owes it, and theirs runs", async () => {
    expect(await played.clocks(lives.advice)).toEqual([
      "firstResponse met after 100 min",
      "resolution met after 345 min",
      "customerAnswer met after 1310 min",
      "silence met after 55 min",
    ])
  })

  it("M-09 what we undertake is owed by us until it is done", async () => {
    const settled = await facts(lives.advice, "ObligationSettled")
    expect(settled).toMatchObject([{ outcome: "done" }, { outcome: "done" }])
    expect(await facts(lives.advice, "Undertaken")).toHaveLength(1)
  })
})

describe("the product's fault", () => {
  it("M-08 goes to another service, which names the module and offers options to choose from", async () => {
    const { chosen } = lives.choice
    expect(await facts(chosen, "Escalated")).toMatchObject([{ from: "support", to: "development" }])
    expect(await facts(chosen, "OptionsOffered")).toMatchObject([{ options: ["today", "release"] }])
    expect(await facts(chosen, "OptionChosen")).toMatchObject([{ option: "release" }])
    expect(await played.view(chosen)).toMatchObject({ module: "booking", line: "development" })
    const letter = mailsAbout(played.stage, chosen.number).find(({ subject }) =>
      subject.includes("please choose"),
    )
    expect(letter?.text).toContain("release: The next build of the booking module has it right.")
  })

  it("M-10 each change of the promised day is announced", async () => {
    const { chosen } = lives.choice
    const days = [instantOf("2026-12-07 14:00"), instantOf("2026-12-07 17:00")]
    const promised = await facts(chosen, "DatePromised")
    expect(promised.map((each) => each["promisedAt"])).toEqual(days)
    const letters = played.letters(chosen, daniel).filter((each) => each.endsWith("expect it"))
    expect(letters).toHaveLength(2)
  })

  it("M-16 a release answers everybody who waited for it, each in their language", async () => {
    const { chosen, other } = lives.choice
    for (const scene of [chosen, other]) {
      expect(await facts(scene, "ReleaseShipped")).toMatchObject([
        { component: "booking", version: "3.12.7" },
      ])
      expect(await played.way(scene)).toEqual(
        expect.arrayContaining(["open.awaitingRelease.ours", "completed.awaitingWord"]),
      )
    }
    expect(played.letters(chosen, daniel)).toContain(`Request ${chosen.number}: the update is out`)
    expect(played.letters(other, irina)).toContain(`Запрос ${other.number}: вышло обновление`)
    expect(await played.view(chosen)).toMatchObject({ status: "closed.confirmed" })
    expect(await played.view(other)).toMatchObject({ status: "closed.silence" })
  })

  it("M-13 M-16 or a specialist works on the one case, and the customer confirms", async () => {
    const { specialist } = lives
    expect((await played.way(specialist)).slice(-4)).toEqual([
      "open.fixing.ours",
      "open.answering.ours",
      "completed.awaitingWord",
      "closed.confirmed",
    ])
    const { history, workMinutes } = await played.view(specialist)
    expect(history.find(({ type }) => type === "Confirmed")?.actor.kind).toBe("customer")
    expect(workMinutes).toBe(30)
  })
})

describe("requests for development", () => {
  it("M-03 M-10 open a change, wait for its release, and hear when it comes", async () => {
    const { mail, phone } = lives.development
    for (const [scene, channel] of [[mail, "email"] as const, [phone, "phone"] as const]) {
      const change = `${scene.number}/1`
      const release = { component: "reports", version: "3.4.19" }
      expect(await facts(scene, "ReleaseAwaited")).toMatchObject([release])
      expect(await facts(scene, "ReleaseShipped")).toMatchObject([release])
      expect(await facts(scene, "ChangeOpened")).toMatchObject([{ change, origin: "request" }])
      expect(await played.view(scene)).toMatchObject({
        channel,
        requestType: "development",
        cause: null,
      })
    }
    expect(played.letters(mail, gleb)).toContain(`Запрос ${mail.number}: срок решения`)
  })
})

/** What the clocks of a ticket promise, in minutes. */
const targets = async (scene: Scene) =>
  (await played.view(scene)).clocks
    .filter(({ id }) => id !== "silence")
    .map(({ id, target }) => `${id} ${Object.values(target)[0]}`)

describe("the contract", () => {
  it("M-01 decides the channels: a call that it does not cover is promised nothing", async () => {
    const { phone, mail } = lives.contract
    const [called] = await facts(phone, "Registered")
    expect(called).toMatchObject({ customer: "severbilet", contract: null, uncovered: "channel" })
    expect((await played.view(phone)).clocks.map(({ id }) => id)).toEqual(["silence"])
    expect(await played.view(mail)).toMatchObject({ contract: "contract-severbilet@1" })
  })

  it("M-01 decides the targets, by customer and by request type", async () => {
    expect(await targets(lives.specialist)).toEqual(["firstResponse 60", "resolution 960"])
    expect(await targets(lives.contract.mail)).toEqual(["firstResponse 240", "resolution 2400"])
    expect(await targets(lives.development.phone)).toEqual(["firstResponse 60"])
  })

  it("M-01 what was worked stands against what it includes", async () => {
    const month = { from: instantOf("2026-12-01 00:00"), to: instantOf("2027-01-01 00:00") }
    const { work } = await played.stage.desk.report(month)
    const polus = work.find(({ contract }) => contract?.id === "contract-polus")
    expect(polus).toMatchObject({
      minutes: 30,
      quota: { unit: "hours", per: "month", used: 0.5, allowed: 20 },
    })
  })

  it("M-03 a call can hold it all: environment, description and period", async () => {
    expect(await played.view(lives.contract.phone)).toMatchObject({
      environment: "production",
      period: { from: instantOf("2026-12-21 09:15"), to: instantOf("2026-12-21 09:55") },
    })
  })

  it("M-15 the customer closes a request that is no longer needed", async () => {
    const { mail } = lives.contract
    expect(await played.view(mail)).toMatchObject({ status: "closed.withdrawn" })
    expect(played.letters(mail, gleb).at(-1)).toBe(`Запрос ${mail.number} отозван`)
  })
})

describe("people", () => {
  const at = instantOf("2026-11-23 09:00")

  it("M-20 the staff is that of the document's table, by direction, competence and head count", () => {
    const { rows, needed, there, missing } = Coverage.ofPeople(needs, people.staff, at)
    expect(rows.map(({ count, there: those }) => `${those.length} of ${count}`)).toEqual([
      "4 of 4",
      "3 of 3",
      "10 of 10",
      "12 of 12",
      "8 of 8",
    ])
    expect({ needed, there, missing }).toEqual({ needed: 37, there: 37, missing: 0 })
  })

  it("M-20 whoever leaves is missing in the table from that day on", () => {
    const staff = people.staff.map((each) => (each.id === "marat" ? { ...each, leftAt: at } : each))
    expect(Coverage.ofPeople(needs, staff, at - 1).missing).toBe(0)
    const gone = Coverage.ofPeople(needs, staff, at)
    expect(gone.rows.find(({ direction }) => direction === "testing")).toMatchObject({ missing: 1 })
  })

  it("M-21 says which of the roles that a customer should have nobody has", () => {
    const short = people.customers.flatMap(({ id, wanted = [], contacts: there }) =>
      Coverage.ofRoles(wanted, there)
        .filter(({ missing }) => missing > 0)
        .map(({ role, missing }) => `${id}: ${missing} ${role}`),
    )
    expect(short).toEqual(["severbilet: 1 connection"])
  })

  it("M-22 every letter is the document's vendor's, by name and phone", () => {
    const { name, phone = "" } = mixvel.desk
    const { mails } = played.stage.receiver
    expect(mails.length).toBeGreaterThan(50)
    for (const { text, from } of mails) {
      expect(text).toContain(name)
      expect(text).toContain(phone)
      expect(from).toBe(process.desk.email)
    }
  })
})
