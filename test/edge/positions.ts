// Every place in an input at which a text or a number stands, and another value put there.

/** A place: the fields and indices that lead to it. */
export type Place = ReadonlyArray<string | number>

/** The places of all texts, or of all numbers, of a value. */
export const placesOf = (value: unknown, kind: "string" | "number"): ReadonlyArray<Place> => {
  if (typeof value === kind) return [[]]
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([field, inner]) =>
    placesOf(inner, kind).map((rest) => [Array.isArray(value) ? Number(field) : field, ...rest]),
  )
}

/** The same, with another value at a place. */
export const putAt = (value: unknown, place: Place, junk: unknown): unknown => {
  const [field, ...rest] = place
  if (field === undefined) return junk
  if (Array.isArray(value))
    return value.map((inner: unknown, index) =>
      index === field ? putAt(inner, rest, junk) : inner,
    )
  if (typeof value !== "object" || value === null) return value
  return { ...value, [field]: putAt(Reflect.get(value, field), rest, junk) }
}
