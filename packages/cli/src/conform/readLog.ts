// The rows of a log of either form, in constant memory. Which form it is, its first character says.
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
  let first = ""
  while (first.trim() === "") {
    const { value, done = false } = await texts.next()
    if (done) return
    first += value
  }
  const whole = async function* () {
    yield first
    yield* texts
  }
  if (first.trimStart().startsWith("<")) {
    if (attributes === undefined) throw unmapped({ form: "XES", part: "attributes" })
    yield* xesRows(whole(), attributes)
  } else {
    if (columns === undefined) throw unmapped({ form: "CSV", part: "columns" })
    yield* csvRows(whole(), columns)
  }
}

const unmapped = ({ form, part }: { readonly form: string; readonly part: string }): LogError => {
  const expected = `a map with ${part}`
  return new LogError([problemAt(undefined, { code: "unmapped-form", got: form, expected })])
}
