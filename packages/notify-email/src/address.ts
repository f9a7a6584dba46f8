// Which mail addresses we write to: exactly one mailbox, in a form that every header can carry.
import { domainToASCII } from "node:url"
import addressparser from "nodemailer/lib/addressparser"

/** Octets of a local part, RFC 5321 4.5.3.1.1. */
export const localOctets = 64
/** Octets of a whole address: the path of RFC 5321 4.5.3.1.3 without its angle brackets. */
export const addressOctets = 254

// A dot-atom (RFC 5322 3.2.3), with letters and digits of other scripts (RFC 6531). Quoted local
// parts and address literals are refused: no customer has one, and they are how headers get broken.
const local = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const domainText = /^[\p{L}\p{M}\p{N}.-]+$/u
const domainName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/

/** Whether this is one mail address and nothing else: no name, no list, no header. */
export const isAddress = (text: unknown): text is string => {
  if (typeof text !== "string" || Buffer.byteLength(text) > addressOctets) return false
  const [localPart, domain] = partsOf(text)
  if (!local.test(localPart) || Buffer.byteLength(localPart) > localOctets) return false
  return isDomain(domain) && readsAlone(text)
}

/** The two sides of the last `@`; the domain is empty where there is none. */
export const partsOf = (address: string): readonly [local: string, domain: string] => {
  const at = address.lastIndexOf("@")
  return at === -1 ? [address, ""] : [address.slice(0, at), address.slice(at + 1)]
}

const isDomain = (domain: string): boolean =>
  domainText.test(domain) && domainName.test(domainToASCII(domain))

// The mailer must read what we read.
const readsAlone = (text: string): boolean => {
  const [first, ...others] = addressparser(text)
  return others.length === 0 && first?.address === text && first.name === ""
}
