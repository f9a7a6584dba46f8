// Looks through an answer for what its reader may not see.
import { type ActorName, maySee, owners, principalOf, type TicketName } from "./cast.ts"
import type { World } from "./world.ts"

/** What an answer shows, beside its own request's id. */
export interface Shown {
  readonly status: number
  readonly headers: ReadonlyArray<readonly [string, string]>
  readonly text: string
}

/** A response as anybody sees it, without what differs from request to request. */
export const shownOf = async (response: Response): Promise<Shown> => ({
  status: response.status,
  headers: [...response.headers].filter(([name]) => name !== "x-request-id"),
  text: (await response.text()).replace(/"requestId":"[^"]*"/, '"requestId":""'),
})

/** Everything in an answer that its reader may not see; `sent` is what the reader wrote. */
export const leaksIn = (
  { tickets, markers }: Pick<World, "tickets" | "markers">,
  reader: ActorName,
  shown: Shown,
  sent = "",
): ReadonlyArray<string> => {
  const text = readable(shown)
  const words = text.match(/mk-[\w-]+/g) ?? []
  const strange = words.filter((word) => !sent.includes(word) && !mayRead(reader, word))
  const found = markers
    .filter(({ text: marker }) => !sent.includes(marker) && holds(text, marker))
    .filter(({ ticket, internal }) => !mayKnow(reader, ticket, internal))
    .map(({ text: marker, ticket }) => `${marker} of ${tickets[ticket].number}`)
  return [...new Set([...strange, ...found])]
}

// What an upload's id says is looked at as well: it is text in another writing.
const readable = ({ status, headers, text }: Shown): string => {
  const plain = text.replace(/"id":"([\w-]+)\.[\w-]{43}"/, (_, kept: string) =>
    Buffer.from(kept, "base64url").toString(),
  )
  return [status, ...headers.map((header) => header.join(": ")), plain].join("\n")
}

// A number ends where its digits end: MK-1 is not in MK-12.
const holds = (text: string, marker: string): boolean =>
  /^MK-\d+$/.test(marker) ? new RegExp(`${marker}(?!\\d)`).test(text) : text.includes(marker)

const mayKnow = (reader: ActorName, ticket: TicketName, internal: boolean): boolean =>
  maySee(reader, ticket) && !(internal && principalOf(reader)?.kind === "customer")

// A word that nobody has planted is nobody's: it is a leak.
const mayRead = (reader: ActorName, word: string): boolean => {
  const who = principalOf(reader)
  if (who === undefined) return false
  const [, name, kind] = /^mk-([ABST])-(pub|int)-/.exec(word) ?? []
  if (isTicket(name)) return mayKnow(reader, name, kind === "int")
  const isOwn = who.kind !== "customer"
  if (/^mk-(process|line-\d)$/.test(word)) return isOwn
  const theirs = [who.id, ...(who.kind === "customer" ? [who.customer] : [])]
  return theirs.includes(word) || (isOwn && (peopleOf[who.tenant] ?? []).includes(word))
}

const isTicket = (name: string | undefined): name is TicketName =>
  name !== undefined && Object.hasOwn(owners, name)

/** The customers and the people of a tenant. */
const peopleOf: { readonly [tenant: string]: ReadonlyArray<string> } = {
  "mk-north": ["mk-alpha", "mk-beta", "mk-anna", "mk-boris", "mk-vera", "mk-robot"],
  "mk-south": ["mk-sigma", "mk-alpha", "mk-anna", "mk-sven", "mk-robot"],
}
