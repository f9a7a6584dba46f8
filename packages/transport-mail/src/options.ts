// What an intake is told, checked, with its defaults.
import { Problem } from "@upkeep/core"
import { Semaphore } from "effect"
import * as Address from "./Address.ts"
import {
  defaults,
  heapMebibytesAtLeast,
  type MailLimits,
  pollMillis,
  pollMillisAtLeast,
  pollMillisAtMost,
} from "./MailLimits.ts"
import * as MailParser from "./MailParser.ts"
import type { Intake } from "./take/Intake.ts"
import type { MaildirOptions } from "./take/TakingMaildir.ts"
import type { Watching, WatchOptions } from "./take/WatchingMaildir.ts"

/** What an intake can be told. */
export interface MailIntakeOptions {
  /** The desk's own addresses; mail from them is ignored (ML27). None by default. */
  readonly ownAddresses?: ReadonlyArray<string>
  /**
   * The name under which mails are booked, 1 to 64 characters; `mail` by default. Each mailbox of a
   * desk needs its own: under it is kept how far that mailbox was read.
   */
  readonly intake?: string
  /** The process's channel of tickets from mail; `email` by default. */
  readonly channel?: string
  /** Bounds other than `MailLimits.defaults`: whole numbers from 1, `heapMebibytes` from 32. */
  readonly limits?: Partial<MailLimits>
}

/** Makes the intake; a mistake in the options is thrown, all of them at once. */
export const intakeOf = (options: MailIntakeOptions): Intake => {
  const { ownAddresses = [], intake = "mail", channel = "email", limits = {} } = options
  const problems = [
    ...addressProblems(ownAddresses),
    ...nameProblems("intake", intake),
    ...nameProblems("channel", channel),
    ...limitProblems(limits),
  ]
  refuse(problems)
  const all = { ...defaults, ...limits }
  return {
    name: intake,
    channel,
    own: new Set(ownAddresses.flatMap((address) => keyOf(address) ?? [])),
    limits: all,
    parser: MailParser.make(all),
    turn: Semaphore.makeUnsafe(1),
    closing: new AbortController(),
  }
}

/** The options of a reading, with their defaults; a mistake is thrown. */
export const maildirOf = ({ seen = "move" }: MaildirOptions): Required<MaildirOptions> => {
  refuse(seenProblems(seen))
  return { seen }
}

/** The options of a watch, with their defaults; a mistake is thrown, all of them at once. */
export const watchingOf = (options: WatchOptions): Watching => {
  const all = {
    ...options,
    seen: options.seen ?? "move",
    pollMillis: options.pollMillis ?? pollMillis,
  }
  refuse([
    ...seenProblems(all.seen),
    ...pollProblems(all.pollMillis),
    ...signalProblems(all.signal),
  ])
  return all
}

const refuse = (problems: ReadonlyArray<Problem.Problem>): void => {
  if (problems.length > 0) throw new TypeError(problems.map(({ message }) => message).join("\n"))
}

const keyOf = (address: string): string | null => {
  const parsed = Address.parse(address)
  return parsed === null ? null : Address.key(Address.withoutPlus(parsed))
}

// Programs without types hand over anything.
const addressProblems = (addresses: unknown) => {
  const path = "ownAddresses"
  if (!Array.isArray(addresses)) return [wrongType(path, addresses, "a list of mail addresses")]
  return addresses.flatMap((address: unknown, index) =>
    typeof address === "string" && keyOf(address) !== null
      ? []
      : Problem.make({
          code: "invalid-address",
          path: `${path}[${index}]`,
          got: address,
          expected: "one mail address",
        }),
  )
}

const nameProblems = (path: string, got: unknown) => {
  if (typeof got !== "string") return [wrongType(path, got, "text")]
  if (got.length < 1 || got.length > 64)
    return [Problem.make({ code: "out-of-range", path, got, expected: "1 to 64 characters" })]
  // Such a name is a key in stores, of which not each could keep it.
  if (got.includes("\0"))
    return [Problem.make({ code: "forbidden-character", path, got, expected: "no U+0000" })]
  return got.isWellFormed()
    ? []
    : [Problem.make({ code: "invalid-unicode", path, got, expected: "no lone surrogates" })]
}

const limitProblems = (limits: unknown) =>
  typeof limits !== "object" || limits === null || Array.isArray(limits)
    ? [wrongType("limits", limits, "an object")]
    : Object.entries(limits).flatMap(([name, limit]) => limitProblem(name, limit))

const limitProblem = (name: string, limit: unknown) => {
  const path = `limits.${name}`
  if (!Object.hasOwn(defaults, name)) {
    const expected = `one of ${Object.keys(defaults).join(", ")}`
    return Problem.make({ code: "unknown-field", path, got: limit, expected })
  }
  const least = name === "heapMebibytes" ? heapMebibytesAtLeast : 1
  if (typeof limit === "number" && Number.isSafeInteger(limit) && limit >= least) return []
  const expected = `a whole number from ${least}`
  return Problem.make({ code: "out-of-range", path, got: limit, expected })
}

const seenProblems = (got: unknown) =>
  got === "move" || got === "leave"
    ? []
    : [Problem.make({ code: "unknown-value", path: "seen", got, expected: "move or leave" })]

const pollProblems = (got: unknown) => {
  const isWhole = typeof got === "number" && Number.isSafeInteger(got)
  if (isWhole && got >= pollMillisAtLeast && got <= pollMillisAtMost) return []
  const expected = `a whole number from ${pollMillisAtLeast} to ${pollMillisAtMost}`
  return [Problem.make({ code: "out-of-range", path: "pollMillis", got, expected })]
}

const signalProblems = (got: unknown) =>
  got === undefined || got instanceof AbortSignal
    ? []
    : [wrongType("signal", got, "an AbortSignal")]

const wrongType = (path: string, got: unknown, expected: string) =>
  Problem.make({ code: "wrong-type", path, got, expected })
