// What arbitrary commands are made of.
import fc from "fast-check"
import type { Command } from "../../src/ticket/Command.ts"
import type { State } from "../../src/ticket/State.ts"
import { given, registered } from "./given.ts"

/** The file that the commands name: the letter x. */
export const file = {
  hash: "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
  bytes: 1,
  mediaType: "text/plain",
  name: "log.txt",
}

const newborn = given([registered]).state

export const text = fc.constantFrom("words", "more words")
export const attachments = fc.option(fc.constant([file]), { nil: undefined })

export const likely = <A>(weight: number, arbitrary: fc.Arbitrary<A>) => ({ weight, arbitrary })

/** A command that still has to be told the ticket that it is for. */
export type Blank = (state: State) => Command

/** Commands of some kinds, and how likely they are. */
export const kind = <A>(
  weight: number,
  arbitrary: fc.Arbitrary<A>,
  fill: (value: A, state: State) => Command,
) => {
  const blank = (value: A): Blank => {
    const filled: Blank = (state) => fill(value, state)
    // What a failing walk is told by.
    return Object.assign(filled, { [fc.toStringMethod]: () => JSON.stringify(filled(newborn)) })
  }
  return likely(weight, arbitrary.map(blank))
}

export const files = <A>(list: A | undefined) => (list === undefined ? {} : { attachments: list })

/** An instant near the ticket's last event: mostly to come, else past. */
export const around = fc.constantFrom(1_000, 5_000, 60_000, 3_600_000, 0, -1_000)
export const soon = fc.option(around, { nil: undefined })
export const by = (offset: number | undefined, { updatedAt }: State) =>
  offset === undefined ? {} : { dueAt: Math.max(0, updatedAt + offset) }
