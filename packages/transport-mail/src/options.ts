// What an intake is told, checked, with its defaults.
import { Problem } from "@upkeep/core"
import { Semaphore } from "effect"
import * as Address from "./Address.ts"
import { defaults, type MailLimits } from "./MailLimits.ts"
import * as MailParser from "./MailParser.ts"
import type { Intake } from "./take/Intake.ts"

/** What an intake can be told. */
export interface MailIntakeOptions {
  /** The desk's own addresses; mail from them is ignored (ML27). None by default. */
  readonly ownAddresses?: ReadonlyArray<string>
  /** The name under which mails are booked, 1 to 64 characters; `mail` by default. */
  readonly intake?: string
  /** The process's channel of tickets from mail; `email` by default. */
  readonly channel?: string
  /** Bounds other than `MailLimits.defaults`: whole numbers from 1. */
  readonly limits?: Partial<MailLimits>
}

/** Makes the intake; a mistake in the options is thrown, all of them at once. */
export const intakeOf = (options: MailIntakeOptions): Intake => {
  const { ownAddresses = [], intake = "mail", channel = "email", limits = {} } = options
  const problems = [
    ...addressProblems(ownAddresses),
    ...nameProblems(intake),
    ...limitProblems(limits),
  ]
  if (problems.length > 0) throw new TypeError(problems.map(({ message }) => message).join("\n"))
  const all = { ...defaults, ...limits }
  return {
    name: intake,
    channel,
    own: new Set(ownAddresses.flatMap((address) => keyOf(address) ?? [])),
    limits: all,
    parser: MailParser.make(all),
    turn: Semaphore.makeUnsafe(1),
  }
}

const keyOf = (address: string): string | null => {
  const parsed = Address.parse(address)
  return parsed === null ? null : Address.key(Address.withoutPlus(parsed))
}

const addressProblems = (addresses: ReadonlyArray<string>) =>
  addresses.flatMap((address, index) =>
    keyOf(address) === null
      ? Problem.make({
          code: "invalid-address",
          path: `ownAddresses[${index}]`,
          got: address,
          expected: "one mail address",
        })
      : [],
  )

const nameProblems = (intake: string) =>
  intake.length >= 1 && intake.length <= 64
    ? []
    : [
        Problem.make({
          code: "out-of-range",
          path: "intake",
          got: intake,
          expected: "1 to 64 characters",
        }),
      ]

const limitProblems = (limits: Partial<MailLimits>) =>
  Object.entries(limits).flatMap(([name, limit]) => {
    const path = `limits.${name}`
    if (!Object.hasOwn(defaults, name)) {
      const expected = `one of ${Object.keys(defaults).join(", ")}`
      return Problem.make({ code: "unknown-field", path, got: limit, expected })
    }
    if (Number.isSafeInteger(limit) && limit >= 1) return []
    return Problem.make({
      code: "out-of-range",
      path,
      got: limit,
      expected: "a whole number from 1",
    })
  })
