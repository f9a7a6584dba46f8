// What people wrote, by its words. Contents come into the index of words in batches, and the newest
// few are read through instead: a commit alone pays for no index, and code without it may write.
import type { StatementSync } from "node:sqlite"
import { type StoreError, type TicketQuery, Words } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Connection, Statements } from "./connection.ts"
import { integer, type Row, text } from "./row.ts"

/** So many contents wait for the index before a commit takes them in. */
export const tailAtMost = 256

/** So many may wait when somebody searches: of a few processes, each its own. */
export const waitingAtMost = 1_000

/** The most contents that one transaction takes in. */
export const batchAtMost = 1_000

/** Nor more than so many characters. */
export const tailCharactersAtMost = 500_000

/** More words of one beginning than these are not looked up one by one. */
export const expandedAtMost = 64

/** So many characters are read through for such a beginning, before its lists are merged. */
export const readThroughAtMost = 500_000

// A character for private use is in no word: no text is found by the name of its tenant.
const tenantWord = (tenant: string): string => `\u{E000}${Buffer.from(tenant).toString("hex")}`

/** Prepares a batch of the index, inside a transaction; says how many contents it took in. */
export const indexBy = ({ prepare }: Statements) => {
  const tail = prepare(
    "SELECT sequence, tenant, body FROM upkeep_content " +
      "WHERE sequence > (SELECT indexed_until FROM upkeep_search) ORDER BY sequence LIMIT ?",
  )
  const put = prepare("INSERT INTO upkeep_words (rowid, words) VALUES (?, ?)")
  const mark = prepare("UPDATE upkeep_search SET indexed_until = ?")
  return (): number => {
    const rows = tail.all(batchAtMost)
    for (const row of rows) {
      const words = [tenantWord(text(row, "tenant")), ...Words.wordsOfContent(text(row, "body"))]
      put.run(integer(row, "sequence"), words.join(" "))
    }
    const last = rows.at(-1)
    if (last !== undefined) mark.run(integer(last, "sequence"))
    return rows.length
  }
}

/** Takes in contents, a transaction for each batch, until no more than these wait. */
export const indexAllBut = (connection: Connection, most: number) => {
  const index = indexBy(connection)
  const waiting = waitingBy(connection)
  return Effect.gen(function* () {
    while ((yield* connection.read(() => waiting(most + 1))) > most) {
      yield* connection.write(index)
      // Commits that wait in this process come in between.
      yield* Effect.yieldNow
    }
  })
}

const waitingBy = ({ prepare }: Statements) => {
  const count = prepare(
    "SELECT count(*) AS waiting FROM (SELECT 1 FROM upkeep_content " +
      "WHERE sequence > (SELECT indexed_until FROM upkeep_search) LIMIT ?)",
  )
  return (limit: number): number => integer(count.get(limit) ?? {}, "waiting")
}

/** Prepares `search`. */
export const searchBy = (connection: Connection) => {
  const inTail = tailBy(connection)
  const inIndex = indexedBy(connection)
  const catchUp = indexAllBut(connection, waitingAtMost)
  return (
    tenant: string,
    search: TicketQuery.TicketSearch,
    limit: number,
  ): Effect.Effect<ReadonlyArray<TicketQuery.SearchHit>, StoreError.StoreError> => {
    const { words } = search
    if (words.length === 0 || !words.every((word) => isWord.test(word))) return Effect.succeed([])
    return Effect.andThen(
      // What other processes, or a host, wrote may wait as well.
      catchUp,
      connection.snapshot(() => {
        const newest = inTail(tenant, search).slice(0, limit)
        return [...newest, ...inIndex(tenant, search, limit - newest.length)]
      }),
    )
  }
}

const tailBy = ({ prepare }: Connection) => {
  const select = prepare(
    "SELECT sequence, ticket_id, key, body FROM upkeep_content NOT INDEXED " +
      "WHERE sequence > (SELECT indexed_until FROM upkeep_search) AND sequence < ? AND tenant = ? " +
      "ORDER BY sequence DESC",
  )
  return (tenant: string, { words, before = atTheEnd }: TicketQuery.TicketSearch) =>
    select
      .all(before, tenant)
      .filter((row) => hasEach(words, Words.wordsOfContent(text(row, "body"))))
      .map(hitOf)
}

const atTheEnd = Number.MAX_SAFE_INTEGER

const hasEach = (beginnings: ReadonlyArray<string>, words: ReadonlyArray<string>): boolean =>
  beginnings.every((beginning) => words.some((word) => word.startsWith(beginning)))

// The list of a word is read from its newest end, however long it is. A beginning of too many words
// is mostly a short one, which so many contents have that the newest are read through for it; where
// they do not fill the page, SQLite merges all of its lists.
const indexedBy = ({ prepare }: Connection) => {
  const wordsOf = expandedBy(prepare)
  const matching = (columns: string) =>
    prepare(
      `SELECT sequence, ticket_id, key${columns} FROM upkeep_words CROSS JOIN upkeep_content ON sequence = upkeep_words.rowid ` +
        "WHERE upkeep_words MATCH ? AND upkeep_words.rowid < ? ORDER BY upkeep_words.rowid DESC LIMIT ?",
    )
  const select = matching("")
  const readThrough = readThroughBy(matching(", body"))
  return (tenant: string, asked: TicketQuery.TicketSearch, limit: number) => {
    const { before = atTheEnd } = asked
    const terms = asked.words.map((beginning) => ({ beginning, words: wordsOf(beginning) }))
    if (limit === 0 || terms.some(({ words }) => words?.length === 0)) return []
    const expressionOf = (shown: typeof terms) =>
      [`"${tenantWord(tenant)}"`, ...shown.map(partOf)].join(" AND ")
    const many = terms.filter(({ words }) => words === undefined)
    const few = terms.filter(({ words }) => words !== undefined)
    if (many.length === 0) return select.all(expressionOf(few), before, limit).map(hitOf)
    const beginnings = many.map(({ beginning }) => beginning)
    const { hits, end } = readThrough(expressionOf(few), { beginnings, before, limit })
    if (end === undefined) return hits
    const rest = select.all(expressionOf(terms), end, limit - hits.length)
    return [...hits, ...rest.map(hitOf)]
  }
}

interface Term {
  readonly beginning: string
  /** Those of the index that begin so; undefined where they are too many. */
  readonly words: ReadonlyArray<string> | undefined
}

const partOf = ({ beginning, words }: Term): string =>
  words === undefined ? `"${beginning}"*` : `(${words.map((word) => `"${word}"`).join(" OR ")})`

interface Reading {
  readonly beginnings: ReadonlyArray<string>
  readonly before: number
  readonly limit: number
}

/** What is found, and where it goes on; nowhere where the page is full, or all was read. */
const readThroughBy =
  (select: StatementSync) =>
  (expression: string, { beginnings, before, limit }: Reading) => {
    const hits: Array<TicketQuery.SearchHit> = []
    let characters = 0
    for (const row of select.iterate(expression, before, limitless)) {
      const body = text(row, "body")
      if (hasEach(beginnings, Words.wordsOfContent(body))) hits.push(hitOf(row))
      if (hits.length === limit) break
      characters += body.length
      if (characters >= readThroughAtMost) return { hits, end: integer(row, "sequence") }
    }
    return { hits, end: undefined }
  }

const limitless = -1

// From each word of the index to the next by a seek.
const expandedBy = (prepare: Connection["prepare"]) => {
  const next = prepare("SELECT term FROM upkeep_vocabulary WHERE term >= ? AND term <= ? LIMIT 1")
  return (beginning: string): Term["words"] => {
    const found: Array<string> = []
    let row = next.get(beginning, beginning + last)
    while (row !== undefined) {
      if (found.length === expandedAtMost) return undefined
      const term = text(row, "term")
      found.push(term)
      row = next.get(term + first, beginning + last)
    }
    return found
  }
}

const isWord = /^[\p{L}\p{M}\p{N}]+$/u

// What sorts before and behind every character that a word goes on with.
const first = "\u{1}"
const last = "\u{10FFFF}"

const hitOf = (row: Row): TicketQuery.SearchHit => ({
  ticketId: text(row, "ticket_id"),
  key: text(row, "key"),
  position: integer(row, "sequence"),
})
