// The number of a ticket that came from elsewhere, and the id that follows from it: the same
// ticket has the same id however often it is read.
import { hash } from "node:crypto"
import * as Problem from "../../problem/Problem.ts"
import type { Profile } from "../../process/Profile.ts"
import { nameCharacters } from "../../ticket/Text.ts"

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A problem where a number could be taken for another: one that this desk will give, or an id. */
export const numberProblem = (
  { numberPrefix }: Pick<Profile, "numberPrefix">,
  number: string,
): Problem.Problem | undefined => {
  const problem = (code: string, expected: string) =>
    Problem.make({ code, path: "ticket", got: number, expected })
  const serial = number.startsWith(numberPrefix) ? number.slice(numberPrefix.length) : ""
  if (/^\d+$/.test(serial))
    return problem(
      "number-of-desk",
      `a number unlike this desk's own (${numberPrefix}1, ${numberPrefix}2 …), or a map with a numberPrefix`,
    )
  if (uuid.test(number))
    return problem("invalid-id", "a number that is no UUID, or a map with a numberPrefix")
  return number.length > nameCharacters
    ? problem("too-long", `at most ${nameCharacters} characters with its numberPrefix`)
    : undefined
}

/**
 * The id of a ticket with this number that was registered at an instant in epoch milliseconds: a
 * UUIDv7 whose chance is the hash of the number, so that tickets keep the order of their times.
 */
export const ticketIdOf = (number: string, registeredAt: number): string => {
  const time = registeredAt.toString(16).padStart(12, "0")
  const digest = hash("sha256", number)
  const variant = ((Number.parseInt(digest.slice(3, 4), 16) & 0x3) | 0x8).toString(16)
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${digest.slice(0, 3)}`,
    `${variant}${digest.slice(4, 7)}`,
    digest.slice(7, 19),
  ].join("-")
}
