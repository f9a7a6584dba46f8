// P12: what one ticket or one profile has wrong does not cost the others their mails.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { InvalidInput, memory, standard, type StorageAdapter } from "@upkeep/core"
import { Inbound, TicketQuery } from "@upkeep/core/effect"
import { Effect, Layer } from "effect"
import { afterAll, beforeAll, expect, test } from "vitest"
import { open, told, watermarks } from "./desk.ts"
import { headers, mail } from "./mail.ts"

let folder = ""
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "upkeep-damage-"))
})
afterAll(() => rm(folder, { recursive: true }))

/** A store whose tickets named here have a first event that nobody can read. */
const damaging = (damaged: ReadonlySet<string>): StorageAdapter => {
  const over = (query: TicketQuery.TicketQueryService) =>
    TicketQuery.TicketQuery.of({
      ...query,
      journal: (tenant, ticketId) =>
        Effect.map(query.journal(tenant, ticketId), ([first, ...rest]) =>
          first === undefined || !damaged.has(ticketId)
            ? [...(first === undefined ? [] : [first]), ...rest]
            : [{ ...first, body: "{" }, ...rest],
        ),
    })
  const query = Layer.effect(TicketQuery.TicketQuery, Effect.map(TicketQuery.TicketQuery, over))
  return { ...memory(), name: "damaging", layer: Layer.provideMerge(query, memory().layer) }
}

test("P12 a damaged ticket stops no mailbox: its mails are quarantined, others go on", async () => {
  const damaged = new Set<string>()
  await using at = await open({}, [], { storage: damaging(damaged) })
  const path = join(folder, "mailbox")
  await mkdir(path)
  const collect = async () => {
    const lines: Array<string> = []
    for await (const taken of at.intake.takeFolder(path))
      lines.push(`${told(taken)} ${taken.ticket ?? "-"}`)
    return lines
  }
  await writeFile(join(path, "1.eml"), mail())
  expect(await collect()).toEqual(["new-ticket T-1"])
  damaged.add((await at.desk.show("T-1")).ticketId)
  const reply = mail({ "In-Reply-To": headers["Message-ID"], "Message-ID": "<2@x>" })
  await writeFile(join(path, "2.eml"), reply)
  await writeFile(join(path, "3.eml"), mail({ "Message-ID": "<3@x>" }))
  expect(await collect()).toEqual([
    "ignored(already-taken) T-1",
    "quarantined(damaged-ticket) T-1",
    "new-ticket T-2",
  ])
})

const [request] = standard.requestTypes
const process = (over: object) => ({ ...standard, id: "other", ...over })

test.each([
  [
    "a process without the channel of mails",
    {},
    { channel: "post" },
    /^unknown-channel: got "post", expected a channel of the process: .*email.*, at channel$/,
  ],
  [
    "a first request type that requires what no mail says",
    { requestTypes: [{ ...request, required: ["environment", "files"] }] },
    {},
    /^unfit-request-type: got "environment".* at process.requestTypes\[0\].required\[0\]\nunfit-/,
  ],
])("%s refuses the intake before its first mail", async (_, over, options, message) => {
  await using at = await open(options, [], { process: process(over) })
  const path = await mkdtemp(join(folder, "mails-"))
  await writeFile(join(path, "1.eml"), mail())
  const take = at.intake.take({ raw: mail(), receivedAt: 0 })
  await expect(take).rejects.toThrow(InvalidInput)
  await expect(take).rejects.toThrow(message)
  await expect(at.intake.takeFolder(path)[Symbol.asyncIterator]().next()).rejects.toThrow(message)
  expect(await watermarks(at.desk)).toEqual([])
  const opened = Effect.flatMap(Inbound.Inbound, (inbound) =>
    inbound.byMessageId(at.desk.tenant, "any"),
  )
  expect(await at.desk.run(opened)).toBeUndefined()
  expect(await at.desk.list()).toEqual([])
})

test("a later request type may require what it likes", async () => {
  const strict = { ...request, id: "strict", required: ["period"] }
  await using at = await open({}, [], { process: process({ requestTypes: [request, strict] }) })
  expect(await at.take(mail())).toBe("new-ticket")
})
