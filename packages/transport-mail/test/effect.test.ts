// The Effect door: the same intake as a service over a desk's services.
import { fileURLToPath } from "node:url"
import { createDesk } from "@upkeep/core"
import { Effect, Layer, Logger, Stream } from "effect"
import { expect, test } from "vitest"
import * as FolderChanges from "../src/folder/FolderChanges.ts"
import { MailIntake } from "../src/index.ts"
import { day, monday, watermarks } from "./desk.ts"
import { mail } from "./mail.ts"
import { makeMaildir } from "./maildir.ts"

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

test("a Maildir is taken and watched by the service; what is taken from the stream ends it", async () => {
  await using desk = await createDesk({ background: false })
  await using box = await makeMaildir()
  for (const name of ["new/1.a", "new/2.b", "new/3.c"]) await box.deliver(name)
  const program = Effect.gen(function* () {
    const intake = yield* MailIntake.MailIntake
    const watched = yield* Stream.runCollect(Stream.take(intake.watchMaildir(box.path), 2))
    return [...watched, ...(yield* Stream.runCollect(intake.takeMaildir(box.path)))]
  })
  const taken = await desk.run(Effect.provide(program, MailIntake.layer()))
  expect(taken.map(({ file }) => file)).toEqual(["new/1.a", "new/2.b", "new/3.c"])
})

test("the log says what keeps a watch from reading, once, where nobody else is told", async () => {
  await using desk = await createDesk({ background: false })
  await using box = await makeMaildir()
  const logged: Array<string> = []
  const logger = Logger.make(({ message }) => void logged.push(String(message)))
  const nowhere = box.at("nowhere")
  const program = Effect.gen(function* () {
    const intake = yield* MailIntake.MailIntake
    yield* Stream.runDrain(intake.watchMaildir(nowhere)).pipe(Effect.timeoutOption("1500 millis"))
  })
  const layer = Layer.provide(MailIntake.layer(), Logger.layer([logger]))
  await desk.run(Effect.provide(program, layer))
  const told = `upkeep: ${nowhere} is not read for now: folder-unreadable: got "${nowhere}/new"`
  expect(logged).toEqual([expect.stringContaining(told)])
})

const full = () => {
  throw Object.assign(new Error("no space left for watchers"), { code: "ENOSPC" })
}

test("the log says once that the system watches no longer, and mail is found all the same", async () => {
  await using desk = await createDesk({ background: false })
  await using box = await makeMaildir()
  const logged: Array<string> = []
  const logger = Logger.make(({ logLevel, message }) => {
    logged.push(`${logLevel} ${String(message)}`)
  })
  const program = Effect.gen(function* () {
    const intake = yield* MailIntake.MailIntake
    const watched = Stream.take(intake.watchMaildir(box.path, { pollMillis: 100 }), 3)
    return yield* Stream.runCollect(
      Stream.tap(watched, ({ ticket }) => Effect.promise(() => box.deliver(`new/9.${ticket}`))),
    )
  })
  await box.deliver("new/1.a")
  const layer = MailIntake.layer().pipe(
    Layer.provide(Logger.layer([logger])),
    Layer.provide(Layer.succeed(FolderChanges.Watcher, full)),
  )
  const taken = await desk.run(Effect.provide(program, layer))
  expect(taken.map(({ ticket }) => ticket)).toEqual(["T-1", "T-2", "T-3"])
  const found = "new mail is found only every 100 ms"
  expect(logged).toEqual([`Warn upkeep: the system does not watch ${box.path} (ENOSPC): ${found}`])
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
