// The rules of routing name what the profile has (M-05).
import * as Problem from "../../problem/Problem.ts"
import * as Routing from "../../roster/Routing.ts"
import type { Field, Profile } from "../Profile.ts"

/** Everything that is wrong with the rules of routing, as they say it themselves. */
export const routingProblems = ({
  routing = [],
  requestTypes,
  priorities = [],
  lines,
  channels,
  fields = [],
}: Profile): ReadonlyArray<Problem.Problem> =>
  Routing.problemsOf(routing, {
    requestTypes: requestTypes.map(({ id }) => id),
    priorities: priorities.map(({ id }) => id),
    lines: lines.map(({ id }) => id),
    channels,
    fields: fields.filter(({ kind }) => naming.has(kind)).map(({ id }) => id),
  }).map((problem) => Problem.within("routing", problem))

// Only these hold a name among the facts of a request: texts and persons lie apart, as personal.
const naming: ReadonlySet<Field["kind"]> = new Set(["choice", "environment", "version"])
