// A file that was kept before a command names it. Its id is what was kept, signed for whoever sent
// it: every process of the tenant knows it again, and none has to remember it.
import type { Attachment } from "../ticket/Command.ts"
import type { DeskService } from "./Desk.ts"
import { ownerOf, type Principal } from "./Principal.ts"

/** A kept file; commands name it by its id. */
export interface Upload extends Attachment {
  readonly id: string
}

type Signing = Pick<DeskService, "sign" | "isSigned">

/** The upload of a file that was kept for a principal. */
export const uploadOf = (
  desk: Signing,
  principal: Principal,
  { hash, bytes, mediaType, name }: Attachment,
): Upload => {
  const kept = Buffer.from(JSON.stringify([hash, bytes, mediaType, name])).toString("base64url")
  const id = `${kept}.${desk.sign(signed(principal, kept))}`
  return { id, hash, bytes, mediaType, name }
}

/** The file of an upload; undefined where this principal did not make it, whatever else it is. */
export const fileOf = (desk: Signing, principal: Principal, id: string): Attachment | undefined => {
  const [kept = "", proof = "", ...more] = id.split(".")
  if (more.length > 0 || !desk.isSigned(signed(principal, kept), proof)) return undefined
  // What is signed is our own writing.
  const fields: [string, number, string, string] = JSON.parse(
    Buffer.from(kept, "base64url").toString(),
  )
  const [hash, bytes, mediaType, name] = fields
  return { hash, bytes, mediaType, name }
}

const signed = (principal: Principal, kept: string): string =>
  JSON.stringify(["upload", ...ownerOf(principal), kept])
