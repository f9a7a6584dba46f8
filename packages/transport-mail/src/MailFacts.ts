// What is known of a mail once it is read: plain data, so that it can leave the reading thread.

/** An address as somebody wrote it; `address` is null where it is none. */
export interface Mailbox {
  /** At most 320 characters, its domain in lower-case ASCII (punycode). */
  readonly address: string | null
  /** Null where there is none, and where it is an address: a name must not speak for another. */
  readonly name: string | null
}

/** A file of a mail, ready to be kept. */
export interface MailFile {
  /** The last part of the sent name, cleaned: 1 to 200 characters (A01, A02, A04). */
  readonly name: string
  /** What the bytes are, where they tell; else what the sender said. */
  readonly mediaType: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** A machine's report about another mail: RFC 3464, RFC 8098. */
export interface MailReport {
  readonly kind: "delivery" | "receipt"
  /** `failed`, `delayed`, `delivered` …, in lower case; empty where the report does not say. */
  readonly action: string
  /** The status code and the far server's words: one line. */
  readonly diagnostic: string
  /** Message-IDs of the mails that it is about, without brackets. */
  readonly about: ReadonlyArray<string>
}

/** A mail, read. Texts hold no U+0000, no lone surrogates, and are within the desk's limits. */
export interface MailFacts {
  /** How many `From` headers with a value there are; one is right. */
  readonly fromHeaders: number
  /** The mailboxes of all `From` headers. */
  readonly from: ReadonlyArray<Mailbox>
  readonly replyTo: ReadonlyArray<string>
  /** `To`, `Cc`, `Delivered-To` and their like. */
  readonly recipients: ReadonlyArray<string>
  /** Empty for `<>`; null where there is no such header. */
  readonly returnPath: string | null
  readonly subject: string
  readonly text: string
  /** Whether the sender wrote more than the desk takes; the raw mail is kept. */
  readonly textCut: boolean
  readonly attachments: ReadonlyArray<MailFile>
  /** Names of files that were not kept. */
  readonly leftOut: ReadonlyArray<string>
  /** Without angle brackets, of any length; null where it is missing or blank (ML17). */
  readonly messageId: string | null
  /** `In-Reply-To` and `References`, the nearest first, without angle brackets. */
  readonly answers: ReadonlyArray<string>
  /** Values of the headers in which machines name themselves, in lower case. */
  readonly autoSubmitted: string | null
  readonly precedence: string | null
  /** A header that only automatic replies carry. */
  readonly autoReply: boolean
  /** The sender asked that no machine answers, or is a sender of many. */
  readonly noMachineAnswer: boolean
  readonly list: boolean
  readonly report: MailReport | null
  /** The `Date` header in epoch milliseconds, a mere claim; null where it is no date (ML52). */
  readonly dateClaimed: number | null
  /** What was odd, each as `code: sentence`. */
  readonly warnings: ReadonlyArray<string>
}

/** A mail that was not read, and why. */
export interface Refused {
  readonly outcome: "too-big" | "quarantined"
  readonly reason: "header" | "headers" | "parts" | "lines" | "too-deep" | "unparseable"
  /** For people: what was found. */
  readonly detail: string
}

/** What became of reading a mail. */
export type Reading =
  | { readonly facts: MailFacts; readonly refused?: never }
  | { readonly refused: Refused; readonly facts?: never }
