// Commands that are not what they have to be: versions, states, kinds, instants, and a store that
// does not take them.
import { directory, StoreError } from "@upkeep/core"
import { beforeEach, describe, expect, it } from "vitest"
import type { Trouble } from "../src/index.ts"
import {
  type Answer,
  broken,
  open,
  openTicket,
  type Opened,
  unchangedIn,
  upload,
  verdict,
  type Who,
} from "./door.ts"
import { held } from "./held.ts"

let opened: Opened
let ticket: Awaited<ReturnType<typeof openTicket>>

beforeEach(async () => {
  opened = await open()
  ticket = await openTicket(opened)
})

const command = (who: Who, json: unknown, headers: Readonly<Record<string, string>> = {}) =>
  opened.send(who, `POST ${ticket.path}/commands`, { json, headers })

const unchanged = (work: () => Promise<Answer>) => unchangedIn(opened, work)

const quoted = (version: number) => ({ "if-match": `"${version}"` })
const note = { type: "note", text: "Looked at it." }

describe("versions", () => {
  const assign = { type: "assign", assignee: "olga" }

  it("H46 another version than the present one is refused, and the present one is told", async () => {
    const { version } = (await command("olga", assign, quoted(ticket.version))).said
    const late = { ...assign, assignee: "vera" }
    const answer = await unchanged(() => command("vera", late, quoted(ticket.version)))
    expect(verdict(answer)).toBe("412 version-mismatch")
    expect(answer.said.currentVersion).toBe(version)
    expect(answer.headers.get("etag")).toBe(`"${version}"`)
    const future = await unchanged(() => command("vera", late, quoted(9_000)))
    expect(verdict(future)).toBe("412 version-mismatch")
  })

  it.each([
    "*",
    'W/"1"',
    "1",
    '"0"',
    '"01"',
    '"-1"',
    '"1", "2"',
    '"x"',
    '""',
    `"${"9".repeat(16)}"`,
  ])("H47 If-Match: %s is no version of a ticket", async (etag) => {
    const answer = await unchanged(() => command("vera", assign, { "if-match": etag }))
    expect(verdict(answer)).toBe("400 invalid-etag")
  })

  it("H48 an agent who decides says on which version", async () => {
    const answer = await unchanged(() => command("vera", assign))
    expect(verdict(answer)).toBe("428 precondition-required")
  })

  it("H48 what only adds needs no version, nor does a customer or a machine", async () => {
    const { id } = await upload(opened, "vera", "log")
    const statuses = [
      await command("vera", note),
      await command("vera", { type: "attach", attachments: [id] }),
      await command("robot", assign),
      await command("anna", { type: "withdraw" }),
    ]
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  })
})

const answering = (answers: string) =>
  opened.send("anna", `POST ${ticket.path}/commands`, {
    body: `{"type":"receiveMessage","text":"Yes.","answers":[${answers}]}`,
    headers: { "content-type": "application/json" },
  })

const noteAt = (effectiveAt: number) => unchanged(() => command("vera", { ...note, effectiveAt }))

describe("commands", () => {
  it("H49 what the state does not allow is refused with what it allows", async () => {
    const answer = await unchanged(() => command("anna", { type: "confirm" }))
    expect(verdict(answer)).toBe("409 transition-not-allowed")
    const { state, allowed } = answer.said
    expect({ state, allowed: allowed?.toSorted() }).toEqual({
      state: "open.registered.ours",
      allowed: ["attach", "chooseOption", "receiveMessage", "setFields", "settle", "withdraw"],
    })
  })

  it.each([
    "xstate.after.60000.ticket.waiting",
    "xstate.stop",
    "*",
    "",
    "__proto__",
    "register",
    7,
  ])(
    "H50 %j is no command: the row's unknown-event, for what is sent is a command",
    async (type) => {
      const answer = await unchanged(() => command("vera", { type }, quoted(ticket.version)))
      expect(verdict(answer)).toBe("422 unknown-command")
      expect(broken(answer)).toEqual(["type: unknown-command"])
    },
  )

  it.each([{}, null, [], "note", 7])("H50 %j is no command", async (json) => {
    const answer = await unchanged(() => command("vera", json, quoted(ticket.version)))
    expect(answer.status).toBe(422)
  })

  it("H16 a command with a field of another one is refused with its path", async () => {
    const answer = await unchanged(() => command("vera", { ...note, assignee: "vera" }))
    expect(verdict(answer)).toBe("422 unknown-field")
    expect(broken(answer)).toEqual(["assignee: unknown-field"])
  })

  it("H18 H20 the number of a question is a whole and finite one", async () => {
    const verdicts = []
    for (const number of ["1e400", "1.5", "9007199254740993", "7"])
      verdicts.push(verdict(await unchanged(() => answering(number))))
    expect(verdicts).toEqual([
      "422 not-finite",
      "422 not-integer",
      "422 out-of-range",
      "422 question-not-open",
    ])
  })

  it("T08 a command happens neither before the request nor in the future", async () => {
    const { clock } = opened
    const registered = clock.now
    clock.now += 1_000
    expect(verdict(await noteAt(registered - 1))).toBe("422 effective-before-registration")
    expect(verdict(await noteAt(clock.now + 1))).toBe("422 effective-in-future")
  })

  it("I09 nobody is assigned whom the directory does not know", async () => {
    opened = await open({ of: { directory: directory({ customers: [], staff: [] }) } })
    ticket = await openTicket(opened)
    const json = { type: "assign", assignee: "gone" }
    const answer = await unchanged(() => command("vera", json, quoted(ticket.version)))
    expect(verdict(answer)).toBe("422 unknown-assignee")
  })

  it.each([
    ["full", "507 storage-full"],
    ["busy", "503 store-busy"],
    ["unavailable", "503 store-unavailable"],
    ["outcome-unknown", "503 outcome-unknown"],
    ["damaged", "500 internal-error"],
  ] as const)(
    "I13 I15 a store that is %s is answered by %s, and told",
    async (reason, expected) => {
      const store = held()
      const told: Array<Trouble> = []
      opened = await open({ of: { storage: store.storage }, onTrouble: (each) => told.push(each) })
      ticket = await openTicket(opened)
      store.failWith(reason)
      const answer = await unchanged(() => command("vera", note))
      expect(verdict(answer)).toBe(expected)
      expect(answer.text).not.toContain("as the test says")
      expect(told.map(({ error }) => error instanceof StoreError)).toEqual([true])
      store.failWith(undefined)
      expect((await command("vera", note)).status).toBe(200)
    },
  )
})
