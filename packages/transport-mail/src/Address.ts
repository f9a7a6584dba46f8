// Mail addresses: when they are one, when two are the same, and the part after the plus sign.
import { domainToASCII } from "node:url"

/** Octets of a local part, RFC 5321 4.5.3.1.1. */
const localOctets = 64
/** Octets of a domain, RFC 5321 4.5.3.1.2. */
const domainOctets = 255

// Atoms of RFC 5322, and of RFC 6532 any letter beyond ASCII. Quoted local parts are refused: they
// can hold an `@`, and no customer has one.
const local = /^[\w!#$%&'*+/=?^`{|}~.\-\p{L}\p{M}\p{N}]+$/u
const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/

/**
 * The address with its domain in lower-case ASCII, or null where the text is none (ML08, ML13).
 *
 * @example
 * Address.parse("Anna@Firma.Example") // => "Anna@firma.example"
 * Address.parse("=?utf-8?q?=40a.example?=@b.example") // => null
 */
export const parse = (text: string): string | null => {
  const at = text.lastIndexOf("@")
  const name = text.slice(0, at)
  if (at < 1 || !isLocal(name)) return null
  const domain = asciiDomain(text.slice(at + 1))
  return domain === null ? null : `${name}@${domain}`
}

/** Whether the text is exactly one mail address. */
export const isAddress = (text: string): boolean => parse(text) !== null

/** The address as it is compared: case does not count, a `+tag` does (ML12). */
export const key = (address: string): string => address.toLowerCase()

/** The part after the plus sign of the local part, in lower case, or undefined. */
export const plusPart = (address: string): string | undefined => {
  const at = address.lastIndexOf("@")
  const plus = address.indexOf("+")
  return plus < 0 || plus > at ? undefined : address.slice(plus + 1, at).toLowerCase()
}

/** The address without its plus part. */
export const withoutPlus = (address: string): string => address.replace(/^([^+@]+)\+[^@]*@/, "$1@")

const isLocal = (text: string): boolean =>
  text.length <= localOctets &&
  Buffer.byteLength(text) <= localOctets &&
  local.test(text) &&
  !text.includes("=?")

const asciiDomain = (text: string): string | null => {
  if (text.length > domainOctets) return null
  const domain = domainToASCII(text).toLowerCase()
  const labels = domain.split(".")
  return domain.length <= domainOctets && labels.every((part) => label.test(part)) ? domain : null
}
