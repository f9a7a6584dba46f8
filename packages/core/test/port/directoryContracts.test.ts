// Which contract covers a request, or why none does.
import type { Contract } from "@upkeep/core"
import { Contracts } from "@upkeep/core/effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"

const contract = (over: Partial<Contract>): Contract => ({
  id: "k",
  version: "1",
  validFrom: 10,
  validTo: 20,
  targets: {},
  ...over,
})

const request = { at: 15, channel: "email", requestType: "incident" }

/** The version of the contract, or why there is none. */
const found = (contracts: ReadonlyArray<Contract>, over: Partial<Contracts.Covered> = {}) => {
  const answer = Contracts.contractFor(contracts, { ...request, ...over })
  return "contract" in answer ? answer.contract.version : answer.why
}

describe("M-01 the contract of a request", () => {
  it("is in force from its first instant on, and not at its last", () => {
    const at = [9, 10, 19, 20].map((at) => found([contract({})], { at }))
    expect(at).toEqual(["not-yet", "1", "1", "over"])
  })

  it("without an end is in force for ever", () => {
    expect(found([contract({ validTo: null })], { at: Date.UTC(2200, 0, 1) })).toBe("1")
  })

  it("C25 in a gap is none: the next one is to come; after the last all are over", () => {
    const both = [contract({}), contract({ version: "2", validFrom: 30, validTo: 40 })]
    const at = [5, 15, 20, 29, 30, 40].map((at) => found(both, { at }))
    expect(at).toEqual(["not-yet", "1", "not-yet", "not-yet", "2", "over"])
    expect(found([], {})).toBe("none")
  })

  it("covers its channels and its request types, all of them where it names none", () => {
    const mail = contract({ channels: ["email"], requestTypes: ["incident"] })
    const phone = contract({ version: "2", channels: ["phone"] })
    const asked = (channel: string, requestType: string) =>
      found([mail, phone], { channel, requestType })
    expect(asked("email", "incident")).toBe("1")
    expect(asked("phone", "anything")).toBe("2")
    expect(asked("web", "incident")).toBe("channel")
    expect(asked("email", "development")).toBe("request-type")
  })

  it("that covers the channel alone is told of before those that do not", () => {
    const two = [contract({ channels: ["phone"] }), contract({ requestTypes: ["problem"] })]
    expect(found(two)).toBe("request-type")
    expect(found(two.toReversed())).toBe("request-type")
  })

  it("that is over says nothing of what it covered", () => {
    expect(found([contract({ channels: ["phone"] })], { at: 20 })).toBe("over")
  })
})

const ids = fc.option(fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1 }), {
  nil: undefined,
})
const anyContract = fc
  .record({
    from: fc.integer({ min: 0, max: 6 }),
    length: fc.option(fc.integer({ min: 1, max: 6 })),
    channels: ids,
    requestTypes: ids,
  })
  .map(({ from, length, channels, requestTypes }) =>
    contract({
      validFrom: from,
      validTo: length === null ? null : from + length,
      ...(channels && { channels }),
      ...(requestTypes && { requestTypes }),
    }),
  )

const letters = ["a", "b", "c"]
const requests = Array.from({ length: 14 }, (_, at) =>
  letters.flatMap((channel) => letters.map((requestType) => ({ at, channel, requestType }))),
).flat()

const covers = (contracts: ReadonlyArray<Contract>, asked: Contracts.Covered): boolean =>
  "contract" in Contracts.contractFor(contracts, asked)

describe("C25 two contracts", () => {
  it("meet where, and only where, there is a request that both cover", () => {
    fc.assert(
      fc.property(anyContract, anyContract, (a, b) => {
        const shared = requests.some((asked) => covers([a], asked) && covers([b], asked))
        expect(Contracts.doMeet(a, b)).toBe(shared)
        expect(Contracts.doMeet(b, a)).toBe(shared)
      }),
      { numRuns: 500 },
    )
  })

  it("that do not meet are found in whatever order they are listed", () => {
    const apart = fc
      .array(anyContract, { maxLength: 6 })
      .map((all) =>
        all.filter((each, index) =>
          all.slice(0, index).every((other) => !Contracts.doMeet(other, each)),
        ),
      )
    fc.assert(
      fc.property(apart, (contracts) => {
        for (const asked of requests)
          expect(Contracts.contractFor(contracts.toReversed(), asked)).toEqual(
            Contracts.contractFor(contracts, asked),
          )
      }),
    )
  })
})
