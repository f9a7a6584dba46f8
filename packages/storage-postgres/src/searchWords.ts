// The words of a content as PostgreSQL indexes them.
//
// Each begins with a mark of its tenant: what one tenant wrote costs a search of another nothing.
import { createHash } from "node:crypto"
import { Words } from "@upkeep/core/effect"
import type { Queries } from "./executor.ts"
import { text } from "./row.ts"

/** The version of the schema from which contents have words. */
export const searchVersion = 2

/** The words of a content of a tenant, as the text of a `tsvector`. */
export const vectorOf = (tenant: string, body: string): string => {
  const mark = markOf(tenant)
  return Words.wordsOfContent(body)
    .map((word) => mark + word)
    .join(" ")
}

/** The question for a word of a tenant that begins so, as the text of a `tsquery`. */
export const queryOf = (tenant: string, beginning: string): string =>
  `${markOf(tenant)}${beginning}:*`

// Two tenants may share a mark: it only saves work, and every question names its tenant.
const markOf = (tenant: string): string =>
  createHash("sha256").update(tenant).digest("hex").slice(0, 4)

/** The most contents that one call of `fillWords` fills. */
export const filledAtMost = 500

/**
 * Gives contents that have none their words, at most `filledAtMost`, and says how many there were:
 * call again until it was 0. Others may write meanwhile, and do the same.
 */
export const fillWords = async (queries: Queries, schema: string): Promise<number> => {
  const { rows } = await queries.query(
    `SELECT tenant, ticket_id, key, body FROM ${schema}.content WHERE words IS NULL ORDER BY tenant, position LIMIT $1`,
    [filledAtMost],
  )
  const filled = rows.map((row) => {
    const tenant = text(row, "tenant")
    const words = vectorOf(tenant, text(row, "body"))
    return { tenant, ticket: text(row, "ticket_id"), key: text(row, "key"), words }
  })
  await queries.query(
    `UPDATE ${schema}.content AS content SET words = filled.words::tsvector FROM ` +
      "json_to_recordset($1::text::json) AS filled (tenant text, ticket text, key text, words text) " +
      "WHERE content.tenant = filled.tenant AND ticket_id = filled.ticket AND content.key = filled.key",
    [JSON.stringify(filled)],
  )
  return rows.length
}
