// What people wrote, as a commit stores and forgets it, and how it comes into the index of words.
import type { TicketStore } from "@upkeep/core/effect"
import type { Statements } from "./connection.ts"
import { integer } from "./row.ts"
import { batchAtMost, indexBy, tailAtMost, tailCharactersAtMost } from "./search.ts"

/** Prepares what a commit does with content; call it inside the transaction. */
export const contentBy = (statements: Statements) => {
  const insert = statements.prepare(
    "INSERT INTO upkeep_content (tenant, ticket_id, key, salt, body) VALUES (?, ?, ?, ?, ?)",
  )
  const forget = forgetBy(statements)
  const index = indexBy(statements)
  let written = 0
  let characters = 0
  return (tenant: string, { ticketId, contents, forgotten }: Written): void => {
    forget(tenant, ticketId, forgotten)
    for (const { key, salt, body } of contents) {
      insert.run(tenant, ticketId, key, salt, body)
      characters += body.length
    }
    written += contents.length
    if (written < tailAtMost && characters < tailCharactersAtMost) return
    // At least as many as were written, so that none gather. What is rolled back with this
    // transaction waits a little longer: those who come next take it in.
    for (; written > 0; written -= batchAtMost) index()
    written = 0
    characters = 0
  }
}

type Written = Pick<TicketStore.Commit, "ticketId" | "contents" | "forgotten">

const forgetBy = ({ prepare }: Statements) => {
  const remove = prepare(
    "DELETE FROM upkeep_content WHERE tenant = ? AND ticket_id = ? AND key = ? RETURNING sequence",
  )
  const unindex = prepare("DELETE FROM upkeep_words WHERE rowid = ?")
  // SQLite gives the sequence of the last row again once that is gone: it has to be taken in then.
  const retreat = prepare(
    "UPDATE upkeep_search SET indexed_until = " +
      "min(indexed_until, (SELECT coalesce(max(sequence), 0) FROM upkeep_content))",
  )
  // What a mail server answered may name whoever it was about.
  const hush = prepare(
    "UPDATE upkeep_delivery SET reason = '' WHERE tenant = ? AND ticket_id = ? AND reason <> ''",
  )
  return (tenant: string, ticketId: string, keys: ReadonlyArray<string>): void => {
    for (const key of keys) {
      const removed = remove.get(tenant, ticketId, key)
      if (removed !== undefined) unindex.run(integer(removed, "sequence"))
    }
    if (keys.length === 0) return
    retreat.run()
    hush.run(tenant, ticketId)
  }
}
