// Checks of a value from outside; each says everything that is wrong. Not Schema: its messages show
// what they got, and here that may be a password.
import { Problem } from "@upkeep/core"
import { Predicate } from "effect"

/** Problems of a value at a path. */
export type Check = (value: unknown, path: string) => ReadonlyArray<Problem.Problem>

/** A value for which `holds`. */
export const that =
  (holds: (value: unknown) => boolean, expected: string, code = "invalid-value"): Check =>
  (value, path) => {
    if (holds(value)) return []
    const missing = value === undefined
    return [Problem.make({ code: missing ? "missing-field" : code, path, got: value, expected })]
  }

/** The same, without ever showing the value. */
export const secret =
  (check: Check): Check =>
  (value, path) =>
    check(value, path).map(({ code, expected }) =>
      Problem.make({ code, path, got: value === undefined ? undefined : hidden, expected }),
    )

/** Stands for a secret in a message. */
export const hidden = "(not shown)"

/** The check, where there is a value. */
export const optional =
  (check: Check): Check =>
  (value, path) =>
    value === undefined ? [] : check(value, path)

/** An object with these fields and no others. */
export const record =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    if (!Predicate.isObject(value)) return that(() => false, "an object", "wrong-type")(value, path)
    const at = (key: string) => (path === "" ? key : `${path}.${key}`)
    const unknown = Object.keys(value).filter((key) => !Object.hasOwn(fields, key))
    return [
      ...unknown.map((key) => Problem.make({ ...unknownField(fields), path: at(key) })),
      ...Object.entries(fields).flatMap(([key, check]) => check(value[key], at(key))),
    ]
  }

const unknownField = (fields: Readonly<Record<string, Check>>) => ({
  code: "unknown-field",
  got: hidden,
  expected: `one of ${Object.keys(fields).join(", ")}`,
})

/** A whole number, both bounds inclusive. */
export const whole = (least: number, most: number): Check =>
  that(
    (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
    `a whole number from ${least} to ${most}`,
  )

/** `true` or `false`. */
export const flag: Check = that(Predicate.isBoolean, "true or false", "wrong-type")

/** One line of text that is not empty. */
export const line: Check = that(
  (value) => typeof value === "string" && /^\P{Cc}+$/u.test(value),
  "one line of text",
)
