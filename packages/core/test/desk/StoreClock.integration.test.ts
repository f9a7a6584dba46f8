// P9: one clock decides, the store's; a host's own changes no decision, and too wrong a one keeps
// its worker from working.
import { createDesk, type Desk, memory } from "@upkeep/core"
import { StoreClock, WorkQueue } from "@upkeep/core/effect"
import { Clock, Context, Effect, Layer, type Scope } from "effect"
import { describe, expect, it, vi } from "vitest"
import { watched } from "./group/watched.ts"
import { channel, march, register } from "./setUp.ts"

const hourMillis = 3_600_000

/** A store that says the time as a test sets it, plus what has passed since. */
const storeAt = (offset: { millis: number }) =>
  watched(memory(), { now: Effect.sync(() => Date.now() + offset.millis) }).storage

const registeredAt = async (desk: Desk) => {
  const { ticketId } = await register(desk)
  return (await desk.show(ticketId)).history[0]?.at ?? 0
}

describe("P9 the store's clock", () => {
  it("decides, whatever that of the host says", async () => {
    const storage = storeAt({ millis: 24 * hourMillis })
    await using desk = await createDesk({ storage, background: false })
    const ahead = (await registeredAt(desk)) - Date.now()
    expect(Math.abs(ahead - 24 * hourMillis)).toBeLessThan(1_000)
  })

  it("is the host's where the store has none", async () => {
    await using desk = await createDesk({ background: false })
    expect(Math.abs((await registeredAt(desk)) - Date.now())).toBeLessThan(1_000)
    expect((await desk.health()).clockSkewMillis).toBeNull()
  })

  it("and a clock that the host moves by hand wins over both", async () => {
    const storage = storeAt({ millis: 24 * hourMillis })
    await using desk = await createDesk({ storage, now: () => march(2, 12), background: false })
    expect(await registeredAt(desk)).toBe(march(2, 12))
  })

  it("is seen in the desk's health: by how much the host is ahead or behind", async () => {
    for (const millis of [-5_000, 5_000]) {
      await using desk = await createDesk({ storage: storeAt({ millis }), background: false })
      const { ready, clockSkewMillis } = await desk.health()
      expect(ready).toBe(true)
      expect(Math.abs((clockSkewMillis ?? 0) + millis)).toBeLessThan(500)
    }
  })

  it("a host that is more than a minute off is not ready: its worker claims nothing", async () => {
    const offset = { millis: 61_000 }
    const storage = storeAt(offset)
    const mail = channel()
    await using desk = await createDesk({ storage, notify: [mail.adapter] })
    await register(desk)
    expect(await desk.health()).toMatchObject({ ready: false, store: "answers" })
    expect(await desk.work()).toMatchObject({ delivered: 0 })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(mail.given).toEqual([])
    offset.millis = 0
    const good = channel()
    await using other = await createDesk({ storage, notify: [good.adapter] })
    expect(await other.health()).toMatchObject({ ready: true })
  })
})

/** A host whose clocks a test moves, and who sleeps until it is told. */
const hostOf = () => {
  const host = { wall: 1_000_000, monotonic: 0 }
  const sleepers: Array<() => void> = []
  const clock: Clock.Clock = {
    currentTimeMillisUnsafe: () => host.wall,
    currentTimeMillis: Effect.sync(() => host.wall),
    currentTimeNanosUnsafe: () => BigInt(host.wall) * 1_000_000n,
    currentTimeNanos: Effect.sync(() => BigInt(host.wall) * 1_000_000n),
    monotonicTimeNanosUnsafe: () => BigInt(host.monotonic) * 1_000_000n,
    monotonicTimeNanos: Effect.sync(() => BigInt(host.monotonic) * 1_000_000n),
    sleep: () => Effect.callback<void>((resume) => void sleepers.push(() => resume(Effect.void))),
  }
  const pass = (millis: number) => {
    host.wall += millis
    host.monotonic += millis
  }
  // Whoever sleeps sleeps again once it has looked.
  const wake = async () => {
    await vi.waitFor(() => expect(sleepers).toHaveLength(1))
    for (const go of sleepers.splice(0)) go()
    await vi.waitFor(() => expect(sleepers).toHaveLength(1))
  }
  return { host, clock, pass, wake }
}

const run = <A>(work: Effect.Effect<A, unknown, Scope.Scope>) =>
  Effect.runPromise(Effect.scoped(work))

describe("P9 between two looks", () => {
  const opened = Effect.fnUntraced(function* (
    clock: Clock.Clock,
    now: Effect.Effect<number | null>,
  ) {
    const storage = yield* Layer.build(memory().layer)
    const queue = { ...Context.get(storage, WorkQueue.WorkQueue), now }
    const context = yield* Layer.build(
      StoreClock.layer.pipe(
        Layer.provide(Layer.succeed(WorkQueue.WorkQueue, queue)),
        Layer.provide(Layer.succeed(Clock.Clock, clock)),
      ),
    )
    const carried = Context.get(context, Clock.Clock)
    const { skewMillis } = Context.get(context, StoreClock.ClockSkew)
    return { time: () => carried.currentTimeMillisUnsafe(), skewMillis }
  })

  it("the monotonic clock carries it on: a host's clock that jumps, or stands still, moves nothing", () =>
    run(
      Effect.gen(function* () {
        const { host, clock, pass } = hostOf()
        const { time, skewMillis } = yield* opened(clock, Effect.succeed(5_000_000))
        expect([time(), skewMillis()]).toEqual([5_000_000, -4_000_000])
        pass(1_500)
        expect(time()).toBe(5_001_500)
        host.wall -= 3_000_000
        expect(time()).toBe(5_001_500)
        pass(500)
        expect(time()).toBe(5_002_000)
      }),
    ))

  it("it never goes back: a store whose clock does is waited for", () =>
    run(
      Effect.gen(function* () {
        const { clock, pass, wake } = hostOf()
        let store = 1_000_000
        const { time } = yield* opened(
          clock,
          Effect.sync(() => store),
        )
        pass(30_000)
        expect(time()).toBe(1_030_000)
        store = 1_020_000
        yield* Effect.promise(wake)
        expect(time()).toBe(1_030_000)
        pass(9_000)
        expect(time()).toBe(1_030_000)
        pass(2_000)
        expect(time()).toBe(1_031_000)
      }),
    ))

  it("a slow answer makes no skew of its way, and nothing happens before its time", () =>
    run(
      Effect.gen(function* () {
        const { host, clock, pass } = hostOf()
        // Asked at 1,000,000 of the host, read by the store at +1 s, here at +3 s.
        const slow = Effect.sync(() => {
          const read = host.wall + 1_000
          pass(3_000)
          return read
        })
        const { time, skewMillis } = yield* opened(clock, slow)
        expect(skewMillis()).toBe(0)
        expect(time()).toBe(1_001_000)
      }),
    ))
})
