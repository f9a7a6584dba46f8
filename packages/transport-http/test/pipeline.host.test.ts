// What a host gives to the door: options that are none, an actor that hangs or throws, a desk that
// does not answer, a request that was read before.
import { createDesk, type Desk, InvalidInput } from "@upkeep/core"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import { createHttpApi, type HttpApiOptions, type Trouble } from "../src/index.ts"
import { longestTimer } from "../src/HttpLimits.ts"
import { readyMillis } from "../src/serve/health.ts"
import { actorOf, answered, open, request, requestOf, verdict } from "./door.ts"

const never = () => new Promise<never>(() => undefined)

/** A door to a desk of which a test takes something over, and what the host was told. */
const doorOf = async (over: Partial<Desk>, options: Partial<HttpApiOptions> = {}) => {
  const desk = await createDesk({ background: false })
  onTestFinished(() => desk[Symbol.asyncDispose]())
  const troubles: Array<Trouble> = []
  const api = createHttpApi({
    desk: { ...desk, ...over },
    actor: actorOf,
    onTrouble: (trouble) => void troubles.push(trouble),
    ...options,
  })
  const ask = async (...sent: Parameters<typeof requestOf>) =>
    answered(await api.fetch(requestOf(...sent)))
  return { desk, api, ask, troubles }
}

/** Where the mistakes of options lie. */
const pathsOf = (given: unknown): ReadonlyArray<string> => {
  try {
    Reflect.apply(createHttpApi, undefined, [given])
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems.map(({ path }) => path)
    throw error
  }
  return ["accepted"]
}

describe("options", () => {
  it.each([undefined, null, 5, "desk", []])("%j are none", (given) => {
    expect(pathsOf(given)).toEqual([""])
  })

  it.each([null, 5, "no", []])("limits %j are none", async (limits) => {
    const { desk } = await open()
    expect(pathsOf({ desk, actor: actorOf, limits })).toEqual(["limits"])
  })

  it.each(["bodyMillis", "uploadMillis", "requestMillis", "closeMillis"])(
    "%s is no longer than a timer: Node would take a longer one for none",
    async (name) => {
      const { desk } = await open()
      const given = (millis: number) => ({ desk, actor: actorOf, limits: { [name]: millis } })
      expect(pathsOf(given(longestTimer))).toEqual(["accepted"])
      expect(pathsOf(given(longestTimer + 1))).toEqual([`limits.${name}`])
    },
  )
})

const badTenant = { tenant: "\n".repeat(500), kind: "agent", id: "vera" } as const

describe("an actor function", () => {
  it("that hangs gives its room back", async () => {
    const limits = { requestMillis: 20, requestsAtOnce: 1 }
    const { ask } = await doorOf({}, { actor: never, limits })
    expect(verdict(await ask("vera", "GET /v1/tickets"))).toBe("503 timed-out")
    expect(verdict(await ask("vera", "GET /v1/tickets"))).toBe("503 timed-out")
  })

  it.each([
    ["later", (error: Error) => () => Promise.reject(error)],
    [
      "at once",
      (error: Error) => () => {
        throw error
      },
    ],
  ])("that throws %s tells strangers nothing, and the host all", async (_, actor) => {
    const secret = { path: "password", code: "wrong", got: "hunter2", expected: "s3cret" }
    const error = new InvalidInput({ problems: [{ ...secret, message: "hunter2 is not s3cret" }] })
    const { ask, troubles } = await doorOf({}, { actor: actor(error) })
    const answer = await ask("nobody", "GET /v1/tickets")
    expect(verdict(answer)).toBe("500 internal-error")
    expect(answer.text).not.toMatch(/hunter2|s3cret|password/)
    expect(troubles).toEqual([{ requestId: answer.said.requestId, code: "internal-error", error }])
  })

  it("that names a tenant of no good name breaks its contract, and is told", async () => {
    const { ask, troubles } = await doorOf({}, { actor: () => badTenant })
    const answer = await ask("vera", "GET /v1/tickets")
    expect(verdict(answer)).toBe("403 host-contract")
    expect(answer.said.errors).toBeUndefined()
    expect(troubles).toMatchObject([{ code: "host-contract", error: expect.any(InvalidInput) }])
  })
})

describe("a desk that does not answer", () => {
  const limits = { requestMillis: 20 }

  it("for a tenant is given up", async () => {
    const { ask } = await doorOf({ forTenant: never }, { limits })
    expect(verdict(await ask("stranger", "GET /v1/tickets"))).toBe("503 timed-out")
  })

  it("ends the read that nobody waits for, and never a write", async () => {
    const signals: Array<AbortSignal | undefined> = []
    const run: Desk["run"] = (_, options) => {
      signals.push(options?.signal)
      return never()
    }
    const { ask } = await doorOf({ run }, { limits })
    expect(verdict(await ask("vera", "GET /v1/tickets"))).toBe("503 timed-out")
    expect(verdict(await ask("vera", "POST /v1/tickets", { json: request }))).toBe(
      "503 outcome-unknown",
    )
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, undefined])
  })

  it("is not ready within its time; all who ask meanwhile have asked once", async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    let runs = 0
    const run: Desk["run"] = () => {
      runs += 1
      return never()
    }
    const { ask } = await doorOf({ run })
    const answers = Promise.all([1, 2, 3].map(() => ask("nobody", "GET /health/ready")))
    await vi.advanceTimersByTimeAsync(readyMillis)
    expect((await answers).map(verdict)).toEqual(Array(3).fill("503 not-ready"))
    expect(runs).toBe(1)
  })

  it("is ready again once it answers", async () => {
    let isBusy = true
    const { desk } = await open()
    const run: Desk["run"] = (effect) =>
      isBusy ? Promise.reject(new Error("busy")) : desk.run(effect)
    const { ask } = await doorOf({ run })
    expect(verdict(await ask("nobody", "GET /health/ready"))).toBe("503 not-ready")
    isBusy = false
    expect(verdict(await ask("nobody", "GET /health/ready"))).toBe("200")
  })
})

describe("a fetch request", () => {
  it.each([
    ["was read", (asked: Request) => asked.text()],
    ["is being read", async (asked: Request) => void asked.body?.getReader()],
  ])("whose body %s is told as one of Node's is", async (_, read) => {
    const { api } = await doorOf({})
    const asked = requestOf("vera", "POST /v1/tickets", { json: request })
    await read(asked)
    expect(verdict(await answered(await api.fetch(asked)))).toBe("500 body-already-read")
  })

  it.each(["POST /v1/tickets", "POST /v1/attachments"])(
    "%s whose body breaks off is its sender's trouble",
    async (route) => {
      const { ask, troubles } = await doorOf({})
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => controller.error(new Error("ECONNRESET")),
      })
      const headers = { "content-type": "application/json" }
      const answer = await ask("vera", route, { body, headers })
      expect(verdict(answer)).toBe("400 body-broken-off")
      expect(answer.text).not.toContain("ECONNRESET")
      expect(troubles).toEqual([])
    },
  )
})
