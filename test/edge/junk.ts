// What nobody should send, and some do.
import { fc } from "@upkeep/testing"

/** Texts that no store may see. */
export const refusedTexts = ["a\0b", "a\udc00b"]

const circle: { self?: unknown } = {}
circle.self = circle

const deep = (levels: number): unknown =>
  Array.from({ length: levels }).reduce((inner) => ({ inner }), {})

const hardTexts = [
  "",
  " ",
  "\u200b",
  "a\nb",
  "a\r\nBcc: x@example.com",
  "\ufeff",
  "e" + "\u0301".repeat(17),
  "cafe\u0301",
  "🛠".repeat(160),
  "€".repeat(320),
  "я".repeat(320),
  "x".repeat(321),
  "x".repeat(1_000),
  "x".repeat(200_001),
  "__proto__",
  "constructor",
  "toString",
  "%",
  "_%",
  "'; drop table tickets; --",
  "../../etc/passwd",
  "\u202eexe.txt",
  "\u0001\u001f\u007f",
  "\u2028",
  "\uffff",
  "null",
  "NaN",
  "T-1",
]

const hardNumbers = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  -1,
  0.5,
  2 ** 31,
  2 ** 53,
  1e300,
  Number.MIN_VALUE,
  Date.UTC(2201, 0, 1),
]

const others: ReadonlyArray<unknown> = [
  null,
  undefined,
  true,
  [],
  {},
  [[[[]]]],
  deep(65),
  deep(20_000),
  circle,
  1n,
  new Date(0),
  new Map([["a", 1]]),
  Symbol.iterator,
  () => "called",
]

/** Anything at all, mostly what hurts. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...refusedTexts, "\0", "\ud800", "\udc00\ud800"),
  fc.constantFrom<unknown>(...hardTexts),
  fc.constantFrom<unknown>(...hardNumbers),
  fc.constantFrom<unknown>(...others),
  fc.string({ unit: "binary" }),
  fc.double(),
  fc.jsonValue(),
)
