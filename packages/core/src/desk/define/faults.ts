// What somebody defined: looked at by name and by shape, and every mistake said at once.
import { Predicate } from "effect"
import * as Problem from "../../problem/Problem.ts"

/** A field: what it must be, and whether it may be left out. */
export interface Field {
  readonly expected: string
  readonly holds: (value: unknown) => boolean
  readonly optional?: true
}

/** A name that messages show. */
export const name: Field = {
  expected: "a name that is not empty",
  holds: (value) => typeof value === "string" && value !== "",
}

/** A function that answers by a promise, which nobody can see from outside. */
export const asyncFunction: Field = {
  expected: "an async function",
  holds: (value) => typeof value === "function",
}

/** The same, where nothing is needed. */
export const optionalFunction: Field = { ...asyncFunction, optional: true }

/** Flags of these names, each true or false, where there are any. */
export const flags = (names: ReadonlyArray<string>): Field => ({
  expected: `true or false for any of ${names.join(", ")}`,
  holds: (value) =>
    Predicate.isObject(value) &&
    Object.entries(value).every(
      ([flag, set]) => names.includes(flag) && (typeof set === "boolean" || set === undefined),
    ),
  optional: true,
})

export type Fields = { readonly [name: string]: Field }

/** A definition has these fields and no others: one more may be a misspelt one. */
export const definitionFaults = (
  definition: unknown,
  fields: Fields,
): ReadonlyArray<Problem.Problem> => {
  const names = Object.keys(Predicate.isObject(definition) ? definition : {})
  const unknown = names.filter((each) => !Object.hasOwn(fields, each))
  const expected = `one of ${Object.keys(fields).join(", ")}`
  return [
    ...unknown.map((got) =>
      Problem.make({ code: "unknown-field", path: Problem.pathOf([got]), got, expected }),
    ),
    ...fieldFaults(definition, fields),
  ]
}

/** A value has these fields; it may have others, as an object of the author's own class does. */
export const fieldFaults = (
  value: unknown,
  fields: Fields,
  path: ReadonlyArray<string> = [],
): ReadonlyArray<Problem.Problem> => {
  const owner = Problem.pathOf(path)
  if (!Predicate.isObject(value)) return [fault(value, owner, "an object")]
  return Object.entries(fields).flatMap(([field, { expected, holds, optional }]) => {
    const got = value[field]
    if (holds(got) || (optional === true && got === undefined)) return []
    return [fault(got, Problem.pathOf([...path, field]), expected)]
  })
}

const fault = (got: unknown, path: string, expected: string): Problem.Problem =>
  Problem.make({ code: codeOf(got), path, got, expected })

const codeOf = (got: unknown): string => {
  if (got === undefined) return "missing-field"
  return got === "" ? "empty" : "wrong-type"
}

/** All problems on one line, for the `detail` of a port's error. */
export const inOneLine = (problems: ReadonlyArray<Problem.Problem>): string =>
  problems.map(({ message }) => message).join("; ")
