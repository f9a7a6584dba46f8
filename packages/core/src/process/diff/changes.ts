// What differs between two profiles as data, entry by entry: lists whose entries have ids are
// compared by them, others as sets.
import { Predicate } from "effect"

/** One thing that differs. */
export type Change =
  | {
      readonly kind: "gained" | "lost"
      /** From the root of the profile: keys, and the ids of entries. */
      readonly path: ReadonlyArray<string>
      readonly value: unknown
    }
  | {
      readonly kind: "changed"
      readonly path: ReadonlyArray<string>
      readonly before: unknown
      readonly after: unknown
    }

type Path = ReadonlyArray<string>
type Changes = ReadonlyArray<Change>

/** What became of a value; nothing where it is the same. */
export const changesOf = (before: unknown, after: unknown, path: Path = []): Changes => {
  const [were, are] = [listOf(before), listOf(after)]
  if (were !== undefined && are !== undefined) return changesInList(were, are, path)
  if (before === undefined) return [{ kind: "gained", path, value: after }]
  if (after === undefined) return [{ kind: "lost", path, value: before }]
  if (Predicate.isObject(before) && Predicate.isObject(after))
    return changesInObject(before, after, path)
  return before === after ? [] : [{ kind: "changed", path, before, after }]
}

// A list that is not there is as good as an empty one.
const listOf = (value: unknown): ReadonlyArray<unknown> | undefined => {
  if (value === undefined) return []
  return Array.isArray(value) ? value : undefined
}

interface Values {
  readonly [name: string]: unknown
}

const changesInObject = (before: Values, after: Values, path: Path): Changes =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
    changesOf(ownOf(before, name), ownOf(after, name), [...path, name]),
  )

const ownOf = (values: Values, name: string): unknown =>
  Object.hasOwn(values, name) ? values[name] : undefined

const changesInList = (
  before: ReadonlyArray<unknown>,
  after: ReadonlyArray<unknown>,
  path: Path,
): Changes => {
  const [were, are] = [keyed(before), keyed(after)]
  const keys = [...new Set([...were.keys(), ...are.keys()])]
  const hasIds = [...before, ...after].every((entry) => idOf(entry) !== undefined)
  const inside = keys.flatMap((key) =>
    changesOf(were.get(key), are.get(key), hasIds ? [...path, key] : path),
  )
  return [...inside, ...reordered(were, are, path)]
}

// By the id of each entry, else by all that it says.
const keyed = (entries: ReadonlyArray<unknown>): ReadonlyMap<string, unknown> =>
  new Map(entries.map((entry) => [idOf(entry) ?? spelled(entry), entry]))

const idOf = (entry: unknown): string | undefined => {
  const id = Predicate.isObject(entry) ? ownOf(entry, "id") : undefined
  return typeof id === "string" ? id : undefined
}

// One spelling for one value, whatever the order of its fields.
const spelled = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    Predicate.isObject(inner) && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

const reordered = (
  were: ReadonlyMap<string, unknown>,
  are: ReadonlyMap<string, unknown>,
  path: Path,
): Changes => {
  const before = [...were.keys()].filter((key) => are.has(key))
  const after = [...are.keys()].filter((key) => were.has(key))
  return before.join("\0") === after.join("\0") ? [] : [{ kind: "changed", path, before, after }]
}
