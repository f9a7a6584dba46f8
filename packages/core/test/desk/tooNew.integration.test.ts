// V16: an event that a later version wrote is refused, and never dropped.
import { memory } from "@upkeep/core"
import { expect, it } from "vitest"
import { agent, journalOf, openDesk, refusal, register } from "./setUp.ts"

it("V16 event-too-new: a journal of a later format is refused by name, and stays as it is", async () => {
  const storage = memory()
  const opened = await openDesk({ storage })
  const { ticketId } = await register(opened.desk)
  const command = { type: "note", text: "Seen." } as const
  await opened.desk.submit({ ticketId, actor: agent, command })
  const [first] = await journalOf(opened.desk, ticketId)
  const later = JSON.stringify({ ...JSON.parse(first?.body ?? ""), format: 2 })
  // The memory hands out the rows that it holds.
  Object.assign(first ?? {}, { body: later })
  await opened[Symbol.asyncDispose]()

  await using again = await openDesk({ storage })
  expect(await refusal(again.desk.show(ticketId))).toMatchObject({
    _tag: "StoreError",
    reason: "damaged",
    message: expect.stringMatching(
      /^damaged: event-too-new: got format 2, expected at most 1, at .*; use the Upkeep that wrote it$/,
    ),
  })
  expect((await journalOf(again.desk, ticketId)).map(({ body }) => body)).toContain(later)
})
