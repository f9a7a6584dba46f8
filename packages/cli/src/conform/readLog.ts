// The rows of a log of either form, in constant memory. Which form it is, its first character says.
import { rowCharactersAtMost } from "../rows.ts"
import { csvRows } from "./csvLog.ts"
import { LogError, problemAt } from "./LogError.ts"
import type { Places, Read } from "./row.ts"
import { textsOf } from "./source.ts"
import { xesRows } from "./xesLog.ts"

/** Where a map says that a log says what, by the log's form. */
export interface Forms {
  readonly columns?: Places
  readonly attributes?: Places
}

/** Reads the rows of a log; what makes it unreadable ends it with a `LogError`. */
export async function* rowsOf(
  file: string,
  { columns, attributes }: Forms,
): AsyncGenerator<ReadonlyArray<Read>, undefined> {
  const texts = textsOf(file)
  try {
    const first = await beginningOf(texts)
    const whole = async function* () {
      yield first
      yield* texts
    }
    if (first.trimStart().startsWith("<")) {
      if (attributes === undefined) throw unmapped({ form: "XES", part: "attributes" })
      yield* xesRows(whole(), attributes)
    } else if (first !== "") {
      if (columns === undefined) throw unmapped({ form: "CSV", part: "columns" })
      yield* csvRows(whole(), columns)
    }
  } finally {
    await texts.return(undefined)
  }
}

// Up to the first that is not blank; empty where there is nothing else.
const beginningOf = async (texts: AsyncGenerator<string, undefined>): Promise<string> => {
  let first = ""
  while (first.length <= rowCharactersAtMost) {
    const next = await texts.next()
    if (next.done === true) return ""
    first += next.value
    if (next.value.trim() !== "") return first
  }
  throw blank
}

const blank = new LogError([
  problemAt(undefined, {
    code: "too-long",
    got: "more blank characters",
    expected: `at most ${rowCharactersAtMost} before the first row`,
  }),
])

const unmapped = ({ form, part }: { readonly form: string; readonly part: string }): LogError => {
  const expected = `a map with ${part}`
  return new LogError([problemAt(undefined, { code: "unmapped-form", got: form, expected })])
}
