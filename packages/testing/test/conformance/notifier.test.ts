// The suite of notifiers finds what is broken, by the rules that are broken.
import {
  defineNotifier,
  type Notification,
  type NotifierFunctions,
  NotifyError,
} from "@upkeep/core"
import { Notifier } from "@upkeep/core/effect"
import { Effect, Layer } from "effect"
import { describe, expect, it } from "vitest"
import { lettingGoMillis, notifierSuite } from "../../src/conformance/notifier.ts"
import type { Manner, Taken } from "../../src/conformance/notifier/channel.ts"
import { runSuite } from "../../src/conformance/run.ts"

/** A channel of the memory, and the other side of it. */
interface Side {
  manner: Manner
  readonly taken: Array<Taken>
}

const arrival = ({ id, to, subject, text }: Notification): Taken => ({
  id,
  to: to.address,
  words: `${subject}\n${text}`,
})

const ready = (side: Side, signal: AbortSignal): Promise<void> => {
  if (side.manner === "willing") return Promise.resolve()
  if (side.manner === "silent")
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))
  const reason = side.manner === "never" ? "permanent" : "temporary"
  return Promise.reject(new NotifyError({ reason, detail: side.manner }))
}

type SendBy = (side: Side) => NotifierFunctions["send"]

const wholly: SendBy =
  (side) =>
  async (notification, { signal }) => {
    await ready(side, signal)
    side.taken.push(arrival(notification))
    return { detail: "taken" }
  }

/** What is changed of each notification before it is taken. */
const taking =
  (change: (taken: Taken, side: Side) => ReadonlyArray<Taken>): SendBy =>
  (side) =>
  async (notification, { signal }) => {
    await ready(side, signal)
    side.taken.push(...change(arrival(notification), side))
    return { detail: "taken" }
  }

const refusing =
  (change: (error: NotifyError, side: Side, notification: Notification) => NotifyError): SendBy =>
  (side) =>
  async (notification, options) => {
    try {
      return await wholly(side)(notification, options)
    } catch (error) {
      throw error instanceof NotifyError ? change(error, side, notification) : error
    }
  }

const brokenBy = async (send: SendBy, name = "broken") => {
  const make = () => {
    const side: Side = { manner: "willing", taken: [] }
    return {
      adapter: defineNotifier({ name, channel: "email", send: send(side) }),
      taken: async () => side.taken,
      become: async (manner: Manner) => void (side.manner = manner),
    }
  }
  const capabilities = { identified: true, disturbed: true }
  const { rules } = await runSuite(notifierSuite, { name, make, capabilities })
  return rules.filter(({ outcome }) => outcome !== "passed").map(({ id }) => id.slice(9))
}

let places = 0
const delivered = ["taken", "apart", "unruled", "again", "identified"]
const afterRefusal = ["refused.notNow", "refused.never", "refused.away"]

const heldUp = () =>
  Effect.uninterruptible(Effect.as(Effect.sleep(lettingGoMillis + 300), { detail: "late" }))

describe("a notifier that", () => {
  it("keeps every rule is whole", async () => {
    expect(await brokenBy(wholly)).toEqual([])
  })

  it.each<[string, SendBy, ReadonlyArray<string>]>([
    ["P6 says taken and drops", taking(() => []), [...delivered, ...afterRefusal]],
    [
      "P6 says taken and drops what it has sent before",
      taking((one, { taken }) => (taken.some(({ id }) => id === one.id) ? [] : [one])),
      ["identified"],
    ],
    [
      "P6 gives a repeat another id",
      taking((one) => [{ ...one, id: `${(places += 1)}` }]),
      ["identified"],
    ],
    ["P6 gives no id", taking((one) => [{ ...one, id: undefined }]), ["identified"]],
    ["P6 sends twice", taking((one) => [one, one]), [...delivered, ...afterRefusal]],
    [
      "P12 sends the last one's words to everybody",
      taking((one, { taken }) => {
        const words = taken[0]?.words ?? one.words
        return [{ ...one, words }]
      }),
      ["apart"],
    ],
    [
      "H26 lets a subject name readers",
      taking((one) => [
        one,
        ...[...one.words.matchAll(/^Bcc: (.+)$/gm)].map(([, to = ""]) => ({ ...one, to })),
      ]),
      ["unruled"],
    ],
    [
      "H26 loses letters that are not ASCII",
      taking((one) => [{ ...one, words: one.words.replaceAll(/[^\0-\x7f]/g, "?") }]),
      ["unruled"],
    ],
    [
      "P12 parks what was refused for now",
      refusing(({ detail }) => new NotifyError({ reason: "permanent", detail })),
      ["refused.notNow", "refused.away"],
    ],
    [
      "P12 asks for ever where it is refused for good",
      refusing(({ detail }) => new NotifyError({ reason: "temporary", detail })),
      ["refused.never"],
    ],
    [
      "P12 gives no reason",
      refusing(({ reason }) => new NotifyError({ reason, detail: "" })),
      afterRefusal,
    ],
    [
      "P12 says refused and has sent",
      refusing((error, { taken }, notification) => {
        taken.push(arrival(notification))
        return error
      }),
      afterRefusal,
    ],
  ])("%s is found", async (_, send, rules) => {
    expect(await brokenBy(send)).toEqual(rules)
  })

  it("P19 holds up a desk that stops, and is called nothing, is found", async () => {
    const layer = Layer.succeed(Notifier.Notifier, { send: heldUp })
    const adapter = { name: " ", channel: "email", layer }
    const make = () => ({ adapter, taken: async () => [], become: async () => {} })
    const subject = { name: "late", make, capabilities: { disturbed: true } }
    const only = ["notifier.named", "notifier.letsGo"]
    const { rules } = await runSuite(notifierSuite, subject, { only })
    expect(rules.map(({ outcome }) => outcome)).toEqual(["failed", "failed"])
  })
})
