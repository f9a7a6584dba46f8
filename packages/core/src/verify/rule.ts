// What the rules of a verification share.
import type { Process } from "../process/Process.ts"
import type { Found } from "./finding.ts"
import type { Way } from "./way.ts"

/** What is verified: the process's own way comes first, then that of each request type. */
export interface Subject {
  readonly process: Process
  readonly ways: ReadonlyArray<Way>
}

/** A rule reports everything that it finds. */
export type Rule = (subject: Subject) => ReadonlyArray<Found>

/** What a rule finds way by way. */
export const byWay =
  (found: (way: Way, process: Process) => ReadonlyArray<Omit<Found, "way">>): Rule =>
  ({ process, ways }) =>
    ways.flatMap((way) => found(way, process).map((each) => ({ ...each, way: way.type })))

/** The ways of request types that there are: a new request goes one of them. */
export const typedWays = ({ ways }: Subject): ReadonlyArray<Way> =>
  ways.filter(({ type }) => type !== null)
