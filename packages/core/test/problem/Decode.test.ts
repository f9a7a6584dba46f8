// What a schema finds wrong becomes problems: all of them, each with a stable code.
import { Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import * as Decode from "../../src/problem/Decode.ts"

const Shape = Schema.Struct({
  name: Schema.String,
  count: Schema.Int,
  ratio: Schema.optionalKey(Schema.Finite),
  kind: Schema.Literals(["a", "b"]),
  size: Schema.Union([
    Schema.Struct({ metres: Schema.Int }),
    Schema.Struct({ feet: Schema.Int, inches: Schema.Int }),
  ]),
  tags: Schema.Array(Schema.String),
})
const good = { name: "n", count: 1, kind: "a", size: { metres: 1 }, tags: ["t"] }

const saidOf = (over: object) => {
  const decoded = Decode.strict(Shape)({ ...good, ...over })
  return Result.isSuccess(decoded)
    ? []
    : decoded.failure.map(({ code, path, expected }) => `${code} ${path}: ${expected}`)
}

describe("decoding", () => {
  it("takes what is right, and nothing beside it", () => {
    expect(Decode.strict(Shape)(good)).toEqual(Result.succeed(good))
    expect(saidOf({ extra: undefined })).toEqual(["unknown-field extra: no field of this name"])
  })

  it("says all mistakes at once", () => {
    const { name: _name, ...unnamed } = good
    const decoded = Decode.strict(Shape)({
      ...unnamed,
      count: "1",
      kind: "c",
      tags: [1, "t", null],
    })
    const said = Result.isFailure(decoded) ? decoded.failure.map(({ message }) => message) : []
    expect(said).toEqual([
      "missing-field: got nothing, expected a value, at name",
      'wrong-type: got "1", expected a number, at count',
      'unknown-value: got "c", expected one of a, b, at kind',
      "wrong-type: got 1, expected text, at tags[0]",
      "wrong-type: got null, expected text, at tags[2]",
    ])
  })

  it("H18 H19 H20 a number is told from its range, from whole ones and from finite ones", () => {
    expect(saidOf({ count: 1.5 })).toEqual(["not-integer count: a whole number"])
    expect(saidOf({ count: 2 ** 53 })).toEqual([
      "out-of-range count: a number that is kept without rounding",
    ])
    expect(saidOf({ count: Number.NaN, ratio: Number.POSITIVE_INFINITY })).toEqual([
      "not-finite count: a finite number",
      "not-finite ratio: a finite number",
    ])
  })

  it("of several forms it speaks of the one that was meant", () => {
    expect(saidOf({ size: { metres: "1" } })).toEqual(["wrong-type size.metres: a number"])
    expect(saidOf({ size: { feet: 1 } })).toEqual(["missing-field size.inches: a value"])
    expect(saidOf({ size: { feet: 1, inches: 2, miles: 3 } })).toEqual([
      "unknown-field size.miles: no field of this name",
    ])
  })

  it("and names them all where none was", () => {
    const forms = "one of { metres }, { feet, inches }"
    for (const size of ["big", null, 7])
      expect(saidOf({ size })).toEqual([`unknown-value size: ${forms}`])
    expect(saidOf({ size: {} })).toEqual(["missing-field size.metres: a value"])
  })

  it("a list of problems ends at a hundred, and counts the rest", () => {
    const tags = Array.from({ length: 150 }, (_, index) => index)
    const decoded = Decode.strict(Shape)({ ...good, tags })
    const said = Result.isFailure(decoded) ? decoded.failure : []
    expect(said).toHaveLength(Decode.listedProblems + 1)
    expect(said.at(-1)).toMatchObject({ code: "too-many-problems", got: '"50 more"' })
  })
})
