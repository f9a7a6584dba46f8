// What the description consists of.

/** A section: what is listed, with a sentence before it where there is one, and what is said. */
export interface Section {
  readonly title: string
  readonly lead?: string | undefined
  readonly items: ReadonlyArray<string>
  readonly text: ReadonlyArray<string>
}
