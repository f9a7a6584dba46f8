// The desk as one actor may use it (P16, H34).
import { describe, expect, it } from "vitest"
import { createDesk, type Desk, memory, type Principal, standard } from "../../src/index.ts"

const anna: Principal = { kind: "customer", id: "anna", customer: "acme" }
const boris: Principal = { kind: "customer", id: "boris", customer: "other" }
const olga: Principal = { kind: "agent", id: "olga" }

const request = {
  type: "register",
  channel: "web",
  subject: "S",
  text: "T",
  requester: {},
} as const

// What a program without types may hand over.
const untyped = (value: unknown) => JSON.parse(JSON.stringify(value))

const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

const opened = async (desk: Desk) => {
  const { ticketId, number } = await desk.forActor(anna).submit({ command: request })
  const agent = desk.forActor(olga)
  await agent.submit({ ticketId: number, command: { type: "assign", assignee: "olga" } })
  await agent.submit({ ticketId: number, command: { type: "note", text: "our secret" } })
  await agent.submit({
    ticketId: number,
    command: { type: "escalate", line: "second", text: "hand-over" },
  })
  await agent.submit({
    ticketId: number,
    command: { type: "requestInformation", of: "thirdParty", text: "asked elsewhere" },
  })
  await agent.submit({ ticketId: number, command: { type: "inform", text: "We look into it." } })
  return { ticketId, number }
}

describe("a customer's desk", () => {
  it("P16 sees the tickets of that customer and of nobody else", async () => {
    await using desk = await createDesk({ background: false })
    const { number, ticketId } = await opened(desk)
    const theirs = desk.forActor(boris)
    await theirs.submit({ command: request })
    expect((await desk.forActor(anna).list()).map((each) => each.number)).toEqual([number])
    expect((await theirs.list()).map((each) => each.number)).toEqual(["T-2"])
    expect(await theirs.list({ customer: "acme" })).toEqual([])
    for (const ticket of [number, ticketId]) {
      const missing = ticket === number ? "T-99" : "01a200c6-9717-72e3-97a9-000000000000"
      for (const call of [
        (id: string) => theirs.show(id),
        (id: string) => theirs.summary(id),
        (id: string) => theirs.submit({ ticketId: id, command: { type: "confirm" } }),
        (id: string) => theirs.file(id, "0".repeat(64)),
      ]) {
        const [foreign, none] = await Promise.all([failure(call(ticket)), failure(call(missing))])
        expect(foreign).toMatchObject({ _tag: "TicketNotFound", ticket })
        expect(none).toMatchObject({ _tag: "TicketNotFound", ticket: missing })
      }
    }
    expect((await desk.show(number)).version).toBe((await desk.forActor(anna).show(number)).version)
  })

  it("sees what was said to them and by them, and nothing that is the desk's own", async () => {
    await using desk = await createDesk({ background: false })
    const { number } = await opened(desk)
    const view = await desk.forActor(anna).show(number)
    const text = JSON.stringify(view)
    for (const own of ["our secret", "hand-over", "asked elsewhere", "olga", "second", "clocks"])
      expect(text).not.toContain(own)
    expect(view.history.map(({ type }) => type)).toEqual([
      "Registered",
      "Assigned",
      "DiagnosisStarted",
      "Informed",
    ])
    expect(view.history.map(({ actor }) => actor)).toEqual([
      { kind: "customer", id: "anna" },
      { kind: "agent" },
      { kind: "agent" },
      { kind: "agent" },
    ])
    expect(Object.keys(await desk.forActor(anna).summary(number)).toSorted()).toEqual(
      "customer labels number status subject ticketId updatedAt version".split(" "),
    )
  })

  it("P14, P16 sees the fields of the version that the ticket is on, not of the one in force", async () => {
    const storage = memory()
    const labels = { en: "Words", ru: "Слова" }
    const versionWith = (version: string, ...theirs: ReadonlyArray<string>) => ({
      ...standard,
      id: "fielded",
      version,
      fields: ["module", "site"].map((id) => ({ id, kind: "text", labels }) as const),
      requestTypes: [{ id: "request", labels, fields: theirs }],
    })
    const before = { process: versionWith("1", "module"), storage, background: false }
    const fields = { module: "billing" }
    {
      await using desk = await createDesk(before)
      await desk.forActor(anna).submit({ command: { ...request, fields } })
    }
    await using desk = await createDesk({ ...before, process: versionWith("2", "site") })
    expect(await desk.forActor(anna).show("T-1")).toMatchObject({ fields })
  })

  it("is told what it may do, each actor by their own", async () => {
    await using desk = await createDesk({ background: false })
    const { number } = await opened(desk)
    const theirs = await desk.forActor(anna).show(number)
    expect(theirs.allowed).toEqual([
      "receiveMessage",
      "chooseOption",
      "settle",
      "setFields",
      "withdraw",
      "attach",
    ])
    const ours = await desk.forActor(olga).show(number)
    expect(ours.allowed).toContain("answer")
    expect(ours.allowed).not.toContain("wake")
    for (const type of ["confirm", "dispute"] as const)
      expect(
        await failure(desk.forActor(anna).submit({ ticketId: number, command: { type } })),
      ).toMatchObject({ rejection: { allowed: theirs.allowed } })
  })

  it("prepares for a transaction of the host what is that customer's, like a submission", async () => {
    await using desk = await createDesk({ background: false })
    const { commit } = await desk.forActor(anna).prepare({ command: request })
    expect(commit?.row.customer).toBe("acme")
    const forged = { ...request, customer: "other" }
    expect(await failure(desk.forActor(anna).prepare({ command: forged }))).toMatchObject({
      problems: [{ code: "forbidden-field", path: "command.customer" }],
    })
  })

  it("opens tickets of that customer, written to where the host says", async () => {
    await using desk = await createDesk({ background: false })
    const requester = { address: "anna@acme.example", name: "Anna" }
    const { number } = await desk.forActor({ ...anna, requester }).submit({ command: request })
    expect(await desk.show(number)).toMatchObject({ customer: "acme", requester })
  })

  it("says nothing that is the host's or the desk's to say, and hears all of it at once", async () => {
    await using desk = await createDesk({ background: false })
    const theirs = desk.forActor(anna)
    const { number } = await theirs.submit({ command: request })
    const requester = { address: "victim@example.com" }
    const forged = { ...request, customer: "other", requester, acknowledge: false, messageId: "x" }
    const refused = await failure(theirs.submit({ command: forged, effectiveAt: 1 }))
    expect(refused).toMatchObject({ _tag: "InvalidInput" })
    const places = ["requester", "customer", "acknowledge", "messageId"]
    expect(refused).toMatchObject({
      problems: ["effectiveAt", ...places.map((name) => `command.${name}`)].map((path) => ({
        path,
      })),
    })
    const message = { type: "receiveMessage", from: "thirdParty", text: "paid" } as const
    expect(await failure(theirs.submit({ ticketId: number, command: message }))).toMatchObject({
      problems: [{ code: "forbidden-field", path: "command.from" }],
    })
    expect(await failure(theirs.list({ assignee: "olga" }))).toMatchObject({
      problems: [{ code: "forbidden-field", path: "assignee" }],
    })
    expect((await theirs.list()).length).toBe(1)
  })

  it("follows tickets of its own only: another's is one that is not there", async () => {
    await using desk = await createDesk({ background: false })
    const { ticketId } = await desk.forActor(anna).submit({ command: request })
    const following = { ...request, follows: ticketId }
    await expect(desk.forActor(anna).submit({ command: following })).resolves.toBeDefined()
    const refused = await failure(desk.forActor(boris).submit({ command: following }))
    const none = { ...request, follows: "T-99" }
    const missing = await failure(desk.forActor(boris).submit({ command: none }))
    const agents = await failure(desk.forActor(olga).submit({ command: none }))
    for (const error of [refused, missing, agents])
      expect(error).toMatchObject({ problems: [{ code: "unknown-ticket" }] })
  })

  it("reads the files of its tickets, none that only our people see, none of another's", async () => {
    await using desk = await createDesk({ background: false })
    const [theirs, ours] = [desk.forActor(anna), desk.forActor(olga)]
    const sent = await theirs.keep(log("sent", "../a.log"))
    const noted = await ours.keep(log("noted", "b.log"))
    const { number } = await theirs.submit({ command: { ...request, attachments: [sent.id] } })
    const note = { type: "note", text: "n", attachments: [noted.id] } as const
    await ours.submit({ ticketId: number, command: note })
    const { content, ...file } = await theirs.file(number, sent.hash)
    const { id: _, ...kept } = sent
    expect(file).toEqual({ ...kept, name: "a.log" })
    const chunks: Array<Uint8Array> = []
    for await (const chunk of content) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe("sent")
    expect((await ours.file(number, noted.hash)).name).toBe("b.log")
    expect(await failure(theirs.file(number, noted.hash))).toMatchObject({ _tag: "FileNotFound" })
  })

  it("H35 names no file but those of its own uploads: whoever knows a hash has nothing", async () => {
    await using desk = await createDesk({ background: false })
    const secret = await desk.forActor(anna).keep(log("secret", "a.log"))
    const { id, ...file } = secret
    const strangers = [boris, { ...anna, id: "else" }, { ...anna, customer: "other" }, olga]
    const unknown = [{ code: "unknown-attachment", path: "command.attachments[0]" }]
    for (const principal of strangers) {
      const theirs = desk.forActor(principal)
      for (const named of [id, `${id}.x`, id.slice(0, -1), "", "x.y"])
        expect(
          await failure(theirs.submit({ command: { ...request, attachments: [named] } })),
        ).toMatchObject({ problems: unknown })
      for (const attachments of [[file], [file.hash], [secret]])
        expect(
          await failure(theirs.submit({ command: untyped({ ...request, attachments }) })),
        ).toMatchObject({ _tag: "InvalidInput" })
      expect(await theirs.list()).toEqual([])
    }
    await expect(
      desk.forActor(anna).submit({ command: { ...request, attachments: [id] } }),
    ).resolves.toBeDefined()
  })

  it("P2 has command ids of its own: nobody learns of another's, and nobody occupies one", async () => {
    await using desk = await createDesk({ background: false })
    const once = (principal: Principal, subject: string) =>
      desk.forActor(principal).submit({ commandId: "k1", command: { ...request, subject } })
    const first = await once(anna, "A")
    expect(await once(anna, "A")).toEqual(first)
    expect(await failure(once(anna, "B"))).toMatchObject({ _tag: "CommandIdReused" })
    for (const principal of [boris, { ...anna, customer: "third" }, olga])
      expect((await once(principal, "C")).number).not.toBe(first.number)
    const odd = desk.forActor(anna).submit({ commandId: "a b", command: request })
    expect(await failure(odd)).toMatchObject({ problems: [{ path: "commandId" }] })
  })
})

const log = (content: string, name: string) => ({
  content: [new TextEncoder().encode(content)],
  name,
  mediaType: "text/plain",
})

describe("a principal", () => {
  it("is refused with all of its mistakes, and so is one that is none", async () => {
    await using desk = await createDesk({ background: false })
    const wrong: ReadonlyArray<readonly [unknown, ReadonlyArray<string>]> = [
      [{ kind: "customer", id: "anna" }, ["missing-field at customer"]],
      [{ kind: "customer", id: "", customer: "" }, ["empty at id", "empty at customer"]],
      [{ kind: "agent", id: "" }, ["empty at id"]],
      [{ kind: "owner", id: "x" }, ["unknown-value at kind"]],
      [{ kind: "agent", id: "olga", customer: "acme" }, ["unknown-field at customer"]],
      [null, ["wrong-type at "]],
      ["olga", ["wrong-type at "]],
    ]
    for (const [principal, found] of wrong)
      expect(() => desk.forActor(untyped(principal)), JSON.stringify(principal)).toThrow(
        expect.objectContaining({
          problems: found.map((each) => {
            const [code, path] = each.split(" at ")
            return expect.objectContaining({ code, path })
          }),
        }),
      )
  })

  it("garbage for a command is refused as input", async () => {
    await using desk = await createDesk({ background: false })
    for (const principal of [anna, olga])
      for (const command of [
        null,
        7,
        "register",
        [],
        {},
        { type: "__proto__" },
        { type: "constructor" },
      ])
        expect(
          await failure(desk.forActor(principal).submit({ command: untyped(command) })),
        ).toMatchObject({ _tag: "InvalidInput" })
    for (const submission of [undefined, null, 7])
      expect(
        await failure(Reflect.apply(desk.forActor(anna).submit, undefined, [submission])),
      ).toMatchObject({ _tag: "InvalidInput" })
    const filter = { customer: "else", limit: -5 }
    expect(await failure(desk.forActor(anna).list(filter))).toMatchObject({ _tag: "InvalidInput" })
  })
})
