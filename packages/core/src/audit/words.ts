// Which words a finding needs: a language that lacks one does not compile.
import type { RuleId } from "./Audit.ts"
import type { How } from "./Finding.ts"

/** The words of a language. */
export interface Words {
  readonly rules: { readonly [rule in RuleId]: Explained }
  readonly how: { readonly [how in How]: string }
  readonly phrases: { readonly [phrase in "due" | "none" | "still"]: string }
}

/** A rule in words: what happened, and what may be harmless about it. */
export interface Explained {
  readonly what: string
  readonly unless: string
}
