// The clocks of a ticket explained on a terminal.
import {
  type Explanation,
  type ExplanationLanguage,
  explanationText,
  type TicketView,
} from "@upkeep/core"

/**
 * Explanations as blocks of lines: in the language that is asked for where clocks are explained in
 * it, else in English; where none is asked for, in that of the process.
 */
export const explainedIn = (
  { labels }: Pick<TicketView, "labels">,
  language: string | undefined,
  explanations: ReadonlyArray<Explanation.Explanation>,
): ReadonlyArray<ReadonlyArray<string>> => {
  const spoken = spokenFor(language ?? Object.keys(labels)[0] ?? "")
  return explanations.map((each) => explanationText(each, { language: spoken }))
}

const spokenFor = (tag: string): ExplanationLanguage => (/^ru\b/i.test(tag) ? "ru" : "en")
