// The lives of document B: real mails both ways, a real database.
import { clockTime, instantOf } from "@upkeep-examples/story/day"
import { rehearse, type Rehearsal } from "@upkeep-examples/story/rehearsal"
import { byMail, type Scene } from "@upkeep-examples/story/scene"
import { mailsAbout } from "@upkeep-examples/story/stage"
import { businessConnect, Calendar, Coverage, Roster, WorkingTime } from "@upkeep/core"
import { Result } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { process } from "../src/desk.ts"
import { contacts, needs, people } from "../src/people.ts"
import { openStory, playLives } from "../src/story.ts"

const { marina, denis, natalya, emma } = contacts
const open = (over: object = {}) => rehearse((tell, file) => openStory(tell, { file, ...over }))

let played: Rehearsal
let lives: Awaited<ReturnType<typeof playLives>>
beforeAll(async () => {
  played = await open()
  lives = await playLives(played.stage)
}, 120_000)
afterAll(() => played[Symbol.asyncDispose]())

/** The facts of the events of a type. */
const facts = async (scene: Scene, type: string) =>
  (await played.view(scene)).history
    .filter((entry) => entry.type === type)
    .map((entry) => entry.facts)

describe("an incident by mail", () => {
  it("B-01 B-03 B-05 B-06 M-16 goes over questions and a specialist's work to «Обработано»", async () => {
    const { incident } = lives
    expect(await played.way(incident)).toEqual([
      "open.registered.ours",
      "open.diagnosing.ours",
      "open.diagnosing.customers",
      "open.diagnosing.ours",
      "open.diagnosing.customers",
      "open.diagnosing.ours",
      "open.solving.ours",
      "open.fixing.ours",
      "open.answering.ours",
      "closed.processed",
    ])
    expect(await played.view(incident)).toMatchObject({
      requestType: "incident",
      channel: "email",
      priority: "high",
      cause: "productFault",
      module: "suppliers",
      labels: { ru: "Обработано", en: "Processed" },
      obligations: [],
      workMinutes: 80,
    })
    expect(played.letters(incident, marina)).toEqual([
      "Ваш запрос BC-1 получен",
      "Запрос BC-1: нужны уточнения",
      "Запрос BC-1: сообщение службы поддержки",
      "Запрос BC-1: ответ",
    ])
  })

  it("B-02 asks for the screenshot that is missing, and keeps the one that comes", async () => {
    const [received] = mailsAbout(played.stage, lives.incident.number)
    expect(received?.text).toContain("снимок экрана со сбоем")
    const { history } = await played.view(lives.incident)
    expect(history.flatMap(({ attachments }) => attachments)).toMatchObject([
      { name: "sboy.png", mediaType: "image/png" },
    ])
  })

  it("B-05 each question of the letter is owed an answer of its own", async () => {
    const { history } = await played.view(lives.incident)
    const asked = history.filter(({ type }) => type === "QuestionAsked").map(({ number }) => number)
    const answered = (await facts(lives.incident, "MessageReceived")).map((each) => each["answers"])
    expect(answered).toEqual(asked.map((id) => [id]))
    const [, letter] = mailsAbout(played.stage, lives.incident.number)
    expect(letter?.text).toContain("1. В каком браузере и на каком устройстве?")
    expect(letter?.text).toContain("2. Какая версия указана внизу страницы?")
  })

  it("B-21 holds browser, device, system and version of the client", async () => {
    expect((await played.view(lives.incident)).fields).toEqual({
      browser: "Firefox 145",
      device: "ноутбук",
      system: "Windows 11",
      clientVersion: "v.0.0.41",
    })
  })

  it("B-07 came on Friday at 17:00 and is due on Wednesday at 14:00, by 24 working hours", () => {
    const due = "due Wed 25 Nov, 14:00"
    const standing = `firstResponse runs at 0 h 0 min, ${due} · resolution runs at 0 h 0 min, ${due}`
    expect(played.lines.find((line) => line.includes("firstResponse"))).toContain(standing)
  })

  it("B-05 B-07 the clock stood while the customer owed an answer", async () => {
    expect(await played.clocks(lives.incident)).toEqual([
      "firstResponse met after 90 min",
      // Friday 17:00 to Monday 14:05, but for 09:30 to 11:00 and 11:02 to 12:00 on Monday.
      "resolution met after 217 min",
    ])
  })

  it("B-07 by 24 elapsed hours, one word away, it is due on Saturday at 17:00", async () => {
    const words = JSON.stringify(process).replaceAll("workingMinutes", "elapsedMinutes")
    const elapsed: unknown = JSON.parse(words.replaceAll("business-connect-desk", "elapsed"))
    await using desk = await open({ process: elapsed })
    const mail = { from: marina, subject: "Сбой", text: "Не работает." }
    const { clocks } = await desk.view(await byMail(desk.stage, "2026-11-20 17:00", mail))
    expect(clocks.map(({ id, dueAt }) => `${id} ${clockTime(dueAt ?? 0)}`)).toEqual([
      "firstResponse Sat 21 Nov, 17:00",
      "resolution Sat 21 Nov, 17:00",
    ])
  })
})

describe("service requests", () => {
  it("B-01 B-03 B-06 M-07 by phone an explanation closes at once: nobody is to be written to", async () => {
    const { phone } = lives.service
    expect(await played.way(phone)).toEqual([
      "open.registered.ours",
      "open.diagnosing.ours",
      "open.solving.ours",
      "open.answering.ours",
      "closed.processed",
    ])
    expect(await played.view(phone)).toMatchObject({
      channel: "phone",
      requestType: "service",
      priority: "normal",
      cause: "userError",
      customer: "vektor",
      fields: { help: "consultation" },
      deliveries: [],
    })
    expect(await played.clocks(phone)).toEqual([
      "firstResponse met after 5 min",
      "resolution met after 5 min",
    ])
  })

  it("B-01 B-03 by mail, in the customer's language", async () => {
    const { mail } = lives.service
    expect(await played.view(mail)).toMatchObject({
      channel: "email",
      requestType: "service",
      status: "closed.processed",
    })
    expect(played.letters(mail, emma)).toEqual([
      "We have received your request BC-3",
      "Request BC-3: our answer",
    ])
  })
})

describe("an outage", () => {
  it("B-01 B-03 a problem by phone counts from the call, whenever it was typed in", async () => {
    const { problem } = lives.outage
    const { history, clocks, ...view } = await played.view(problem)
    expect(view).toMatchObject({
      requestType: "problem",
      channel: "phone",
      priority: "critical",
      status: "closed.processed",
    })
    expect(history[0]).toMatchObject({
      at: instantOf("2026-11-25 10:00"),
      effectiveAt: instantOf("2026-11-25 09:30"),
    })
    const call = instantOf("2026-11-25 09:05")
    expect(clocks.map(({ startedAt }) => startedAt)).toEqual([call, call])
    expect(await played.clocks(problem)).toEqual([
      "firstResponse met after 95 min",
      "resolution met after 195 min",
    ])
  })

  it("B-03 its incidents are linked to it on both sides, and answered with it", async () => {
    const { problem, raised, incident } = lives.outage
    const ids = [raised, incident].map(({ ticketId }) => ticketId)
    const { links } = await played.view(problem)
    expect(links).toEqual(ids.map((ticket) => ({ ticket, as: "causes" })))
    for (const scene of [raised, incident])
      expect(await played.view(scene)).toMatchObject({
        status: "closed.processed",
        links: [{ ticket: problem.ticketId, as: "causedBy" }],
      })
    expect(played.letters(raised, marina).at(-1)).toBe(`Запрос ${raised.number}: ответ`)
    expect(played.letters(incident, emma).at(-1)).toBe(`Request ${incident.number}: our answer`)
  })

  it("B-03 an incident by mail is raised to a problem: type, fields and priority", async () => {
    const { raised } = lives.outage
    expect(await played.view(raised)).toMatchObject({
      channel: "email",
      requestType: "problem",
      priority: "critical",
      fields: { outage: "stopped" },
    })
    expect(await facts(raised, "RequestTypeChanged")).toMatchObject([
      { from: "incident", to: "problem" },
    ])
  })
})

describe("development requests", () => {
  it("B-03 B-08 open a change of the product with its origin, by mail and by phone", async () => {
    const { mail, phone } = lives.development
    for (const [scene, channel] of [[mail, "email"] as const, [phone, "phone"] as const]) {
      const change = `${scene.number}/1`
      expect(await facts(scene, "ChangeOpened")).toMatchObject([{ change, origin: "request" }])
      const requestType = "development"
      expect(await played.view(scene)).toMatchObject({ changes: [change], channel, requestType })
    }
  })

  it("M-10 M-16 a day that moves is announced, and the release answers all who waited", async () => {
    const { mail, phone } = lives.development
    const { number } = mail
    expect(played.letters(mail, denis)).toEqual([
      `Ваш запрос ${number} получен`,
      `Запрос ${number}: сообщение службы поддержки`,
      `Запрос ${number}: срок решения`,
      `Запрос ${number}: срок решения`,
      `Запрос ${number}: вышло обновление`,
    ])
    const [first, second] = mailsAbout(played.stage, number).slice(2)
    expect(first?.text).toContain("4 декабря 2026")
    expect(second?.text).toContain("9 декабря 2026")
    expect(played.letters(phone, natalya).at(-1)).toBe(`Запрос ${phone.number}: вышло обновление`)
    for (const scene of [mail, phone])
      expect((await played.way(scene)).slice(-3)).toEqual([
        "open.awaitingRelease.ours",
        "open.answering.ours",
        "closed.processed",
      ])
  })
})

describe("what else becomes of requests", () => {
  it("B-04 what is no request, or not about the product, is refused with its reason", async () => {
    const { spam, foreign } = lives.others
    expect(await facts(spam, "Rejected")).toMatchObject([{ reason: "spam" }])
    expect(await facts(foreign, "Rejected")).toMatchObject([{ reason: "notProduct" }])
    for (const scene of [spam, foreign])
      expect(await played.view(scene)).toMatchObject({ status: "closed.rejected" })
    // Nobody answers spam but the machine that registered it.
    expect(mailsAbout(played.stage, spam.number)).toHaveLength(1)
    expect(mailsAbout(played.stage, foreign.number).at(-1)?.text).toContain(
      "запрос не относится к работе ПО",
    )
  })

  it("B-04 nothing is dropped: what is said on a merged request lands where it went", async () => {
    const { first, merged } = lives.others
    const mergedInto = first.ticketId
    expect(await played.view(merged)).toMatchObject({ status: "closed.merged", mergedInto })
    const { absorbed, history, status } = await played.view(first)
    expect({ absorbed, status }).toEqual({
      absorbed: [merged.ticketId],
      status: "closed.processed",
    })
    const said = history.filter(({ type }) => type === "MessageReceived")
    expect(said.map(({ actor, text }) => `${actor.id}: ${text}`)).toEqual([
      "alfa-2: У меня та же картина и в мобильной версии.",
    ])
  })

  it("M-15 the customer withdraws an incident by phone", async () => {
    const { withdrawn } = lives.others
    expect(await played.view(withdrawn)).toMatchObject({
      status: "closed.withdrawn",
      channel: "phone",
      requestType: "incident",
    })
    expect(played.letters(withdrawn, natalya).at(-1)).toBe(`Запрос ${withdrawn.number} отозван`)
  })

  it("B-06 a word after the closing opens a request that follows the closed one", async () => {
    const { first, followUp } = lives.others
    expect(await played.view(first)).toMatchObject({ status: "closed.processed" })
    const follows = first.ticketId
    expect(await played.view(followUp)).toMatchObject({ status: "open.diagnosing.ours", follows })
  })
})

it("M-05 M-20 whoever is on shift gets the request; outside of all shifts they take turns", async () => {
  await using desk = await open()
  const friday = ["2026-11-20 17:00", "2026-11-20 17:05"]
  const got: Array<string> = []
  for (const wall of [...friday, "2026-11-21 12:00", "2026-11-21 12:05", "2026-11-23 09:30"]) {
    const mail = { from: marina, subject: `Сбой ${wall}`, text: "Не работает." }
    got.push((await (await byMail(desk.stage, wall, mail)).executor()).id)
  }
  expect(got).toEqual(["timur", "timur", "vera", "timur", "vera"])
})

it("M-20 the staff is that of the document's table, and support is there at every hour of it", () => {
  const [from, to] = [instantOf("2026-11-23 00:00"), instantOf("2026-11-30 00:00")]
  const { needed, missing } = Coverage.ofPeople(needs, people.staff, from)
  expect({ needed, missing }).toEqual({ needed: 12, missing: 0 })
  const support = WorkingTime.make(Result.getOrThrow(Calendar.make(process.calendar)))
  const roster = Result.getOrThrow(Roster.make(people.staff))
  const [hours] = Coverage.ofHours({
    support,
    from,
    to,
    needs: [{ line: "support", count: 1 }],
    members: roster.members,
    workingTimeOf: Roster.workingTimes(roster, support),
  })
  expect(hours).toMatchObject({ members: ["timur", "vera"], gaps: [], least: 1, most: 2 })
})

it("M-22 every letter is the vendor's, by name, phone and address", () => {
  const { name, phone = "" } = businessConnect.desk
  const { mails } = played.stage.receiver
  expect(mails.length).toBeGreaterThan(20)
  for (const { text, from } of mails) {
    expect(text).toContain(name)
    expect(text).toContain(phone)
    expect(from).toBe(process.desk.email)
  }
})
