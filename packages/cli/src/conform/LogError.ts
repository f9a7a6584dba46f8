// A log that cannot be judged as a whole is not judged at all.
import { Problem } from "@upkeep/core"
import { Decode } from "@upkeep/core/effect"

/** What is wrong with a log, all of it that is listed. */
export class LogError extends Error {
  override readonly name = "LogError"

  constructor(problems: ReadonlyArray<Problem.Problem>) {
    super(problems.map(({ message }) => message).join("\n"))
  }
}

/** A problem of a log, at a line of it where that is known. */
export const problemAt = (
  line: number | undefined,
  problem: Omit<Parameters<typeof Problem.make>[0], "path">,
): Problem.Problem => {
  const made = Problem.make({ ...problem, path: "" })
  return line === undefined ? made : Problem.within(`line ${line}`, made)
}

/** Problems of a log, in memory that does not grow with them. */
export interface Problems {
  readonly add: (problem: Problem.Problem) => void
  /** Throws those that were added, where there are any. */
  readonly refuse: () => void
}

/** Gathers problems; beyond as many as one answer lists they are counted. */
export const gathered = (): Problems => {
  const listed: Array<Problem.Problem> = []
  let more = 0
  return {
    add: (problem) => {
      if (listed.length < Decode.listedProblems) listed.push(problem)
      else more += 1
    },
    refuse: () => {
      if (listed.length === 0) return
      const rest = { code: "too-many-problems", got: `${more} more`, expected: "none" }
      throw new LogError(more === 0 ? listed : [...listed, problemAt(undefined, rest)])
    },
  }
}
