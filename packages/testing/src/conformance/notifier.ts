// What every notifier must do: what it answers for has arrived, and what it refuses has not.
import { Duration, Effect, Fiber } from "effect"
import { expect } from "./expect.ts"
import {
  accepted,
  notificationOf,
  type NotifierChannel,
  notifierRule,
  refused,
  sending,
} from "./notifier/channel.ts"
import type { Suite } from "./rule.ts"

const named = notifierRule("named", "an adapter has a name and a channel", async ({ adapter }) => {
  for (const each of [adapter.name, adapter.channel]) expect(each.trim()).toDifferFrom("")
})

const taken = notifierRule(
  "taken",
  "P6 what is answered as taken is with the other side: for its recipient, with its words",
  async (channel) => {
    const [answer] = await accepted(channel, notificationOf(1))
    expect(typeof answer?.detail).toEqual("string")
    const all = await channel.taken()
    expect(all).toHaveLength(1)
    expect(all[0]?.to).toEqual(notificationOf(1).to.address)
    expect(lacking(all[0]?.words ?? "", notificationOf(1))).toEqual([])
  },
)

/** How many notifications are sent at once. */
const crowd = Array.from({ length: 10 }, (_, place) => notificationOf(place + 1))

const apart = notifierRule(
  "apart",
  "P12 notifications that are sent at once arrive each once, none with another's words or reader",
  async (channel) => {
    await accepted(channel, ...crowd)
    const all = await channel.taken()
    expect(all.map(({ to }) => to).toSorted()).toEqual(crowd.map(({ to }) => to.address).toSorted())
    for (const each of crowd) {
      const words = all.find(({ to }) => to === each.to.address)?.words ?? ""
      expect(lacking(words, each)).toEqual([])
    }
  },
)

const hostile = {
  subject: "Hello\r\nBcc: evil@example.net\r\n\r\n<script>alert(1)</script>",
  text: `.\r\nQUIT\r\n{{number}} \u202Eright to left\u202C Здравствуйте 🛠 ${"x".repeat(20_000)}`,
}

const unruled = notifierRule(
  "unruled",
  "H26 words from outside rule nothing: they go to their recipient alone, and arrive",
  async (channel) => {
    await accepted(channel, notificationOf(1, hostile))
    const all = await channel.taken()
    expect(all.map(({ to }) => to)).toEqual([notificationOf(1).to.address])
    expect(["Здравствуйте 🛠", "xxxx"].filter((each) => !all[0]?.words.includes(each))).toEqual([])
  },
)

const again = notifierRule(
  "again",
  "an adapter that was closed is opened again, and sends",
  async (channel) => {
    await accepted(channel, notificationOf(1))
    await accepted(channel, notificationOf(2))
    expect(await channel.taken()).toHaveLength(2)
  },
)

const identified = notifierRule(
  "identified",
  "P6 a repeat carries the same id and the same words, another notification another id",
  async (channel) => {
    for (const place of [1, 1, 2]) await accepted(channel, notificationOf(place))
    const all = await channel.taken()
    const [first, second, other] = all
    expect(all).toHaveLength(3)
    expect(first?.id).toBeThere()
    expect(second).toEqual(first)
    expect(other?.id).toDifferFrom(first?.id)
  },
  "identified",
)

const refusals = (["notNow", "never", "away"] as const).map((manner) => {
  const reason = manner === "never" ? "permanent" : "temporary"
  return notifierRule(
    `refused.${manner}`,
    `P12 what the other side does not take (${manner}) is refused as ${reason}, with its reason`,
    async (channel) => {
      await channel.become?.(manner)
      const error = await refused(channel, notificationOf(1))
      expect(error).toMatch({ _tag: "NotifyError", reason })
      expect(error.detail.trim()).toDifferFrom("")
      await channel.become?.("willing")
      expect(await channel.taken()).toEqual([])
      await accepted(channel, notificationOf(1))
      expect(await channel.taken()).toHaveLength(1)
    },
    "disturbed",
  )
})

/** How long a channel may take to let go of what is given up, in milliseconds. */
export const lettingGoMillis = 2_000
/** So long after its beginning something is given up, in milliseconds. */
const underWayMillis = 200

const letsGo = notifierRule(
  "letsGo",
  "P19 a desk that stops does not wait for another side that says nothing",
  async (channel) => {
    await channel.become?.("silent")
    const millis = Effect.gen(function* () {
      const sent = yield* Effect.forkChild(sending(channel, [notificationOf(1)]))
      yield* Effect.sleep(underWayMillis)
      const [taken] = yield* Effect.timed(Fiber.interrupt(sent))
      return Duration.toMillis(taken)
    })
    expect(lettingGoMillis).toBeMoreThan(await Effect.runPromise(millis))
  },
  "disturbed",
)

// The other side may break lines and set apart what it shows: words are looked for line by line.
const lacking = (words: string, { subject, text }: { subject: string; text: string }) =>
  [subject, ...text.split("\n")].filter((line) => !words.includes(line.trim()))

/**
 * The rules of notifiers: nothing is answered for that did not arrive, nothing is refused that did.
 *
 * @example
 * Object.keys(notifierSuite.capabilities) // => ["identified", "disturbed"]
 */
export const notifierSuite: Suite<NotifierChannel> = {
  name: "notifier",
  port: "Notifier",
  capabilities: {
    identified: "the other side is given the id, so that it can tell a repeat",
    disturbed: "the other side can be made to refuse, to be away and to say nothing",
  },
  rules: [named, taken, apart, unruled, again, identified, ...refusals, letsGo],
}
