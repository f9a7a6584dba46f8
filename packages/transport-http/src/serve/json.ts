// Bytes to a value: what JSON.parse takes in silence (a key twice) or not at all (deep nesting) is
// told by its place.
import { Problem } from "@upkeep/core"
import { visit } from "jsonc-parser"
import { HttpProblem } from "./HttpProblem.ts"

/** Reads a JSON document of at most `depth` levels (H01, H02, H12, H13, H25). */
export const jsonOf = (bytes: Uint8Array, depth: number): unknown => {
  const text = textOf(bytes)
  scan(text, depth)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw malformed("JSON", text.length, cause)
  }
}

const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch (cause) {
    throw malformed("UTF-8", 0, cause)
  }
}

const scan = (text: string, depth: number): void => {
  const keys: Array<Set<string> | undefined> = []
  const enter = (names: Set<string> | undefined) => {
    keys.push(names)
    if (keys.length > depth) throw tooDeep(depth)
  }
  const leave = () => void keys.pop()
  const byteAt = (offset: number) => Buffer.byteLength(text.slice(0, offset))
  visit(
    text,
    {
      onObjectBegin: () => enter(new Set()),
      onArrayBegin: () => enter(undefined),
      onObjectEnd: leave,
      onArrayEnd: leave,
      onObjectProperty: (name, offset, _length, _line, _character, path) => {
        const names = keys.at(-1)
        if (names?.has(name) === true) throw duplicateKey([...path(), name], byteAt(offset))
        names?.add(name)
      },
      onError: (_code, offset) => {
        throw malformed("JSON", byteAt(offset))
      },
    },
    { disallowComments: true, allowTrailingComma: false },
  )
}

const malformed = (what: string, offset: number, cause?: unknown) =>
  new HttpProblem("malformed-json", {
    detail: `got a body that is no ${what} from byte ${offset} on, expected one JSON document in UTF-8`,
    cause,
  })

const tooDeep = (depth: number) =>
  new HttpProblem("too-deep", {
    detail: `got JSON nested deeper than ${depth} levels, expected at most that`,
  })

const duplicateKey = (path: ReadonlyArray<string | number>, offset: number) => {
  const expected = "each key once"
  const found = { code: "duplicate-key", path: Problem.pathOf(path), got: path.at(-1), expected }
  return new HttpProblem("duplicate-key", {
    detail: `got a key twice, at byte ${offset}, expected each key of an object once`,
    problems: [Problem.make(found)],
  })
}
