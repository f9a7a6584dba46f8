// Versions that only name something: `20H2`, the hash of a commit (V08).
import { Result } from "effect"
import { partsOf, type Scheme } from "./scheme.ts"

/** Names that are never compared: the same one is the same, and no other is before or after it. */
export const opaque: Scheme<string> = {
  id: "opaque",
  form: "letters, digits, dots and - _ +, beginning with a letter or a digit",
  parse: (text) => Result.map(partsOf(opaque, text, /^[0-9A-Za-z][0-9A-Za-z.+_-]*$/), () => text),
  format: (text) => text,
  compare: (left, right) => (left === right ? "same" : "incomparable"),
  next: () => undefined,
}
