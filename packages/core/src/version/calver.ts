// Versions that say when: 2026.11, 2026.11.21, 2026.11.21.2 (V08).
import { Result } from "effect"
import { fault, orderOf, partsOf, type Problems, type Scheme } from "./scheme.ts"

/** A version by the calendar: year, month and up to two more numbers, as it was written. */
export interface Calver {
  readonly text: string
  readonly numbers: ReadonlyArray<number>
}

/**
 * Versions by the calendar, with zeros before a number where people write them. What the numbers
 * after the month count is for the vendor to say. Which one follows depends on the day, so people
 * choose it.
 */
export const calver: Scheme<Calver> = {
  id: "calver",
  form: "YYYY.MM, with up to two numbers more",
  parse: (text) =>
    partsOf(calver, text, /^(\d{4})\.(\d{1,2})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?$/).pipe(
      Result.flatMap((parts): Result.Result<Calver, Problems> => {
        const numbers = parts.filter((part) => part !== undefined).map(Number)
        return isTime(numbers)
          ? Result.succeed({ text, numbers })
          : Result.fail([
              fault("out-of-range", text, "a year from 1970 to 2200, a month from 1 to 12"),
            ])
      }),
    ),
  format: ({ text }) => text,
  compare: (left, right) => orderOf(left.numbers, right.numbers),
  next: () => undefined,
}

const isTime = ([year = 0, month = 0]: ReadonlyArray<number>): boolean =>
  year >= 1970 && year <= 2200 && month >= 1 && month <= 12
