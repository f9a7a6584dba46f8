// What a fixture has to be, asked before a rule uses it: what is wrong with it is told as such.
import { shown } from "./difference.ts"
import { Unmet } from "./expect.ts"

const kinds = {
  text: { is: (value: unknown) => typeof value === "string", words: "text" },
  list: { is: (value: unknown) => Array.isArray(value), words: "a list" },
  function: { is: (value: unknown) => typeof value === "function", words: "a function" },
  object: { is: isObject, words: "an object" },
} as const

/** The fields that something has, each with what it is. */
export interface Shape {
  readonly [field: string]: keyof typeof kinds
}

/** What every adapter of a port has. */
export const adapterShape = { layer: "object" } as const satisfies Shape

/** Expects an object with these fields; throws `Unmet` that says which one lacks, and where. */
export const expectShape = (got: unknown, where: string, shape: Shape): void => {
  if (!isObject(got)) return refuse(got, `an object with ${Object.keys(shape).join(", ")}`, where)
  for (const [field, kind] of Object.entries(shape)) {
    const value: unknown = Reflect.get(got, field)
    const { is, words } = kinds[kind]
    if (!is(value)) refuse(value, words, `${field} of ${where}`)
  }
}

/** Expects a list of objects with these fields. */
export const expectShapes = (got: unknown, where: string, shape: Shape): void => {
  if (!Array.isArray(got)) return refuse(got, "a list", where)
  for (const [place, each] of got.entries()) expectShape(each, `${where}[${place}]`, shape)
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null
}

const refuse = (got: unknown, expected: string, where: string): void => {
  throw new Unmet(`got ${shown(got)}, expected ${expected}, at ${where}`)
}
