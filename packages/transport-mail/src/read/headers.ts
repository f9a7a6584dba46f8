// Headers of a parsed mail: their values, addresses and Message-IDs, as an enemy may write them.
import { type Address as Parsed, addressParser, decodeWords, type Header } from "postal-mime"
import * as Address from "../Address.ts"
import type { Mailbox } from "../MailFacts.ts"
import { nameOf } from "./text.ts"

/** All values of the headers of these names, in their order, not yet decoded. */
export const valuesOf = (
  headers: ReadonlyArray<Header>,
  ...names: ReadonlyArray<string>
): ReadonlyArray<string> =>
  headers.filter(({ key }) => names.includes(key)).map(({ value }) => value)

/** The first value with the encoded words decoded, or null where there is no such header. */
export const decoded = (headers: ReadonlyArray<Header>, name: string): string | null => {
  const value = valuesOf(headers, name)[0]
  return value === undefined ? null : decodeWords(value)
}

/** The first value in lower case without what follows a semicolon, or null. */
export const token = (headers: ReadonlyArray<Header>, name: string): string | null =>
  valuesOf(headers, name)[0]?.split(";")[0]?.trim().toLowerCase().slice(0, 100) ?? null

/** The mailboxes of an address header; one that is no address is still counted. */
export const mailboxesOf = (value: string): ReadonlyArray<Mailbox> =>
  addressParser(value, { flatten: true }).map(mailboxOf)

const mailboxOf = ({ address = "", name }: Parsed): Mailbox => ({
  address: Address.parse(decodeWords(address)),
  name: name.includes("@") ? null : nameOf(name),
})

/** The addresses of parsed headers, those of groups too; what is no address is left out. */
export const addressesOf = (parsed: ReadonlyArray<Parsed> = []): ReadonlyArray<string> =>
  parsed
    .flatMap((entry): ReadonlyArray<Parsed> => entry.group ?? [entry])
    .map((entry) => mailboxOf(entry).address)
    .filter((address) => address !== null)

/** The ids in angle brackets, without them; blank ones are none (ML17). */
export const idsIn = (value: string): ReadonlyArray<string> =>
  [...value.matchAll(/<([^<>]*)>/g)].map((match) => idOf(match[1] ?? "")).filter((id) => id !== "")

/** A Message-ID header's own id, brackets or not; null where it is blank (ML17). */
export const messageIdOf = (value: string): string | null => {
  const id = idsIn(value)[0] ?? idOf(value.replace(/[<>]/g, ""))
  return id === "" ? null : id
}

const idOf = (text: string): string => text.replace(/\s+/g, "")
