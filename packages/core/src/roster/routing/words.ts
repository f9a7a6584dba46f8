// Which words routing needs to be explained: a language that lacks one does not compile.
import type { Out, Sorted, Unrouted } from "./routed.ts"
import type { Unlike } from "./rule.ts"

/** The words of a language. */
export interface Words {
  /** What stands before lines, a competence, an instant, a load. */
  readonly out: { readonly [why in Out["why"]]: string }
  readonly unlike: { readonly [name in Unlike]: string }
  readonly nobody: { readonly [why in Unrouted["nobody"]]: string }
  /** Why the one who gets it was chosen. */
  readonly best: { readonly [spread in Sorted["spread"]]: string }
  readonly phrases: { readonly [phrase in Phrase]: string }
}

export type Phrase =
  | "assigned"
  | "byRule"
  | "doesNotFit"
  | "line"
  | "competence"
  | "openTickets"
  | "of"
  | "lastAssigned"
  | "neverAssigned"
  | "offShiftForEver"
  | "only"
  | "equal"
