// What is frozen: so many lines of a file, from its beginning, and the sha256 of their text. A pin
// is never changed. Whoever adds a type to a format appends its lines and a pin of their own.

/** The first lines of a frozen file, as they are for ever. */
export interface Pin {
  readonly file: string
  readonly lines: number
  readonly sha256: string
}

export const pins: ReadonlyArray<Pin> = [
  {
    file: "v1.jsonl",
    lines: 177,
    sha256: "131bfd6b2f84ac60d2f3917be6e2a6fc8013b14ad0eb3a8c83b2dbf39b787d5c",
  },
]
