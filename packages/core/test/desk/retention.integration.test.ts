import { createDesk, memory } from "@upkeep/core"
import { setTimeout as sleep } from "node:timers/promises"
import { expect, it } from "vitest"

const day = 86_400_000
const start = Date.UTC(2026, 10, 23, 6)

it.each([
  [29, true],
  [31, false],
])("P2 after %i days it is %s that a command id is still known", async (days, known) => {
  const storage = memory()
  const actor = { kind: "customer", id: "anna" } as const
  const request = {
    type: "register",
    channel: "web",
    subject: "s",
    text: "t",
    requester: {},
  } as const
  const first = await createDesk({ storage, background: false, now: () => start })
  await first.submit({ actor, command: request, commandId: "once" })
  await first[Symbol.asyncDispose]()
  const later = await createDesk({ storage, now: () => start + days * day })
  for (let looks = 0; looks < 20 && (await later.receipt("once")) !== undefined; looks++)
    await sleep(10)
  expect((await later.receipt("once")) !== undefined).toBe(known)
  await later[Symbol.asyncDispose]()
})
