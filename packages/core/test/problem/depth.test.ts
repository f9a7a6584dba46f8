// No document goes deeper than stores, messages and fingerprints can follow (H12).
import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import * as Decode from "../../src/problem/Decode.ts"

const deep = (levels: number): unknown =>
  Array.from({ length: levels }).reduce<unknown>((inner) => ({ inner }), "end")

const decode = Decode.strict(Schema.Struct({ name: Schema.String, rest: Schema.Unknown }))

const toldOf = (rest: unknown) => {
  const decoded = decode({ name: "a", rest })
  return decoded._tag === "Success" ? [] : decoded.failure.map(({ message }) => message)
}

describe("a document", () => {
  it("H12 has 64 levels, and no 65th, whatever its schema lets through", () => {
    const told = "too-deep: got an object, expected at most 64 levels of objects and lists, at rest"
    expect(toldOf(deep(63))).toEqual([])
    expect(toldOf(deep(64))).toEqual([told])
    expect(toldOf(deep(200_000))).toEqual([told])
  })

  it("that holds itself has no end", () => {
    const circle: { self?: unknown } = {}
    circle.self = circle
    expect(toldOf(circle)).toHaveLength(1)
  })

  it("in which everything stands twice costs no more than it is large", () => {
    const twice = Array.from({ length: 60 }).reduce<unknown>((inner) => [inner, inner], "end")
    expect(toldOf(twice)).toEqual([])
  })

  it("may hold bytes, which are no levels", () => {
    expect(toldOf(new Uint8Array(1_000_000))).toEqual([])
  })
})
