// A page that stands alone, and texts in the forms that others read: what any command may need.
import type { Document } from "./document.ts"
import { htmlOf } from "./html.ts"

export { quoted as csvCell } from "./csv.ts"
export type { Block, Document, Table } from "./document.ts"
export { escaped } from "./escaped.ts"

/** The document as a page of HTML: no script, nothing fetched, for light screens and dark ones. */
export const html = (document: Document): string => htmlOf(document)
