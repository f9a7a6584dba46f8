// What copies are told from, in the SQL of both stores: the number of the copy, and nothing else.

/** The id of a copy, from the text of its number in twelve hexadecimal digits. */
export const idOf = (digits: string): string => `('00000000-0000-7000-8000-' || ${digits})`

/** A number from 0 to 1 that looks like chance; each factor gives others. */
export const chance = (number: string, factor: string): string =>
  `(${number} * ${factor} % 1000003 / 1000003e0)`

/** The same for numbers that are no neighbours in a line either. */
export const spread = (number: string): string =>
  `((${number} * ${number} + ${number} * 104729) % 1000003 / 1000003e0)`

/**
 * Texts are put together from pieces: of so many, each of so many words, from so many different
 * ones. A text has three pieces, of the first so many each: primes, so that no two texts have the
 * same three.
 */
export const pieces = {
  count: 50_000,
  words: 10,
  vocabulary: 20_000,
  ofText: [49_999, 49_991, 49_957],
} as const
