// Bodies as the OpenAPI document has them, and the same bodies spoilt.
import * as fc from "fast-check"
import { documentOf, type JsonSchema } from "./document.ts"

/** Makes values of a schema of the document; texts that the desk knows are given by field. */
export const arbitraryOf =
  (made: unknown, known: { readonly [field: string]: ReadonlyArray<unknown> }) =>
  (component: string): fc.Arbitrary<unknown> => {
    const { schemas } = documentOf(made).components
    const of = (schema: JsonSchema, field = ""): fc.Arbitrary<unknown> => {
      const { $ref, anyOf, enum: choices, type, allOf, ...rest } = schema
      if (allOf !== undefined) return of(Object.assign({ ...rest, type }, ...allOf), field)
      if ($ref !== undefined) return of(schemas[$ref.split("/").at(-1) ?? ""] ?? {}, field)
      if (anyOf !== undefined) return fc.oneof(...anyOf.map((each) => of(each, field)))
      if (choices !== undefined) return fc.constantFrom(...choices)
      const made = plain(schema, of)
      const told = known[field]
      return told === undefined ? made : fc.oneof(fc.constantFrom(...told), made)
    }
    return of({ $ref: component })
  }

type Of = (schema: JsonSchema, field?: string) => fc.Arbitrary<unknown>

const plain = (schema: JsonSchema, of: Of): fc.Arbitrary<unknown> => {
  const { type, minimum, minItems = 0, maxItems = 5, items = {} } = schema
  switch (type) {
    case "string":
      return fc.string({ unit: "grapheme", maxLength: Math.min(schema.maxLength ?? 40, 40) })
    case "integer":
      return fc.maxSafeInteger().filter((value) => value >= (minimum ?? -Infinity))
    case "number":
      return fc.oneof(fc.nat(), fc.double())
    case "boolean":
      return fc.boolean()
    case "array":
      return fc.array(of(items), { minLength: minItems, maxLength: Math.min(maxItems, 5) })
    case "object":
      return objectOf(schema, of)
    default:
      return fc.jsonValue()
  }
}

const objectOf = ({ properties = {}, required = [] }: JsonSchema, of: Of) =>
  fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, of(each, name)])),
    { requiredKeys: [...required] },
  )

const nested = (levels: number): unknown => {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

/** What no field hopes for. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -0,
    -1,
    1.5,
    1e308,
    5e-324,
    Number.MAX_SAFE_INTEGER,
    -Number.MAX_SAFE_INTEGER,
    7_289_654_400_000,
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\u202e",
    "\u200b",
    "__proto__",
    "constructor",
    "\r\nX: y",
    [],
    {},
  ),
  fc.constantFrom(1, 5, 31, 32, 40, 300).map(nested),
  fc.constantFrom(320, 321, 998, 999, 5_000, 200_001).map((length) => "я".repeat(length)),
  fc.constantFrom(16, 17, 500).map((marks) => `e${"\u0301".repeat(marks)}`),
  fc.constantFrom(51, 1_000).map((length) => Array.from({ length }, () => 7)),
  fc
    .constantFrom("__proto__", "constructor", "prototype", "toString")
    .map((name): unknown => JSON.parse(`{"${name}":{"polluted":true}}`)),
  fc.jsonValue(),
)

const names = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "type", "text", "tenantId", "effectiveAt", "\u0000"),
  fc.string({ maxLength: 5 }),
)

/** One way of spoiling a value: `at` counts the places in it. */
interface Step {
  readonly kind: "drop" | "rename" | "replace" | "add"
  readonly at: number
  readonly name: string
  readonly value: unknown
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("drop", "rename", "replace", "add"),
  at: fc.nat(1_000),
  name: names,
  value: odd,
})

interface Place {
  readonly holder: object
  readonly key: string
}

const placesIn = (value: unknown): ReadonlyArray<Place> => {
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => [{ holder: value, key }, ...placesIn(each)])
}

const put = (holder: object, key: string, value: unknown): void => {
  // Assigning would set the prototype.
  Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

const spoilt = (whole: unknown, { kind, at, name, value }: Step): unknown => {
  const places = placesIn(whole)
  const place = places[at % Math.max(1, places.length)]
  if (place === undefined) return value
  const { holder, key } = place
  const old: unknown = Reflect.get(holder, key)
  if (kind === "add") put(holder, name, value)
  if (kind === "replace") put(holder, key, value)
  if (kind === "drop" || kind === "rename") Reflect.deleteProperty(holder, key)
  if (kind === "rename") put(holder, name, old)
  return whole
}

/** One way of spoiling bytes. */
type Spoil = (bytes: Buffer) => Buffer

const flipped =
  (flips: ReadonlyArray<readonly [number, number]>): Spoil =>
  (bytes) => {
    const copy = Buffer.from(bytes)
    for (const [at, bits] of flips)
      if (copy.length > 0) copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ bits
    return copy
  }

const rewritten =
  (from: RegExp, to: string): Spoil =>
  (bytes) =>
    Buffer.from(bytes.toString().replace(from, () => to))

const spoils: fc.Arbitrary<Spoil> = fc.oneof(
  fc
    .array(fc.tuple(fc.nat(100_000), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 5,
    })
    .map(flipped),
  fc.nat(1_000).map(
    (at): Spoil =>
      (bytes) =>
        bytes.subarray(0, at % (bytes.length + 1)),
  ),
  fc.constantFrom<BufferEncoding>("utf16le", "latin1", "base64", "hex").map(
    (encoding): Spoil =>
      (bytes) =>
        Buffer.from(bytes.toString(), encoding),
  ),
  fc.constantFrom<Spoil>(
    (bytes) => Buffer.concat([Buffer.from("\ufeff"), bytes]),
    (bytes) => Buffer.concat([bytes, bytes]),
    (bytes) => Buffer.concat([bytes, Buffer.from("\u0000")]),
    (bytes) => Buffer.concat([Buffer.from("[".repeat(2_000)), bytes]),
    (bytes) => Buffer.from(JSON.stringify(bytes.toString())),
    rewritten(/^\{/, '{"text":"twice","text":"twice",'),
    rewritten(/^\{/, String.raw`{"\u0074ype":"note",`),
    rewritten(/^\{/, '{"__proto__":{"polluted":true},'),
    rewritten(/\d+/, "1e400"),
    rewritten(/\d+/, "9007199254740993"),
    rewritten(/\d+/, "-0"),
    rewritten(/\d+/, "NaN"),
    rewritten(/"/, "'"),
    rewritten(/"(?=[,}])/, String.raw`\ud800"`),
    rewritten(/,/, ",,"),
    rewritten(/\}$/, "} // why"),
  ),
)

/** A body as bytes: a value of the document, spoilt in up to three places, and then as bytes. */
export const mutated = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer<ArrayBuffer>> =>
  fc
    .record({
      value,
      steps: fc.array(step, { maxLength: 3 }),
      spoil: fc.oneof(
        { arbitrary: fc.constant(undefined), weight: 3 },
        { arbitrary: spoils, weight: 1 },
      ),
    })
    .map(({ value, steps, spoil }) => {
      const changed = steps.reduce(spoilt, structuredClone(value))
      const bytes = Buffer.from(JSON.stringify(changed) ?? "")
      return Buffer.from(spoil === undefined ? bytes : spoil(bytes))
    })
