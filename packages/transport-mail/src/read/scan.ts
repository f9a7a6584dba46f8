// One cheap pass over the raw bytes, before anything is parsed: how large, how many, how deep.
import type { MailLimits } from "../MailLimits.ts"
import type { Refused } from "../MailFacts.ts"
import { type Part, partOf } from "./part.ts"

/** What the pass found: all that stands before its first refusal. */
export interface Scan {
  /** Where the headers begin. */
  readonly start: number
  readonly parts: ReadonlyArray<Part>
  readonly refused: Refused | undefined
  readonly warnings: ReadonlySet<string>
}

interface Line {
  readonly start: number
  /** Where its text ends; CR and LF are not counted. */
  readonly end: number
}

interface Walk {
  readonly mail: Buffer
  readonly limits: MailLimits
  readonly parts: Array<Part>
  /** The multiparts that are open here, the outermost first. */
  readonly open: Array<{ readonly boundary: string; seen: boolean }>
  readonly warnings: Set<string>
  position: number
  lines: number
  headerBytes: number
  refused: Refused | undefined
}

/** Bytes of a line that can be a boundary; RFC 2046 allows 70 characters, 1,000 are met (ML44). */
const boundaryLineBytes = 2_000
/** Bytes in which a mail may hold blank lines and an mbox line before its headers. */
const leadBytes = 4_096

/** Walks the mail once, in time linear in its length, and stops at the first bound passed. */
export const scan = (mail: Buffer, limits: MailLimits): Scan => {
  const start = leadLength(mail)
  const walk: Walk = {
    mail,
    limits,
    parts: [],
    open: [],
    warnings: new Set(),
    position: start,
    lines: 0,
    headerBytes: 0,
    refused: undefined,
  }
  do {
    readHeaders(walk)
    skipBody(walk)
  } while (walk.position < mail.length && walk.refused === undefined)
  return { start, parts: walk.parts, refused: walk.refused, warnings: walk.warnings }
}

// A byte order mark, blank lines and an mbox line may come before the headers (ML74).
const leadLength = (mail: Buffer): number =>
  /^(?:\u00ef\u00bb\u00bf)?(?:[ \t]*\r?\n)*(?:From [^\n]*\n)?/.exec(
    mail.toString("latin1", 0, leadBytes),
  )?.[0].length ?? 0

const readHeaders = (walk: Walk): void => {
  const start = walk.position
  let end = start
  let headers = 0
  for (let line = nextLine(walk); line !== undefined; line = nextLine(walk)) {
    if (line.start === line.end) break
    if (markOf(walk, line) !== undefined) {
      walk.position = line.start
      break
    }
    end = line.end
    headers += isHeader(walk.mail, line) ? 1 : 0
    walk.headerBytes += line.end - line.start
    if (walk.headerBytes > walk.limits.headerBytes) return refuse(walk, "header")
    if (headers > walk.limits.headers) return refuse(walk, "headers")
  }
  beginPart(walk, start, end)
}

// Noise that is no header does not count as one: random bytes are a mail without a sender (ML02).
const isHeader = (mail: Buffer, { start, end }: Line): boolean =>
  /^[!-9;-~]+[ \t]*:/.test(mail.toString("latin1", start, Math.min(end, start + 200)))

const beginPart = (walk: Walk, headerStart: number, headerEnd: number): void => {
  const part = partOf(walk.mail, headerStart, headerEnd, walk.position)
  walk.parts.push(part)
  if (walk.parts.length > walk.limits.parts + 1) return refuse(walk, "parts")
  if (!part.multipart) return
  warnOfBoundary(walk, part.boundary)
  if (part.boundary === "") return
  walk.open.push({ boundary: part.boundary, seen: false })
  if (walk.open.length > walk.limits.depth) refuse(walk, "too-deep")
}

const warnOfBoundary = ({ open, warnings }: Walk, boundary: string): void => {
  if (boundary === "") warnings.add("boundary-missing: a multipart names no boundary")
  if (boundary.length > 70) warnings.add("boundary-long: a boundary has more than 70 characters")
  if (open.some((outer) => outer.boundary === boundary)) {
    warnings.add("boundary-repeated: a multipart has the boundary of one around it")
  }
}

const skipBody = (walk: Walk): void => {
  const part = walk.parts.at(-1)
  for (let line = nextLine(walk); line !== undefined; line = nextLine(walk)) {
    const mark = markOf(walk, line)
    if (mark === undefined) continue
    if (part !== undefined) part.bodyEnd = Math.min(part.bodyEnd, line.start)
    close(walk, mark.index + (mark.closing ? 0 : 1))
    if (!mark.closing) return
  }
  close(walk, 0)
}

const close = ({ open, warnings }: Walk, depth: number): void => {
  for (const { seen } of open.splice(depth)) {
    if (!seen) warnings.add("boundary-unused: a multipart's boundary never occurs")
  }
}

// Which open multipart a line belongs to as its boundary: the innermost one that matches.
const markOf = ({ mail, open }: Walk, { start, end }: Line) => {
  if (open.length === 0 || mail[start] !== 0x2d || mail[start + 1] !== 0x2d) return undefined
  if (end - start > boundaryLineBytes) return undefined
  const text = mail.toString("latin1", start + 2, end).trimEnd()
  const index = open.findLastIndex(({ boundary }) => text === boundary || text === `${boundary}--`)
  const found = open[index]
  if (found === undefined) return undefined
  found.seen = true
  return { index, closing: text !== found.boundary }
}

const nextLine = (walk: Walk): Line | undefined => {
  const start = walk.position
  if (start >= walk.mail.length || walk.refused !== undefined) return undefined
  walk.lines += 1
  if (walk.lines > walk.limits.lines) refuse(walk, "lines")
  const feed = walk.mail.indexOf(0x0a, start)
  const end = feed < 0 ? walk.mail.length : feed
  walk.position = feed < 0 ? end : feed + 1
  return { start, end: end > start && walk.mail[end - 1] === 0x0d ? end - 1 : end }
}

const refuse = (walk: Walk, reason: Refused["reason"]): void => {
  const { limits } = walk
  const details: Record<Refused["reason"], string> = {
    header: `more than ${limits.headerBytes} bytes of headers`,
    headers: `more than ${limits.headers} headers in one block`,
    parts: `more than ${limits.parts} parts`,
    lines: `more than ${limits.lines} lines`,
    "too-deep": `multiparts nested more than ${limits.depth} deep`,
    unparseable: "unreadable",
  }
  const outcome = reason === "too-deep" ? "quarantined" : "too-big"
  walk.refused ??= { outcome, reason, detail: details[reason] }
}
