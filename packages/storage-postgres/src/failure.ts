// What PostgreSQL and the network say, as the one error of every store port.
import { StoreError } from "@upkeep/core/effect"

/** How deep an error may lie in the errors that a host's library wraps around it. */
export const wrapLimit = 8

/** Where a call led, for messages. */
export interface At {
  /** The server and the database, or what the host gave; never a password. */
  readonly place: string
  readonly schema: string
}

/** Whether a call may have stored something. */
export type CallKind = "read" | "write"

/** The errors in an error, from the outside in: libraries put their own around the driver's. */
const layersOf = (cause: unknown): ReadonlyArray<Error> => {
  const layers: Array<Error> = []
  let each = cause
  while (each instanceof Error && layers.length < wrapLimit) {
    layers.push(each)
    // A host with several addresses is tried by all of them; the last says as much as the others.
    each = each instanceof AggregateError ? each.errors.at(-1) : each.cause
  }
  return layers
}

/** The code of PostgreSQL (five letters) or of Node and its drivers (`ECONNREFUSED`). */
export const codeOf = (cause: unknown): string | undefined =>
  layersOf(cause)
    .map((each) => ("code" in each && typeof each.code === "string" ? each.code : undefined))
    .findLast((code) => code !== undefined)

const messageOf = (cause: unknown): string => {
  const inner = layersOf(cause).at(-1)
  const code = codeOf(cause)
  const message = inner === undefined || inner.message === "" ? "no message" : inner.message
  return code === undefined ? message : `${code}, ${message}`
}

// Nothing was sent: no server, no name, no room for another session, not up yet, not let in.
const neverSent = new Set(
  (
    "ECONNREFUSED ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH ENOENT CONNECT_TIMEOUT " +
    "57P03 53300 28000 28P01 3D000 08001 08004"
  ).split(" "),
)

const brokenOnTheWay = new Set(
  (
    "ECONNRESET EPIPE ETIMEDOUT CONNECTION_CLOSED CONNECTION_ENDED CONNECTION_DESTROYED " +
    "57P01 57P02 57P05 08000 08003 08006 08007"
  ).split(" "),
)

// What `pg` says without a code.
const noPassword = /client password must be/
const noSsl = /support SSL|an SSL connection/

const neverSentWords =
  /timeout exceeded when trying to connect|due to connection timeout|cannot use a pool after/i

const brokenWords =
  /connection terminated|client has encountered a connection error|query read timeout|not queryable|client was closed/i

/** Whether nothing can have reached the server. */
export const wasNeverSent = (cause: unknown): boolean =>
  neverSent.has(codeOf(cause) ?? "") ||
  (codeOf(cause) === undefined &&
    [neverSentWords, noPassword, noSsl].some((words) => words.test(messageOf(cause))))

/** Whether the connection broke, so that what was sent may have been done or not. */
export const isBroken = (cause: unknown): boolean =>
  brokenOnTheWay.has(codeOf(cause) ?? "") ||
  (codeOf(cause) === undefined && !wasNeverSent(cause) && brokenWords.test(messageOf(cause)))

/** Whether the transaction was in another's way and is gone: the same again may well pass. */
export const isClash = (cause: unknown): boolean => ["40P01", "40001"].includes(codeOf(cause) ?? "")

/** Whether a key stands already. */
export const isTaken = (cause: unknown): boolean => codeOf(cause) === "23505"

interface Verdict {
  readonly reason: StoreError.StoreReason
  readonly got: string
  readonly advice: string
}

const busy: Verdict = {
  reason: "busy",
  got: "a lock or a load that lasted longer than the limit",
  advice: "nothing was stored; try again, or look for long transactions with `upkeep doctor`",
}

const full: Verdict = {
  reason: "full",
  got: "no room on the server's disk",
  advice: "nothing was stored; make room: reads go on, and writes resume without a restart",
}

const refusedRow: Verdict = {
  reason: "damaged",
  got: "a row that the database refuses",
  advice: "nothing was stored; commit it alone, and look at what stands under its keys",
}

const damagedFile: Verdict = {
  reason: "damaged",
  got: "pages that are not PostgreSQL's",
  advice: "stop, keep the data directory, run pg_amcheck on a copy, restore a backup",
}

const away: Verdict = {
  reason: "unavailable",
  got: "no connection",
  advice: "see that the server runs and can be reached; the same call may succeed later",
}

const noRight: Verdict = {
  reason: "unavailable",
  got: "a missing right",
  advice: "grant this role what the end of `upkeep migrate sql` shows",
}

const walled: Verdict = {
  reason: "unavailable",
  got: "a write that row-level security refuses",
  advice: "this role serves another tenant (row-level security): use the role of this one",
}

const standby: Verdict = {
  reason: "unavailable",
  got: "a server that only reads (a standby)",
  advice: "connect to the primary: in the url, target_session_attrs does not do it by itself",
}

const noTable: Verdict = {
  reason: "unavailable",
  got: "a schema that lacks what it had at start",
  advice: "run `upkeep doctor`",
}

const other: Verdict = {
  reason: "unavailable",
  got: "an error of PostgreSQL",
  advice: "look into the server's log; the same call may succeed later",
}

const verdicts: ReadonlyArray<readonly [RegExp, Verdict]> = [
  [/^(40001|40P01|55P03|57014|25P0[234])$/, busy],
  [/^53100$/, full],
  [/^(22|23)/, refusedRow],
  [/^XX00[12]$/, damagedFile],
  [/^42501$/, noRight],
  [/^25006$/, standby],
  [/^(42P01|42703|42883|3F000)$/, noTable],
  [/^[0-9A-Z]{5}$/, other],
]

const verdictOf = (cause: unknown): Verdict | undefined => {
  if (wasNeverSent(cause) || isBroken(cause)) return away
  const code = codeOf(cause)
  if (code === "42501" && /row-level security/.test(messageOf(cause))) return walled
  return verdicts.find(([pattern]) => code !== undefined && pattern.test(code))?.[1]
}

/** The failure of a running store, or undefined where the cause is a mistake of our own. */
export const failureOf = (
  cause: unknown,
  { place, schema }: At,
  kind: CallKind,
): StoreError.StoreError | undefined => {
  if (cause instanceof StoreError.StoreError) return cause
  if (kind === "write" && isBroken(cause)) return unknown(cause, place)
  const verdict = verdictOf(cause)
  if (verdict === undefined) return undefined
  const { reason, got, advice } = verdict
  const detail = `${place}, schema ${schema}: got ${got} (${messageOf(cause)}): ${advice}`
  return new StoreError.StoreError({ reason, detail, cause })
}

const unknown = (cause: unknown, place: string) =>
  new StoreError.StoreError({
    reason: "outcome-unknown",
    detail: `${place}: the connection broke while something was stored (${messageOf(cause)}): ask again with the same command id`,
    cause,
  })

/** Something because of which no desk can start here. */
export const unfit = (parts: {
  readonly place: string
  readonly got: string
  readonly expected: string
  readonly advice: string
  readonly cause?: unknown
}) =>
  new StoreError.StoreError({
    reason: "cannot-open",
    detail: `${parts.place}: got ${parts.got}, expected ${parts.expected}: ${parts.advice}`,
    cause: parts.cause,
  })

// By the code, or where `pg` gives none by what it says.
const wrongs: ReadonlyArray<readonly [RegExp, { readonly got: string; readonly advice: string }]> =
  [
    [
      noPassword,
      {
        got: "no password",
        advice:
          "the server asks for a password, the URL has none: put it into the URL or PGPASSWORD",
      },
    ],
    [
      noSsl,
      {
        got: "a server without SSL",
        advice: "set ssl=on there, or take sslmode out of the URL",
      },
    ],
    [
      /^28/,
      { got: "a login that is refused", advice: "see the user, the password and pg_hba.conf" },
    ],
    [/^3D000$/, { got: "no database of this name", advice: "create it: createdb -E UTF8" }],
    [/^42501$/, { got: "a missing right", advice: noRight.advice }],
  ]

/** At start trouble that will not pass is `cannot-open`; the rest is what it is later. */
export const startFailureOf = (cause: unknown, at: At): StoreError.StoreError | undefined => {
  if (cause instanceof StoreError.StoreError) return cause
  const code = codeOf(cause) ?? messageOf(cause)
  const wrong = wrongs.find(([pattern]) => pattern.test(code))?.[1]
  if (wrong !== undefined) {
    const got = `${wrong.got} (${messageOf(cause)})`
    const expected = "a database in which this role may keep an Upkeep store"
    return unfit({ place: at.place, got, expected, advice: wrong.advice, cause })
  }
  return failureOf(cause, at, "read")
}

/** The store was shut down. */
export const closed = (place: string) =>
  new StoreError.StoreError({
    reason: "closed",
    detail: `${place}: the store was closed with its desk; open a desk on the same database to go on`,
  })
