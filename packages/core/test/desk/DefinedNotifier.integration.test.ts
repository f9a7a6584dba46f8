// A notifier of async functions: what it answers and throws, and when it is opened and closed.
import {
  createDesk,
  defineNotifier,
  InvalidInput,
  type NotifierFunctions,
  NotifyError,
} from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { openDesk, refusal, register } from "./setUp.ts"

const named = { name: "pigeon", channel: "email" }

const problemsOf = (definition: unknown): ReadonlyArray<string> => {
  try {
    // @ts-expect-error: a host without types may hand over anything.
    defineNotifier(definition)
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems.map(({ message }) => message)
    throw error
  }
  return []
}

const taken = async () => ({ detail: "taken" })

const started = (cause: unknown) => {
  const open = async (): Promise<never> => {
    throw cause
  }
  return refusal(createDesk({ notify: [defineNotifier({ ...named, open })] }))
}

/** How the first letter of a ticket stands after the notifier was asked once. */
const sentBy = async (send: NotifierFunctions["send"]) => {
  await using opened = await openDesk({ notify: [defineNotifier({ ...named, send })] })
  const { ticketId } = await register(opened.desk)
  await opened.desk.work()
  const [delivery] = (await opened.desk.show(ticketId)).deliveries
  return delivery
}

describe("a definition", () => {
  it.each<[string, unknown, ReadonlyArray<string>]>([
    ["nothing", undefined, ["missing-field: got nothing, expected an object"]],
    [
      "no functions",
      { name: "", channel: 7, sned: taken },
      [
        'unknown-field: got "sned", expected one of name, channel, send, close, at sned',
        'empty: got "", expected a name that is not empty, at name',
        "wrong-type: got 7, expected a name that is not empty, at channel",
        "missing-field: got nothing, expected an async function, at send",
      ],
    ],
    [
      "both forms at once",
      { ...named, open: async () => ({ send: taken }), send: taken },
      ['unknown-field: got "send", expected one of name, channel, open, at send'],
    ],
    [
      "an odd close",
      { ...named, send: taken, close: true },
      ["wrong-type: got true, expected an async function, at close"],
    ],
  ])("of %s is refused at once, all mistakes named", (_, definition, expected) => {
    expect(problemsOf(definition)).toEqual(expected)
  })

  it("has the name and the channel that it says", () => {
    const { name, channel } = defineNotifier({ ...named, send: taken })
    expect({ name, channel }).toEqual(named)
  })
})

describe("sending", () => {
  it("is accepted with the detail that was answered", async () => {
    expect(await sentBy(async ({ id }) => ({ detail: `flew with ${id.slice(-3)}` }))).toMatchObject(
      {
        status: "delivered",
        reason: "flew with 2.0",
      },
    )
  })

  it.each<[string, unknown, string, string]>([
    ["an error", new Error("wind"), "pending", "Error: wind"],
    ["no error", "wind", "pending", '"wind"'],
    [
      "a temporary NotifyError",
      new NotifyError({ reason: "temporary", detail: "rain" }),
      "pending",
      "rain",
    ],
    [
      "a permanent NotifyError",
      new NotifyError({ reason: "permanent", detail: "no such roof" }),
      "parked",
      "no such roof",
    ],
  ])("that throws %s (%s) leaves the letter %s", async (_, thrown, status, reason) => {
    const send = async (): Promise<never> => {
      throw thrown
    }
    expect(await sentBy(send)).toMatchObject({ status, reason, attempts: 1 })
  })

  it("that throws before any promise is made is tried again as well", async () => {
    const delivery = await sentBy(() => {
      throw new Error("wind")
    })
    expect(delivery).toMatchObject({ status: "pending", reason: "Error: wind" })
  })

  it.each([[undefined], [null], ["ok"], [{}], [{ detail: 7 }]])(
    "that answers %j is parked: the channel may have taken it, and nobody gets it twice",
    async (answer: unknown) => {
      const send = async () => answer
      // @ts-expect-error: a host without types may answer anything.
      const delivery = await sentBy(send)
      expect(delivery).toMatchObject({
        status: "parked",
        reason: expect.stringMatching(/^invalid-answer: send of pigeon answered /),
      })
    },
  )

  it("P19 hears by its signal that the desk stops", async () => {
    const heard: Array<string> = []
    const begun = Promise.withResolvers<void>()
    const notifier = defineNotifier({
      ...named,
      send: (_, { signal }) =>
        new Promise((_, reject) => {
          begun.resolve()
          signal.addEventListener("abort", () => {
            heard.push("stop")
            reject(signal.reason)
          })
        }),
      close: async () => void heard.push("close"),
    })
    const desk = await createDesk({ notify: [notifier] })
    await register(desk)
    await begun.promise
    expect(heard).toEqual([])
    await desk[Symbol.asyncDispose]()
    expect(heard).toEqual(["stop", "close"])
  })
})

describe("opening", () => {
  it("happens when a desk starts, closing when it has stopped, each once", async () => {
    const said: Array<string> = []
    const notifier = defineNotifier({
      ...named,
      open: async () => {
        said.push("open")
        return {
          send: async () => ({ detail: said.push("send").toString() }),
          close: async () => void said.push("close"),
        }
      },
    })
    expect(said).toEqual([])
    {
      await using opened = await openDesk({ notify: [notifier] })
      expect(said).toEqual(["open"])
      await register(opened.desk)
      await register(opened.desk)
      await opened.desk.work()
    }
    expect(said).toEqual(["open", "send", "send", "close"])
  })

  it("that throws keeps the desk from starting, with a NotifyError", async () => {
    const no = new NotifyError({ reason: "permanent", detail: "wrong password" })
    expect(await started(no)).toBe(no)
    const odd = new Error("no line")
    expect(await started(odd)).toMatchObject({
      _tag: "NotifyError",
      reason: "temporary",
      detail: "Error: no line",
      cause: odd,
    })
  })

  it("that returns no whole notifier keeps the desk from starting, and what was opened is closed", async () => {
    let closed = 0
    const open = async () => ({ sent: taken, close: async () => void (closed += 1) })
    // @ts-expect-error: a host without types may answer anything.
    const notifier = defineNotifier({ ...named, open })
    expect(await refusal(createDesk({ notify: [notifier] }))).toMatchObject({
      _tag: "NotifyError",
      reason: "permanent",
      detail:
        "pigeon: open returned no whole notifier: " +
        "missing-field: got nothing, expected an async function, at send",
    })
    expect(closed).toBe(1)
  })
})
