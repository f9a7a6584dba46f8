// Full-text search, the newest first.
//
// Two ways, for what is common and for what is rare. The newest contents are walked first: of a
// word that many have, a page is soon full. Where it is not, the word is rare, and an index knows
// all that have it. Common beginnings beside it are looked for in what it found: gathered from the
// index, they would be half of everything.
import { StoreError, TicketQuery, Words } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Answer, Connection } from "./connection.ts"
import { decoded } from "./decoded.ts"
import type { Row } from "./executor.ts"
import { integer, text } from "./row.ts"
import { queryOf, searchVersion } from "./searchWords.ts"

/** How many contents are walked for each hit that is asked for … */
export const walkedPerHit = 400

/** … but at least so many … */
export const walkedAtLeast = 10_000

/** … and at most so many. */
export const walkedAtMost = 200_000

/** The newest contents in which words are counted to tell the common from the rare. */
export const sampled = 1_000

/** In how many of those a common word is, at least: two such meet often enough to be walked to. */
export const commonFrom = 70

type Hits = ReadonlyArray<TicketQuery.SearchHit>

/** The search of a connection. */
export const searchBy = (connection: Connection) => {
  const walk = walkBy(connection)
  const rareOf = rareBy(connection)
  const gather = gatherBy(connection)
  return (tenant: string, search: TicketQuery.TicketSearch): Answer<Hits> => {
    if (connection.version < searchVersion) return Effect.fail(tooOld(connection.version))
    const { words } = search
    if (words.length === 0 || !words.every((word) => isWord.test(word))) return Effect.succeed([])
    const queries = words.map((word) => queryOf(tenant, word))
    const asked = {
      tenant,
      queries,
      before: search.before ?? Number.MAX_SAFE_INTEGER,
      limit: Math.min(search.limit, TicketQuery.listLimit),
    }
    return Effect.gen(function* () {
      const newest = yield* walk(asked)
      if (newest.length === asked.limit) return newest
      return yield* gather(asked, queries.length === 1 ? queries : yield* rareOf(asked))
    })
  }
}

// What is no beginning of a word is in no text, and might mean something to the server.
const isWord = new RegExp(`^[\\p{L}\\p{M}\\p{N}]{1,${Words.wordCharacters}}$`, "u")

interface Asked {
  readonly tenant: string
  /** What each word begins with. */
  readonly queries: ReadonlyArray<string>
  readonly before: number
  readonly limit: number
}

const both = (queries: ReadonlyArray<string>): string => queries.join(" & ")

const walkBy = ({ schema, read }: Connection) => {
  const sql =
    "SELECT ticket_id, key, position FROM (SELECT ticket_id, key, position, words " +
    `FROM ${schema}.content WHERE tenant = $1 AND position < $2 ORDER BY position DESC LIMIT $3) AS newest ` +
    "WHERE words @@ $4::text::tsquery ORDER BY position DESC LIMIT $5"
  return ({ tenant, queries, before, limit }: Asked): Answer<Hits> => {
    const length = Math.min(Math.max(limit * walkedPerHit, walkedAtLeast), walkedAtMost)
    return decoded(read(sql, [tenant, before, length, both(queries), limit]), hitsOf)
  }
}

// All of them, where each alone is common: together they are not.
const rareBy = ({ schema, read }: Connection) => {
  const sql =
    "SELECT asked.query, count(*) AS found FROM (SELECT words " +
    `FROM ${schema}.content WHERE tenant = $1 AND position < $2 ORDER BY position DESC LIMIT ${sampled}) AS newest ` +
    "JOIN json_array_elements_text($3::text::json) AS asked (query) ON words @@ asked.query::tsquery GROUP BY 1"
  return ({ tenant, before, queries }: Asked): Answer<ReadonlyArray<string>> =>
    decoded(read(sql, [tenant, before, JSON.stringify(queries)]), (rows) => {
      const common = new Set(rows.filter(isCommon).map((row) => text(row, "query")))
      const rare = queries.filter((query) => !common.has(query))
      return rare.length === 0 ? queries : rare
    })
}

// Only the first condition is in a form that an index answers.
const gatherBy = ({ schema, read }: Connection) => {
  const sql =
    `WITH found AS MATERIALIZED (SELECT ticket_id, key, position FROM ${schema}.content ` +
    "WHERE words @@ $3::text::tsquery AND (words @@ $4::text::tsquery AND tenant = $1 AND position < $2) IS TRUE) " +
    "SELECT ticket_id, key, position FROM found ORDER BY position DESC LIMIT $5"
  return ({ tenant, before, queries, limit }: Asked, rare: ReadonlyArray<string>): Answer<Hits> =>
    decoded(read(sql, [tenant, before, both(rare), both(queries), limit]), hitsOf)
}

const isCommon = (row: Row): boolean => integer(row, "found") >= commonFrom

const hitsOf = (rows: ReadonlyArray<Row>): Hits =>
  rows.map((row) => ({
    ticketId: text(row, "ticket_id"),
    key: text(row, "key"),
    position: integer(row, "position"),
  }))

const tooOld = (version: number) =>
  new StoreError.StoreError({
    reason: "schema-too-old",
    detail:
      `the schema is at version ${version}, search needs version ${searchVersion}: ` +
      "run `upkeep migrate up`",
  })
