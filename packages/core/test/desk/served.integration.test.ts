// P16: a desk does the work of the tenants that it was opened for, and leaves the others alone.
import { createDesk, InvalidInput, memory, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { channel, register } from "./setUp.ts"

const vendor = (id: string) => ({
  ...standard,
  id,
  desk: { name: `Desk of ${id}`, email: `support@${id}.example` },
})

const opened = async () => {
  const storage = memory()
  const mails = { a: channel(), b: channel() }
  const both = { storage, background: false } as const
  const a = await createDesk({
    ...both,
    tenant: "a",
    process: vendor("a"),
    notify: [mails.a.adapter],
  })
  const b = await createDesk({
    ...both,
    tenant: "b",
    process: vendor("b"),
    notify: [mails.b.adapter],
  })
  return { storage, mails, a, b }
}

describe("P16 two vendors on one store", () => {
  it("neither sends the other's letters", async () => {
    const { mails, a, b } = await opened()
    await register(b)
    expect(await a.work()).toMatchObject({ delivered: 0 })
    expect(mails.a.given).toEqual([])
    expect(await b.work()).toMatchObject({ delivered: 1 })
    expect(mails.b.given[0]?.text).toContain("Desk of b")
    await a[Symbol.asyncDispose]()
    await b[Symbol.asyncDispose]()
  })

  it("a tenant's desk works for that tenant alone, also beside others of the same office", async () => {
    const { mails, a, b } = await opened()
    const other = await a.forTenant("other")
    await register(a)
    expect(await other.work()).toMatchObject({ delivered: 0 })
    expect(await a.work()).toMatchObject({ delivered: 1 })
    expect(mails.a.given).toHaveLength(1)
    await a[Symbol.asyncDispose]()
    await b[Symbol.asyncDispose]()
  })

  it("who serves all sends each tenant's letters by that tenant's process, and publishes nothing", async () => {
    const { storage, a, b } = await opened()
    await register(b)
    const mail = channel()
    const all = await createDesk({
      storage,
      tenant: "c",
      process: vendor("c"),
      notify: [mail.adapter],
      serve: "all",
    })
    for (let looks = 0; looks < 100 && mail.given.length === 0; looks++)
      await new Promise((resolve) => setTimeout(resolve, 20))
    expect(mail.given[0]?.text).toContain("Desk of b")
    const again = await createDesk({ storage, tenant: "b", background: false })
    expect(again.profile.id).toBe("b")
    for (const desk of [a, b, all, again]) await desk[Symbol.asyncDispose]()
  })
})

describe("the options of createDesk", () => {
  it.each([
    ["a file name for a store", { storage: "x.db" }, ["wrong-type storage"]],
    ["an adapter that was not called", { storage: memory }, ["wrong-type storage"]],
    ["a notifier without its list", { notify: channel().adapter }, ["wrong-type notify"]],
    [
      "two notifiers of one channel",
      { notify: [channel().adapter, channel().adapter] },
      ["duplicate-name notify[1]"],
    ],
    ["a directory's data", { directory: { customers: [], staff: [] } }, ["wrong-type directory"]],
    ["a misspelt name", { stroage: memory() }, ["unknown-field stroage"]],
    [
      "several at once",
      { now: 5, tenant: 7, background: "no", serve: "some", channels: "email" },
      ["wrong-type channels", "wrong-type tenant", "wrong-type serve"].concat([
        "wrong-type background",
        "wrong-type now",
      ]),
    ],
  ])("%s is refused by name", async (_, options, problems) => {
    const refused: unknown = await Reflect.apply(createDesk, undefined, [options]).then(
      () => undefined,
      (error: unknown) => error,
    )
    if (!(refused instanceof InvalidInput)) throw new Error("it was not refused as invalid input")
    expect(refused.problems.map(({ code, path }) => `${code} ${path}`)).toEqual(problems)
  })

  it("a clock that counts fractions is taken in whole milliseconds", async () => {
    await using desk = await createDesk({ background: false, now: () => 1_700_000_000_000.75 })
    const { ticketId } = await register(desk)
    expect((await desk.show(ticketId)).history[0]?.at).toBe(1_700_000_000_000)
  })
})
