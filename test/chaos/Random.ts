// Chance that can be repeated: the same seed says the same, on every machine.

/** A number from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number

/** Mulberry32 (public domain): 2^32 different seeds, each with a period of 2^32 numbers. */
export const of = (seed: number): Random => {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A seed of one's own for each part of a run, so that one does not disturb the other. */
export const seedOf = (seed: number, part: number): number =>
  Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(part + 1, 0xc2b2ae35)

/** A whole number from `least` to `most`, both inclusive. */
export const between = (random: Random, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1))

/** Whether something happens that happens so often: a share from 0 to 1. */
export const happens = (random: Random, share: number): boolean => random() < share

/** One of these, of which there is at least one. */
export const pick = <A>(random: Random, all: ReadonlyArray<A>): A => {
  const found = all[Math.floor(random() * all.length)]
  if (found === undefined) throw new RangeError("nothing to choose from")
  return found
}

/** These in an order of chance (Fisher and Yates). */
export const shuffled = <A>(random: Random, all: ReadonlyArray<A>): ReadonlyArray<A> => {
  const left = [...all]
  return all.flatMap(() => left.splice(Math.floor(random() * left.length), 1))
}
