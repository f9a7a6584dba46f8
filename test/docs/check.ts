// What an example that checks itself calls.
import { deepStrictEqual } from "node:assert"

/** Fails where a value is not what the document says. */
export const is = (where: string, got: unknown, expected: unknown): void => {
  deepStrictEqual(got, expected, `${where}: got ${show(got)}, expected ${show(expected)}`)
}

const show = (value: unknown): string => JSON.stringify(value) ?? String(value)

/** Fails where nothing is thrown, or without these words. */
export const throws = async (where: string, work: () => unknown, words: string): Promise<void> => {
  const thrown = await Promise.resolve()
    .then(work)
    .then(
      () => undefined,
      (error: unknown) =>
        error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    )
  if (thrown === undefined) throw new Error(`${where}: nothing was thrown, expected ${words}`)
  if (!thrown.includes(words)) throw new Error(`${where}: ${thrown}, expected ${words}`)
}
