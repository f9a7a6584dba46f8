// The chain of a journal (P20): each event holds a hash over its own bytes and over the hash of the
// event before it, so that nothing in between is changed, left out or put in unseen.
import { hash } from "node:crypto"
import type { EventRow } from "../../port/TicketStore.ts"

/** What stands before the first event of a ticket. */
export const firstLink = ""

const opening = ',"chain":"'
const closing = '"}'
/** The length of what the chain adds to a body, in place of its last brace. */
const addedCharacters = opening.length + 64 + closing.length

/** The hash of an event: sha256 over the one before, the tenant and its own bytes, hex. */
export const linkOf = (before: string, tenant: string, body: string): string =>
  // Neither a hash nor the name of a tenant has a line break: no other three give this text.
  hash("sha256", `${before}\n${tenant}\n${body}`)

/** An event's body apart from its hash; undefined where it was written without one. */
export interface Unlinked {
  readonly body: string
  readonly chain: string | undefined
}

/** Takes the hash off a body. It is the last field, so that all bytes before it are hashed. */
export const unlinked = (body: string): Unlinked => {
  const cut = body.length - addedCharacters
  // A body without one ends with the event itself, and so with two braces.
  if (!body.startsWith(opening, cut) || !body.endsWith(closing)) return { body, chain: undefined }
  return {
    body: `${body.slice(0, cut)}}`,
    chain: body.slice(cut + opening.length, -closing.length),
  }
}

/** Events that go on from a hash, each with its own, and the last one's. */
export const linked = (
  tenant: string,
  before: string,
  rows: ReadonlyArray<EventRow>,
): { readonly rows: ReadonlyArray<EventRow>; readonly chain: string } => {
  let chain = before
  const linkedRows = rows.map((row) => {
    chain = linkOf(chain, tenant, row.body)
    return { ...row, body: `${row.body.slice(0, -1)}${opening}${chain}${closing}` }
  })
  return { rows: linkedRows, chain }
}

/**
 * The hash of the last of these events, which are a journal from its beginning. Those that were
 * written before there was a chain count as if they had their hashes: so all of them are in the
 * hash of the first event that has one.
 */
export const chainOf = (tenant: string, rows: ReadonlyArray<EventRow>): string =>
  rows.reduce((chain, { body }) => linkOf(chain, tenant, unlinked(body).body), firstLink)
