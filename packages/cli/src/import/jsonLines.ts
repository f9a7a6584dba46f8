// JSON lines: each line is a row.
import { type Raw, rowCharactersAtMost, type Splitter, tooLong } from "../rows.ts"

/** Cuts a text into its lines. */
export const jsonLines = (): Splitter<string> => {
  let rest = ""
  let line = 1

  const ended = (text: string): ReadonlyArray<Raw<string>> => {
    const at = line++
    if (text.length > rowCharactersAtMost) return [{ line: at, content: "", problem: tooLong }]
    return text.trim() === "" ? [] : [{ line: at, content: text }]
  }
  const take = (text: string) => {
    // Of a line that is too long no more is kept than says so.
    if (rest.length <= rowCharactersAtMost) rest += text
  }

  const push = (text: string): ReadonlyArray<Raw<string>> => {
    const [first = "", ...others] = text.split("\n")
    take(first)
    return others.flatMap((next) => {
      const rows = ended(rest)
      rest = ""
      take(next)
      return rows
    })
  }
  return { push, end: () => ended(rest) }
}
