// Whether a store is well, on a connection that cannot change it. Each finding says what, got,
// expected, where; those that are fine say it too.
import { existsSync, statfsSync, statSync } from "node:fs"
import { dirname } from "node:path"
import type { StorageAdmin, StoreError } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Statements } from "./connection.ts"
import { driftOf } from "./drift.ts"
import { identify, look, type Opening } from "./open.ts"
import { integer, text } from "./row.ts"
import { knownBy, neededBy, steps } from "./schema.ts"
import { waitingAtMost } from "./search.ts"

type Finding = StorageAdmin.Finding

/** The write-ahead log over so many bytes: a long read, or a process that stopped half-way. */
export const logBytesAtMost = 64 * 1024 * 1024

/** Less free room than this on the disk of the file. */
export const roomBytesAtLeast = 256 * 1024 * 1024

/** What was due so long ago, in milliseconds, and was neither done nor postponed, is stuck. */
export const stuckMillis = 15 * 60_000

/** An event from so many milliseconds after now: the clock of a host was wrong. */
export const aheadMillis = 60_000

/** The most damaged pages that are named. */
const pagesAtMost = 5

/** All findings. */
export const examineIn = (
  opening: Opening,
): Effect.Effect<ReadonlyArray<Finding>, StoreError.StoreError> =>
  existsSync(opening.file)
    ? look(opening, (statements) => findings(statements, opening))
    : Effect.succeed([
        warning(
          "schema-version",
          `${opening.file}: got no file, expected a store`,
          "run `upkeep migrate up`",
        ),
      ])

const findings = (statements: Statements, opening: Opening): ReadonlyArray<Finding> => {
  const { file } = opening
  const version = identify(statements, opening, steps)
  const always = [
    schemaOf(file, version),
    journalOf(statements, file),
    ...pagesOf(statements, file),
    logOf(file),
    roomOf(file),
    tablesOf(statements, opening),
    driftIn(statements, file, version),
  ]
  if (version < neededBy(steps)) return always
  const now = Date.now()
  return [
    ...always,
    wordsOf(statements, file),
    stuckOf(statements, file, now),
    parkedOf(statements, file),
    clockOf(statements, file, now),
  ]
}

const schemaOf = (file: string, version: number): Finding => {
  const message = `${file}: got schema ${version}, expected ${knownBy(steps)}`
  if (version < neededBy(steps)) return error("schema-version", message, "run `upkeep migrate up`")
  if (version < knownBy(steps)) return warning("schema-version", message, "run `upkeep migrate up`")
  return fine("schema-version", message)
}

const journalOf = ({ prepare }: Statements, file: string): Finding => {
  const mode = text(prepare("PRAGMA journal_mode").get() ?? {}, "journal_mode")
  const message = `${file}: got journal_mode=${mode}, expected wal (P1)`
  return mode === "wal"
    ? fine("durability", message)
    : error("durability", message, "open a desk on the file: it switches the log on")
}

const pagesOf = ({ prepare }: Statements, file: string): ReadonlyArray<Finding> => {
  const said = prepare(`PRAGMA quick_check(${pagesAtMost})`).all()
  const words = said.map((row) => text(row, "quick_check"))
  if (words.join() === "ok") return [fine("pages", `${file}: every page is SQLite's (quick_check)`)]
  return words.map((each) =>
    error(
      "pages",
      `${file}: got ${each}, expected ok (quick_check)`,
      "stop, keep the file, restore a backup",
    ),
  )
}

const logOf = (file: string): Finding => {
  const bytes = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  const message = `${file}-wal: got ${bytes} bytes, expected at most ${logBytesAtMost}`
  return bytes <= logBytesAtMost
    ? fine("log-size", message)
    : warning("log-size", message, "look for a read that stays open, or a backup that hangs")
}

const roomOf = (file: string): Finding => {
  const { bavail, bsize } = statfsSync(dirname(file))
  const bytes = bavail * bsize
  const message = `${dirname(file)}: got ${bytes} bytes free, expected at least ${roomBytesAtLeast}`
  return bytes >= roomBytesAtLeast
    ? fine("room", message)
    : warning("room", message, "make room: without it nothing is accepted (P18)")
}

const tablesOf = ({ prepare }: Statements, { file, shared }: Opening): Finding => {
  const row = prepare(
    "SELECT count(*) AS found FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'upkeep~_%' ESCAPE '~' " +
      "AND name NOT LIKE 'sqlite~_%' ESCAPE '~'",
  ).get()
  const found = integer(row ?? {}, "found")
  const message = `${file}: got ${found} tables of somebody else, expected ${shared ? "any number" : "none"}`
  return found === 0 || shared
    ? fine("foreign-tables", message)
    : warning("foreign-tables", message, "say shared: true where the file is the product's own")
}

const driftIn = (statements: Statements, file: string, version: number): Finding => {
  const found = driftOf(statements, version)
  const message = `${file}: got ${found.join(", ") || "every table as it was made"}, expected what the migrations made`
  return found.length === 0
    ? fine("schema-drift", message)
    : error("schema-drift", message, "put back what was changed by hand: see `upkeep migrate sql`")
}

const wordsOf = (statements: Statements, file: string): Finding => {
  const row = statements
    .prepare(
      "SELECT count(*) AS waiting FROM upkeep_content, upkeep_search WHERE sequence > indexed_until",
    )
    .get()
  const waiting = integer(row ?? {}, "waiting")
  const message = `${file}: got ${waiting} contents that wait for the index of words, expected at most ${waitingAtMost}`
  return waiting <= waitingAtMost
    ? fine("search-behind", message)
    : warning("search-behind", message, "run `upkeep migrate up`: the first search is slow else")
}

const stuckOf = ({ prepare }: Statements, file: string, now: number): Finding => {
  const row = prepare(
    "SELECT (SELECT count(*) FROM upkeep_ticket INDEXED BY upkeep_ticket_wake WHERE wake_at IS NOT NULL AND wake_at < ?1) AS tickets, " +
      "(SELECT count(*) FROM upkeep_delivery INDEXED BY upkeep_delivery_tenant_wake WHERE status = 'pending' " +
      "AND is_first = 1 AND wake_at < ?1 AND tenant NOT IN (SELECT tenant FROM upkeep_sending)) AS deliveries",
  ).get(now - stuckMillis)
  const [tickets, deliveries] = [integer(row ?? {}, "tickets"), integer(row ?? {}, "deliveries")]
  const message =
    `${file}: got ${tickets} tickets and ${deliveries} deliveries that were due ${stuckMillis / 60_000} minutes ago, ` +
    "expected none"
  return tickets + deliveries === 0
    ? fine("work-stuck", message)
    : warning(
        "work-stuck",
        message,
        "look whether a worker runs, and whether it has these channels",
      )
}

const parkedOf = ({ prepare }: Statements, file: string): Finding => {
  const row = prepare(
    "SELECT (SELECT count(*) FROM upkeep_ticket INDEXED BY upkeep_ticket_parked WHERE parked IS NOT NULL) AS tickets, " +
      "(SELECT count(*) FROM upkeep_delivery INDEXED BY upkeep_delivery_parked WHERE status = 'parked') AS deliveries",
  ).get()
  const [tickets, deliveries] = [integer(row ?? {}, "tickets"), integer(row ?? {}, "deliveries")]
  const message = `${file}: got ${tickets} tickets and ${deliveries} deliveries that are parked, expected none`
  return tickets + deliveries === 0
    ? fine("work-parked", message)
    : warning(
        "work-parked",
        message,
        "see why, put it right, and release them: `upkeep parked show`",
      )
}

// The newest by position: what was written down never goes back but where a clock did.
const clockOf = ({ prepare }: Statements, file: string, now: number): Finding => {
  const row = prepare("SELECT at FROM upkeep_event ORDER BY position DESC LIMIT 1").get()
  const ahead = row === undefined ? 0 : Math.max(0, integer(row, "at") - now)
  const message = `${file}: the newest event is ${ahead} ms ahead of this host's clock, expected at most ${aheadMillis}`
  return ahead <= aheadMillis
    ? fine("clock-behind", message)
    : error("clock-behind", message, "set the clock of the host; what was written stays")
}

const finding =
  (level: Finding["level"]) =>
  (code: string, message: string, advice = ""): Finding => ({ code, level, message, advice })

const fine = finding("fine")
const warning = finding("warning")
const error = finding("error")
