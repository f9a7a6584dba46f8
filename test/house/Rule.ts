// A rule of the house, with the breach that proves it is not blind.
import type { House } from "./House.ts"

/** A rule: a sentence, and what it finds where the sentence does not hold. */
export interface Rule {
  readonly title: string
  /** The offenders, one line each; none where the rule is kept. */
  readonly offenders: (house: House) => ReadonlyArray<string>
  /** A small house that breaks the rule, and what the rule has to say of it. */
  readonly breach: {
    readonly files: { readonly [path: string]: string }
    readonly found: ReadonlyArray<string>
  }
}

/** A manifest as text, for breaches. */
export const manifest = (name: string, more: object = {}): string =>
  JSON.stringify({ name, ...more })
