// The lines of a backup, read and checked: whatever was changed, left out or cut off is found.
import { Predicate, Result } from "effect"
import * as Decode from "../../problem/Decode.ts"
import * as Problem from "../../problem/Problem.ts"
import { BackupError } from "./BackupError.ts"
import { type RunningDigest, runningDigest } from "./digest.ts"
import { fileCheck, type FileTotals } from "./fileCheck.ts"
import { backupFormat, type Content, forms, Head, type Line } from "./line.ts"
import { type Tally, tally, type TenantRows } from "./tally.ts"

/** The lines of a backup, each without its line feed. */
export type Lines = AsyncIterable<string> | Iterable<string>

/** What a backup holds; everything in it was checked. */
export interface BackupReport extends FileTotals {
  /** When it was begun, in epoch milliseconds. */
  readonly at: number
  /** The name of the storage adapter that it was made from. */
  readonly store: string
  readonly lines: number
  /** sha256 of all lines but the last, in hex: backups with the same one are the same. */
  readonly sha256: string
  readonly tenants: ReadonlyArray<TenantRows>
}

/**
 * Reads a backup: gives what it holds, and returns what it comes to. Each line that is given has
 * its form, but that it is what was written is known no sooner than the end is reached. Throws
 * `BackupError`.
 */
export async function* contentsOf(lines: Lines): AsyncGenerator<Content, BackupReport> {
  const read = runningDigest()
  const found = tally()
  const files = fileCheck()
  const counted: Array<Count> = []
  let head: typeof Head.Type | undefined
  let sound = 1
  let end: Digest | undefined
  for await (const text of lines) {
    const number = read.lines() + 1
    if (end !== undefined) throw damaged("got a line behind the end, expected none", number)
    const line = head === undefined ? undefined : lineOf(text, number)
    if (line === undefined) head = headOf(text)
    else if (line.kind === "digest" || line.kind === "end") {
      checkDigest(line, read, sound)
      sound = number
      if (line.kind === "end") end = line
    } else if (line.kind === "count") counted.push(line)
    else {
      refuse(files.take(line), number)
      if ("tenant" in line) found.add(line)
      yield line
    }
    if (end === undefined) read.add(text)
  }
  refuse(files.end(), read.lines())
  if (head === undefined || end === undefined) throw cut(read.lines(), head)
  refuse(differenceOf(counted, found), read.lines())
  const { lines: count, sha256 } = end
  const { at, store } = head
  return { at, store, lines: count + 1, sha256, tenants: found.tenants(), ...files.totals() }
}

/** Reads a backup to its end, and says what it comes to. Throws `BackupError`. */
export const reportOf = async (lines: Lines): Promise<BackupReport> => {
  const contents = contentsOf(lines)
  for (;;) {
    const next = await contents.next()
    if (next.done === true) return next.value
  }
}

type Digest = Extract<Line, { readonly kind: "digest" | "end" }>
type Count = Extract<Line, { readonly kind: "count" }>

/** The error for lines that are not what was written. */
export const damaged = (wrong: string, line: number | string, cause?: unknown): BackupError => {
  const where = typeof line === "number" ? `line ${line}` : line
  const detail = `${wrong}, at ${where} of the backup; take another one`
  return new BackupError({ reason: "backup-damaged", detail, cause })
}

const refuse = (wrong: string | undefined, line: number): void => {
  if (wrong !== undefined) throw damaged(wrong, line)
}

const checkDigest = ({ lines, sha256 }: Digest, read: RunningDigest, sound: number): void => {
  if (lines === read.lines() && sha256 === read.sha256()) return
  const got = `got ${read.lines()} lines with sha256 ${read.sha256()}`
  const place = `what stands between line ${sound} and line ${read.lines() + 1}`
  throw damaged(`${got}, expected ${lines} with ${sha256}`, place)
}

const decodeHead = Decode.strict(Head)

const headOf = (text: string): typeof Head.Type => {
  const value = jsonIn(text)
  const expected = "the head of a backup of Upkeep"
  const detail = `got ${Problem.show(text)}, expected ${expected}, at line 1`
  if (!Predicate.isObject(value) || value["upkeep"] !== "backup")
    throw new BackupError({ reason: "not-a-backup", detail })
  const { format } = value
  if (typeof format === "number" && format > backupFormat) {
    const most = `got format ${format}, expected at most ${backupFormat}, at line 1`
    const told = `${most}; use the Upkeep that wrote it, or a later one`
    throw new BackupError({ reason: "backup-too-new", detail: told })
  }
  return Result.getOrThrowWith(decodeHead(value), ([problem]) => damaged(problem?.message ?? "", 1))
}

const decoders: { readonly [kind: string]: (input: unknown) => Decoded } = Object.fromEntries(
  Object.entries(forms).map(([kind, form]) => [kind, Decode.strict(form)]),
)

type Decoded = Result.Result<Line, ReadonlyArray<Problem.Problem>>

const lineOf = (text: string, number: number): Line => {
  const value = jsonIn(text)
  const kind = Predicate.isObject(value) ? value["kind"] : undefined
  const decode = typeof kind === "string" && Object.hasOwn(decoders, kind) && decoders[kind]
  if (!decode) {
    const got = kind === undefined ? Problem.show(text) : `kind ${Problem.show(kind)}`
    throw damaged(`got ${got}, expected one of ${Object.keys(forms).join(", ")}`, number)
  }
  return Result.getOrThrowWith(decode(value), ([problem]) =>
    damaged(problem?.message ?? "", number),
  )
}

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const cut = (lines: number, head: unknown): BackupError => {
  const got = `got ${lines} lines and no end, expected the line that ends a backup`
  return head === undefined
    ? new BackupError({ reason: "not-a-backup", detail: "got no line, expected those of a backup" })
    : new BackupError({ reason: "backup-cut", detail: `${got}; take another one` })
}

const differenceOf = (counted: ReadonlyArray<Count>, found: Tally): string | undefined => {
  const counts = new Map(found.counts().map(({ tenant, of, rows }) => [nameOf(tenant, of), rows]))
  for (const { tenant, of, rows: expected } of counted) {
    const rows = counts.get(nameOf(tenant, of)) ?? 0
    counts.delete(nameOf(tenant, of))
    if (rows !== expected) return `got ${rows} rows ${nameOf(tenant, of)}, expected ${expected}`
  }
  const [more] = counts
  return more && `got ${more[1]} rows ${more[0]}, expected none`
}

const nameOf = (tenant: string, kind: string): string =>
  `of kind ${Problem.show(kind)} of tenant ${Problem.show(tenant)}`
