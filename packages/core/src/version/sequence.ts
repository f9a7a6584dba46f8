// The versions of document B (B-09): each release of each microservice is v.0.0.N.
import { Result } from "effect"
import { numbersOf, orderOf, type Scheme, successor } from "./scheme.ts"

/** Releases of one microservice, numbered in a row; the first one is v.0.0.1. */
export const sequence: Scheme<number> = {
  id: "sequence",
  form: "v.0.0.N, numbered in a row",
  parse: (text) =>
    Result.map(numbersOf(sequence, text, /^v\.0\.0\.(\d+)$/), ([number = 0]) => number),
  format: (number) => `v.0.0.${number}`,
  compare: (left, right) => orderOf([left], [right]),
  next: (number = 0) => successor(number),
}
