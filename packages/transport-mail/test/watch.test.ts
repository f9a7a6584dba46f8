// A Maildir watched: soon after it was delivered, exactly once, whatever goes away for a while.
import { rename } from "node:fs/promises"
import { setTimeout } from "node:timers/promises"
import { createDesk } from "@upkeep/core"
import { expect, test, vi } from "vitest"
import { createMailIntake, type MailTaken, type WatchTrouble } from "../src/index.ts"
import { firstRetryMillis, longestRetryMillis } from "../src/MailLimits.ts"
import { pauseAfter } from "../src/take/pause.ts"
import { collect, line, minute, monday, open, watermarks } from "./desk.ts"
import { failing } from "./failing.ts"
import { letter, makeMaildir } from "./maildir.ts"

const seldom = 900_000
const often = 100

/** Waits until a claim holds: for long, because the machine may be slow. */
const eventually = (claim: () => unknown) => vi.waitFor(claim, { timeout: 25_000, interval: 20 })

/** Runs a watch beside the test. */
const follow = (taken: AsyncIterable<MailTaken>) => {
  const lines: Array<string> = []
  const ended = (async () => {
    for await (const mail of taken) lines.push(line(mail))
  })()
  return { lines, ended }
}

test("what is there is taken first, then what is delivered, until the signal comes", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  await box.deliver("new/1.a")
  const stop = new AbortController()
  const options = { signal: stop.signal, pollMillis: seldom }
  const { lines, ended } = follow(at.intake.watchMaildir(box.path, options))
  await eventually(() => expect(lines).toEqual(["new/1.a new-ticket T-1"]))
  for (const [name, count] of [
    ["new/2.b", 2],
    ["new/3.c", 3],
  ] as const) {
    await box.deliver(name)
    await eventually(() => expect(lines).toHaveLength(count))
  }
  stop.abort()
  await ended
  expect(lines.slice(1)).toEqual(["new/2.b new-ticket T-2", "new/3.c new-ticket T-3"])
  expect(await box.files()).toEqual(["cur/1.a:2,S", "cur/2.b:2,S", "cur/3.c:2,S"])
})

test("what the system tells nothing of is found by the next look at everything", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  await using other = await makeMaildir()
  const { lines, ended } = follow(at.intake.watchMaildir(box.path, { pollMillis: often }))
  await eventually(async () => expect(await watermarks(at.desk)).toHaveLength(1))
  await other.deliver("cur/1.a:2,")
  await rename(other.at("cur/1.a:2,"), box.at("cur/1.a:2,"))
  await eventually(() => expect(lines).toEqual(["cur/1.a:2, new-ticket T-1"]))
  await at.intake[Symbol.asyncDispose]()
  await ended
})

test("P7 the watermark moves while nothing comes", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  const { lines, ended } = follow(at.intake.watchMaildir(box.path, { pollMillis: often }))
  for (const _ of [1, 2]) {
    at.clock.now += minute
    const readUntil = at.clock.now
    await eventually(async () =>
      expect(await watermarks(at.desk)).toEqual([{ intake: "mail", readUntil }]),
    )
  }
  await at.intake[Symbol.asyncDispose]()
  await ended
  expect(lines).toEqual([])
})

test("the signal ends a watch after the mail at hand: no other is begun, no watermark set", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  for (const name of ["new/1.a", "new/2.b"]) await box.deliver(name)
  const stop = new AbortController()
  const taken = at.intake.watchMaildir(box.path, { signal: stop.signal })[Symbol.asyncIterator]()
  expect((await taken.next()).value.file).toBe("new/1.a")
  stop.abort()
  expect((await taken.next()).done).toBe(true)
  expect(await box.files()).toEqual(["cur/1.a:2,S", "new/2.b"])
  expect(await watermarks(at.desk)).toEqual([])
  expect(await collect(at.intake.watchMaildir(box.path, { signal: stop.signal }))).toEqual([])
})

test("an intake that is closed ends its watches when the mail at hand is booked", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  await box.deliver("new/1.a")
  const first = at.intake.watchMaildir(box.path)[Symbol.asyncIterator]()
  const taking = first.next()
  await at.intake[Symbol.asyncDispose]()
  expect([undefined, "new-ticket"]).toContain((await taking).value?.outcome)
  expect((await first.next()).done).toBe(true)
})

test("P19 a desk that is closed ends a watch at rest at once, and not at its next look", async () => {
  const desk = await createDesk({ background: false, now: () => monday })
  await using box = await makeMaildir()
  await using intake = createMailIntake({ desk })
  const { ended } = follow(intake.watchMaildir(box.path, { pollMillis: seldom }))
  const rejected = expect(ended).rejects.toThrow(/^closed: /)
  await eventually(async () => expect(await watermarks(desk)).toHaveLength(1))
  await desk[Symbol.asyncDispose]()
  await rejected
})

test("a watch that was ended before its desk was closed rejects with nothing", async () => {
  const desk = await createDesk({ background: false, now: () => monday })
  await using box = await makeMaildir()
  await using intake = createMailIntake({ desk })
  const stop = new AbortController()
  const options = { signal: stop.signal, pollMillis: seldom }
  const { ended } = follow(intake.watchMaildir(box.path, options))
  await eventually(async () => expect(await watermarks(desk)).toHaveLength(1))
  stop.abort()
  await desk[Symbol.asyncDispose]()
  await expect(ended).resolves.toBeUndefined()
})

test("a Maildir that goes away is told once, and watched again when it is back", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  const told: Array<WatchTrouble | null> = []
  const { lines, ended } = follow(
    at.intake.watchMaildir(box.path, {
      pollMillis: often,
      onTrouble: (trouble) => void told.push(trouble),
    }),
  )
  await rename(box.path, `${box.path}-away`)
  await eventually(() => expect(told).toHaveLength(1))
  await setTimeout(firstRetryMillis * 1.5)
  await rename(`${box.path}-away`, box.path)
  await box.deliver("new/1.a")
  await eventually(() => expect(lines).toEqual(["new/1.a new-ticket T-1"]))
  await box.deliver("new/2.b")
  await eventually(() => expect(lines).toHaveLength(2))
  expect(told).toEqual([expect.objectContaining({ _tag: "MailFolderError" }), null])
  await at.intake[Symbol.asyncDispose]()
  await ended
})

test("P18 a store without room ends no watch: the mail stays where it is, and is taken later", async () => {
  await using desk = await createDesk({ background: false, now: () => monday })
  await using box = await makeMaildir()
  await box.deliver("new/1.a")
  let down = true
  await using intake = createMailIntake({ desk: failing(desk, () => down) })
  const told: Array<string> = []
  const onTrouble = (trouble: WatchTrouble | null) => void told.push(String(trouble))
  const { lines, ended } = follow(intake.watchMaildir(box.path, { onTrouble }))
  await eventually(() => expect(told).toEqual(["StoreError: full: no room"]))
  expect(await box.files()).toEqual(["new/1.a"])
  down = false
  await eventually(() => expect(lines).toEqual(["new/1.a new-ticket T-1"]))
  expect(told).toEqual(["StoreError: full: no room", "null"])
  await intake[Symbol.asyncDispose]()
  await ended
})

test("a watch rejects where waiting mends nothing: a desk that is closed, an unfit process", async () => {
  await using desk = await createDesk({ background: false, now: () => monday })
  await using box = await makeMaildir()
  await box.deliver("new/1.a")
  await using closed = createMailIntake({ desk: failing(desk, () => true, "closed") })
  await expect(collect(closed.watchMaildir(box.path))).rejects.toThrow(/^closed: /)
  await using unfit = createMailIntake({ desk, channel: "pigeon" })
  await expect(collect(unfit.watchMaildir(box.path))).rejects.toThrow(/^unknown-channel: /)
  expect(await box.files()).toEqual(["new/1.a"])
})

test("P15 two that watch one Maildir take each mail exactly once", async () => {
  await using at = await open({ limits: { opensPerTenMinutes: 1_000 } })
  await using box = await makeMaildir()
  await using other = createMailIntake({ desk: at.desk, limits: { opensPerTenMinutes: 1_000 } })
  const all = Array.from({ length: 30 }, (_, index) => `new/${1_000 + index}.a`)
  for (const name of all.slice(0, 15)) await box.deliver(name)
  const options = { pollMillis: often }
  const watches = [at.intake, other].map((each) => follow(each.watchMaildir(box.path, options)))
  for (const name of all.slice(15)) await box.deliver(name)
  await eventually(async () => {
    expect((await box.files()).every((name) => name.startsWith("cur/"))).toBe(true)
    expect(await at.desk.list()).toHaveLength(30)
  })
  await Promise.all([at.intake, other].map((each) => each[Symbol.asyncDispose]()))
  await Promise.all(watches.map(({ ended }) => ended))
  const lines = watches.flatMap((each) => each.lines)
  const opened = lines.filter((each) => each.includes(" new-ticket "))
  expect(new Set(opened.map((each) => each.split(" ")[0]))).toEqual(new Set(all))
  expect(lines.filter((each) => !/ new-ticket | ignored\(already-taken\) /.test(each))).toEqual([])
})

test("what a watch leaves where it lies is told once", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  await box.deliver("new/1.a")
  const options = { seen: "leave", pollMillis: often } as const
  const { lines, ended } = follow(at.intake.watchMaildir(box.path, options))
  await eventually(() => expect(lines).toHaveLength(1))
  at.clock.now += minute
  const readUntil = at.clock.now
  await eventually(async () =>
    expect(await watermarks(at.desk)).toEqual([{ intake: "mail", readUntil }]),
  )
  await box.deliver("new/2.b", letter("b"))
  await eventually(() => expect(lines.at(-1)).toBe("new/2.b new-ticket T-2"))
  await at.intake[Symbol.asyncDispose]()
  await ended
  expect(lines).toEqual(["new/1.a new-ticket T-1", "new/2.b new-ticket T-2"])
})

test("the pauses of a watch in trouble grow from a second to a quarter of an hour", () => {
  expect([1, 2, 3, 10, 11, 2_000].map(pauseAfter)).toEqual([
    1_000,
    2_000,
    4_000,
    512_000,
    longestRetryMillis,
    longestRetryMillis,
  ])
})

const wrong: ReadonlyArray<readonly [object, RegExp]> = [
  [{ pollMillis: 99 }, /^out-of-range: got 99, expected a whole number from 100 to 900000, at/],
  [{ pollMillis: 900_001 }, /^out-of-range: got 900001, .* at pollMillis$/],
  [{ pollMillis: Number.NaN }, /^out-of-range: .* at pollMillis$/],
  [
    { pollMillis: "60000", seen: "delete" },
    /^unknown-value: got "delete", expected move or leave, at seen\nout-of-range: /,
  ],
  [{ signal: new AbortController() }, /^wrong-type: .* expected an AbortSignal, at signal$/],
]

test.each(wrong)("a watch with the options %j is refused at once", async (options, message) => {
  await using at = await open()
  expect(() => at.intake.watchMaildir("nowhere", options)).toThrow(message)
})
