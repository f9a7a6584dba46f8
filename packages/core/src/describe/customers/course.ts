// The second half of the description: the way of a request to its end.
import * as Process from "../../process/Process.ts"
import type { Profile } from "../../process/Profile.ts"
import { type ClockRule, isEverOwed } from "../../sla/Policy.ts"
import { Reject } from "../../ticket/Command.ts"
import { clockName, standForCustomers } from "./promises.ts"
import type { Say } from "./say.ts"
import type { Section } from "./section.ts"

type Step = NonNullable<Profile["steps"]>[number]

/** What happens to a request until there is an answer. */
export const course = (say: Say): Section => {
  const { profile, words, of, language } = say
  const { course: said } = words
  const lines = profile.lines.map(({ id, labels }) => labels[language] ?? id)
  const items = [
    profile.acknowledgeByMachine ? said.received : said.receivedByPerson,
    said.taken,
    ...of(({ lifecycle: { shape } }) => shape.causeFirst, said.causeFirst),
    ...of(({ lifecycle: { shape } }) => shape.escalation, said.escalation(lines.join(", "))),
    ...of(({ lifecycle: { shape } }) => shape.options === true, said.options),
    ...of(({ lifecycle: { shape } }) => shape.individualWork === true, said.individualWork),
    ...of(({ lifecycle: { shape } }) => shape.release === true, said.release),
    ...(profile.steps ?? []).flatMap((step) =>
      of(({ lifecycle }) => lifecycle.owners.has(step.id), stepText(say, step)),
    ),
  ]
  return { title: words.headings.course, items, text: [] }
}

const stepText = ({ words, state, field, language }: Say, step: Step): string => {
  const { course: said } = words
  const moves = step.moves.map(({ id, labels, required = [], wished = [] }) => {
    const [name, fields] = [labels[language] ?? id, [...required, ...wished].map(field)]
    return fields.length === 0 ? name : said.moveNeeds(name, fields.join("; "))
  })
  const place = said.step(state(step.id), state(step.after), state(step.before))
  return [place, said.owner[step.owner], said.moves(moves.join(", "))].join(" ")
}

/** About what the customer is written to. */
export const told = ({ profile, words }: Say): Section => {
  const theirs = profile.notices.filter(({ to = "requester" }) => to === "requester")
  const channels = [...new Set(theirs.map(({ channel }) => channel))]
  const { events } = words.told
  const wordsFor = (event: string) =>
    (Object.hasOwn(events, event) ? events[event] : undefined) ?? words.told.other(event)
  const lists = channels.map((by) => {
    const about = theirs.filter(({ channel }) => channel === by).map(({ event }) => event)
    return {
      by: by === "email" ? words.told.byMail : words.told.by(by),
      items: [...new Set(about)].map(wordsFor),
    }
  })
  const [only, ...others] = lists
  // One channel is a list; several are a line each.
  return only !== undefined && others.length === 0
    ? { title: words.headings.told, lead: only.by, items: only.items, text: [] }
    : {
        title: words.headings.told,
        items: lists.map(({ by, items }) => `${by} ${items.join("; ")}.`),
        text: [],
      }
}

/** What becomes of a request while the customer owes the next move. */
export const waiting = (say: Say): Section => {
  const { words, of } = say
  const standing = standForCustomers(say).map((rule) => clockName(say, rule))
  const closing = closingIn(say, "customers")
  return {
    title: words.headings.waiting,
    items: [
      words.waiting.question,
      ...(standing.length === 0 ? [] : [words.waiting.stands(standing.join(", "))]),
      ...closing.flatMap((length) =>
        of(
          ({ lifecycle: { shape } }) => shape.unanswered === true,
          words.waiting.unanswered(length),
        ),
      ),
      ...of(({ lifecycle: { shape } }) => shape.unanswered !== true, words.waiting.stays),
    ],
    text: [],
  }
}

/** What the answer brings. */
export const answer = (say: Say): Section => {
  const { words, of } = say
  const { asked, agree, disagree, late, silence, processed } = words.answer
  const confirmed = [asked, agree, disagree, ...closingIn(say, "awaitingWord").map(silence), late]
  return {
    title: words.headings.answer,
    items: [
      ...confirmed.flatMap((sentence) => of((way) => way.lifecycle.shape.confirmation, sentence)),
      ...of((way) => !way.lifecycle.shape.confirmation, processed),
    ],
    text: [],
  }
}

// How long a silence is that closes, as it begins with a state.
const closingIn = ({ profile, length }: Say, state: string): ReadonlyArray<string> =>
  profile.policy.clocks
    .filter((rule) => closes(profile, rule, state))
    .flatMap((rule) => {
      const { target, targets = [] } = rule
      const all = [...targets.map((each) => each.target), ...(target === undefined ? [] : [target])]
      const lengths = new Set(all.flatMap((each) => (each === "none" ? [] : [length(each)])))
      return [[...lengths].join(" / ")].filter((said) => said !== "")
    })

const closes = ({ requestTypes }: Profile, rule: ClockRule, state: string): boolean =>
  rule.effect === "close" &&
  rule.starts.some((each) => "enters" in each && each.enters === state) &&
  requestTypes.some(({ id }) => isEverOwed(rule, id))

/** How else a request ends, and what may come after. */
export const end = ({ process, profile, words, language, length }: Say): Section => {
  const reasons = Reject.fields.reason.literals.map(
    (reason) => Process.wordFor(process, reason, language) ?? reason,
  )
  return {
    title: words.headings.end,
    items: [
      words.end.withdraw,
      words.end.reject(reasons.join("; ")),
      ...(profile.withoutContract === "reject" ? [words.end.noContract] : []),
      words.end.merge,
      profile.reopenWithin === undefined
        ? words.end.again
        : words.end.reopen(length(profile.reopenWithin)),
    ],
    text: [],
  }
}
