// Every bound of the intake, in one place, each with its unit in its name.

/** The bounds of one intake. All are inclusive: what reaches a bound is still taken. */
export interface MailLimits {
  /** A larger mail is `too-big(mail)` and never read whole (ML65). */
  readonly mailBytes: number
  /** Bytes of all header blocks of a mail together; more is `too-big(header)` (ML39). */
  readonly headerBytes: number
  /** Headers in one header block; more is `too-big(headers)` (ML40). */
  readonly headers: number
  /** MIME parts; more is `too-big(parts)` (ML41). */
  readonly parts: number
  /** Multiparts in multiparts; deeper is `quarantined(too-deep)` (ML42). */
  readonly depth: number
  /** Lines of a mail; more is `too-big(lines)`. */
  readonly lines: number
  /** Time to read one mail; after it the reading is broken off: `quarantined(unparseable)`. */
  readonly parseMillis: number
  /** Heap of the reading thread, at least 32; beyond it the mail is `quarantined(unparseable)`. */
  readonly heapMebibytes: number
  /** Tickets that a sender opens in ten minutes; the rest is `quarantined(sender-rate)` (ML34). */
  readonly opensPerTenMinutes: number
  /** Tickets of one sender in 24 hours that are acknowledged by machine (P15). */
  readonly acknowledgedPerDay: number
}

/** The bounds where none are given. */
export const defaults: MailLimits = {
  mailBytes: 25 * 1024 * 1024,
  headerBytes: 2 * 1024 * 1024,
  headers: 1_000,
  parts: 200,
  depth: 20,
  lines: 1_000_000,
  parseMillis: 10_000,
  heapMebibytes: 256,
  opensPerTenMinutes: 20,
  acknowledgedPerDay: 5,
}

/** With less heap the reading thread dies of itself, not of a mail. */
export const heapMebibytesAtLeast = 32

/** UTF-16 units of a subject that the desk takes. */
export const subjectCharacters = 998
/** UTF-16 units of a text that the desk takes, our own notes included. */
export const textCharacters = 200_000
/** UTF-16 units of a name, an address, a Message-ID that the desk takes. */
export const nameCharacters = 320
/** Attachments of one mail that are kept; the rest is listed by name (ML66). */
export const attachments = 50
/** Combining marks that stay on one letter (H27). */
export const combiningMarks = 16
/** Message-IDs of `In-Reply-To` and `References` that are looked up, the newest first. */
export const referencedIds = 50
/** Addresses of `To`, `Cc` and their like that are read. */
export const recipients = 1_000
/** Characters of HTML that are turned into text. */
export const htmlCharacters = 2_000_000
/** Warnings of one mail that are told. */
export const warnings = 20

/** The time between two looks at everything in a Maildir that is watched, and its bounds. */
export const pollMillis = 60_000
export const pollMillisAtLeast = 100
export const pollMillisAtMost = 900_000
/** The shortest pause between two looks at a Maildir. */
export const shortestPauseMillis = 100
/** The first pause after a failure of a watch; each further one doubles it, up to the longest. */
export const firstRetryMillis = 1_000
export const longestRetryMillis = 900_000
