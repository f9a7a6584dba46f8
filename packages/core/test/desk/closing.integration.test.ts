// P19: a desk that is closed takes nothing new, answers what is open, and finishes what it has
// claimed or gives it back, within fifteen seconds.
import { createDesk, memory, type NotifierAdapter, StoreError } from "@upkeep/core"
import { Notifier } from "@upkeep/core/effect"
import { Effect, Layer } from "effect"
import { describe, expect, it } from "vitest"
import { finishMillis, giveBackMillis, stopMillis } from "../../src/desk/stopping.ts"
import { gate, watched } from "./group/watched.ts"
import { channel, openDesk, refusal, register } from "./setUp.ts"

/** A channel that takes its time with each letter, and says when it has one. */
const slowChannel = () => {
  const door = gate()
  const given: Array<string> = []
  const send = ({ id }: Notifier.Notification) =>
    Effect.map(door.pass, () => {
      given.push(id)
      return { detail: "250 taken" }
    })
  const layer = Layer.succeed(Notifier.Notifier, { send })
  const adapter: NotifierAdapter = { name: "slow", channel: "email", layer }
  return { adapter, given, ...door }
}

describe("P19 closing a desk", () => {
  it("refuses new commands as closed, and answers those that are open", async () => {
    const store = watched()
    const { desk } = await openDesk({ storage: store.storage })
    const door = gate()
    store.change.commit = (commit) => (tenant, commits) =>
      Effect.andThen(door.pass, commit(tenant, commits))
    const open = register(desk)
    await door.reached
    const closed = desk[Symbol.asyncDispose]()
    const late = await refusal(register(desk))
    expect(late).toBeInstanceOf(StoreError)
    expect(late).toMatchObject({ reason: "closed" })
    door.open()
    expect((await open).number).toBe("T-1")
    await closed
    expect(await refusal(register(desk))).toMatchObject({ reason: "closed" })
  })

  it("lets a letter that is with its channel end: it is sent once and no more", async () => {
    const storage = memory()
    const slow = slowChannel()
    const first = await createDesk({ storage, notify: [slow.adapter] })
    await register(first)
    await slow.reached
    const closed = first[Symbol.asyncDispose]()
    slow.open()
    await closed
    const mail = channel()
    await using second = await createDesk({ storage, notify: [mail.adapter], background: false })
    expect(await second.work()).toMatchObject({ delivered: 0 })
    expect([slow.given.length, mail.given.length]).toEqual([1, 0])
  })

  it("begins no letter more: what it had claimed is the next desk's at once", async () => {
    const storage = memory()
    const prepared = await createDesk({ storage, channels: ["email"], background: false })
    for (let each = 0; each < 8; each++) await register(prepared)
    await prepared[Symbol.asyncDispose]()
    const slow = slowChannel()
    const first = await createDesk({ storage, notify: [slow.adapter] })
    await slow.reached
    const closed = first[Symbol.asyncDispose]()
    slow.open()
    await closed
    const mail = channel()
    await using second = await createDesk({ storage, notify: [mail.adapter], background: false })
    await second.work()
    expect(slow.given.length).toBeLessThan(8)
    expect(slow.given.length + mail.given.length).toBe(8)
  })

  it("waits for a store that never answers no longer than it says, and says what is not known", async () => {
    const store = watched()
    const { desk } = await openDesk({ storage: store.storage })
    store.change.commit = () => () => Effect.never
    const open = refusal(register(desk))
    await new Promise((resolve) => setTimeout(resolve, 50))
    const before = performance.now()
    await desk[Symbol.asyncDispose]()
    expect(performance.now() - before).toBeLessThan(stopMillis)
    expect(await open).toMatchObject({ reason: "outcome-unknown" })
  }, 20_000)

  it("has time for all of it", () => {
    expect(finishMillis + giveBackMillis).toBeLessThan(stopMillis)
  })

  it("may be asked for twice", async () => {
    const { desk } = await openDesk()
    await Promise.all([desk[Symbol.asyncDispose](), desk[Symbol.asyncDispose]()])
    await desk[Symbol.asyncDispose]()
  })
})
