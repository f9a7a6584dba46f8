// The Effect door: the same intake as a service over a desk's services.
import { fileURLToPath } from "node:url"
import { createDesk } from "@upkeep/core"
import { Effect, Stream } from "effect"
import { expect, test } from "vitest"
import { MailIntake } from "../src/index.ts"
import { day, monday, watermarks } from "./desk.ts"
import { mail } from "./mail.ts"

const folder = fileURLToPath(new URL("../../../examples/mixvel-desk/mailbox", import.meta.url))

test("a mail and a folder are taken by the service", async () => {
  await using desk = await createDesk({ background: false })
  const program = Effect.gen(function* () {
    const intake = yield* MailIntake.MailIntake
    const one = yield* intake.take({ raw: mail(), receivedAt: monday })
    const all = yield* Stream.runCollect(intake.takeFolder(folder))
    return [one, ...all].map(({ outcome }) => outcome)
  })
  const outcomes = await desk.run(Effect.provide(program, MailIntake.layer()))
  expect(outcomes).toHaveLength(15)
  expect(outcomes[0]).toBe("new-ticket")
})

test("an intake without a folder says how far it was read, and retires", async () => {
  await using desk = await createDesk({ background: false, now: () => monday })
  const program = Effect.gen(function* () {
    const intake = yield* MailIntake.MailIntake
    yield* intake.readUntil(monday - day)
    const marks = yield* Effect.promise(() => watermarks(desk))
    yield* intake.retire
    return marks
  })
  const marks = await desk.run(Effect.provide(program, MailIntake.layer({ intake: "api" })))
  expect(marks).toEqual([{ intake: "api", readUntil: monday - day }])
  expect(await watermarks(desk)).toEqual([])
})
