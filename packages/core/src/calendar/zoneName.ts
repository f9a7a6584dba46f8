// Which names of time zones are taken, and the one spelling under which each is stored.
import { Result } from "effect"
import { abbreviations } from "./abbreviations.ts"

/** Why a name is not taken. */
export interface ZoneFault {
  readonly code: "unknown-time-zone" | "ambiguous-time-zone"
  readonly expected: string
}

/** A fixed offset as it is stored; `UTC` is the one of zero. */
export const fixedOffset = /^([+-])(0\d|1[0-4]):([0-5]\d)$/

/**
 * The stored spelling of a zone: `europe/berlin` is `Europe/Berlin`, `Z` is `UTC`, `+03:00` itself.
 *
 * Renamed zones get their present IANA name whatever the runtime calls them (V8 still answers
 * `Asia/Calcutta`), so that the same input is stored alike on every machine.
 */
export const canonicalZone = (text: string): Result.Result<string, ZoneFault> => {
  if (text === "Z" || text === "z" || /^[+-]00:00$/.test(text)) return Result.succeed("UTC")
  const offset = fixedOffset.exec(text)
  if (offset !== null) return minutesOf(offset) > 14 * 60 ? unknown(text) : Result.succeed(text)
  const meant = abbreviations.get(text.toUpperCase())
  if (meant !== undefined) return ambiguous(meant)
  const resolved = resolve(text)
  return resolved === undefined ? unknown(text) : Result.succeed(present(resolved))
}

const minutesOf = (offset: RegExpExecArray) => Number(offset[2]) * 60 + Number(offset[3])

const ambiguous = (meant: ReadonlyArray<string>) =>
  Result.fail({
    code: "ambiguous-time-zone",
    expected: `an IANA name such as ${meant.join(" or ")}, or a fixed offset such as +03:00`,
  } as const)

const unknown = (text: string) =>
  Result.fail({
    code: "unknown-time-zone",
    expected: `an IANA name such as ${nearest(text).join(", ")}, or a fixed offset such as +03:00`,
  } as const)

const resolve = (text: string): string | undefined => {
  // Intl takes offsets in more spellings (+03, +0300); one is enough, and it was tried before.
  if (!/^[a-z]/i.test(text)) return undefined
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: text }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

const present = (name: string): string => renamed[name] ?? name

// What CLDR, and so V8, calls by its former name; the names of IANA's `backward` file.
const renamed: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
}

const namedAtMost = 3
/** The most characters of a hostile name that are compared. */
const comparedCharacters = 40

const nearest = (text: string): ReadonlyArray<string> => {
  const wanted = text.slice(0, comparedCharacters).toLowerCase()
  return Intl.supportedValuesOf("timeZone")
    .map(present)
    .map((name) => ({ name, distance: nameDistance(wanted, name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, namedAtMost)
    .map(({ name }) => name)
}

// People write the city alone: `Berlin` is as near to `Europe/Berlin` as the full name is.
const nameDistance = (wanted: string, name: string): number =>
  Math.min(editDistance(wanted, name), editDistance(wanted, name.slice(name.lastIndexOf("/") + 1)))

/** Levenshtein's distance, row by row. */
const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let line = 0; line < a.length; line++) {
    const next = [line + 1]
    for (let column = 0; column < b.length; column++) {
      const replaced = (row[column] ?? 0) + (a[line] === b[column] ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
