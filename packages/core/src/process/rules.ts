// What a profile must keep beyond its form: named rules, each of which reports everything it finds.
import * as Problem from "../problem/Problem.ts"
import type { Lifecycle } from "../ticket/Lifecycle.ts"
import { soundPlaces } from "./Places.ts"
import type { Profile } from "./Profile.ts"
import type { Rule } from "./rule.ts"
import {
  businessDaysDefined,
  datesWithoutPause,
  growingWarnings,
  heardEvents,
  knownStates,
  targetsThere,
} from "./rules/clocks.ts"
import { knownFields, soundFields } from "./rules/fields.ts"
import { distinctIds, someEntries } from "./rules/lists.ts"
import { endingBreaches } from "./rules/loops.ts"
import { knownNames } from "./rules/names.ts"
import {
  notesStayInside,
  noticedEvents,
  noticesEnd,
  noticesNarrow,
  noticesSpeak,
  oneReader,
} from "./rules/notices.ts"
import { wholeMatrix } from "./rules/priorities.ts"
import { routingProblems } from "./rules/routing.ts"
import { closingBySilence, silenceMeasured, windowDefined } from "./rules/silence.ts"
import { soundComponents, soundVersionFields } from "./rules/versions.ts"
import { knownVariables, labelsThere, wordsInEveryLanguage } from "./rules/words.ts"

const rules: ReadonlyArray<Rule> = [
  someEntries,
  distinctIds,
  soundFields,
  knownFields,
  soundComponents,
  soundVersionFields,
  wholeMatrix,
  knownStates,
  soundPlaces,
  heardEvents,
  noticedEvents,
  knownNames,
  targetsThere,
  datesWithoutPause,
  businessDaysDefined,
  windowDefined,
  growingWarnings,
  closingBySilence,
  silenceMeasured,
  endingBreaches,
  labelsThere,
  noticesSpeak,
  noticesEnd,
  notesStayInside,
  noticesNarrow,
  oneReader,
  wordsInEveryLanguage,
  knownVariables,
]

/** Everything that the rules find wrong with a well-formed profile. */
export const ruleProblems = (
  profile: Profile,
  ways: ReadonlyArray<Lifecycle>,
): ReadonlyArray<Problem.Problem> => [
  ...rules.flatMap((rule) => rule(profile, ways)).map(Problem.make),
  ...routingProblems(profile),
]
