// What a profile must keep beyond its form: named rules, each of which reports everything it finds.
import * as Problem from "../problem/Problem.ts"
import type { Lifecycle } from "../ticket/Lifecycle.ts"
import {
  businessDaysDefined,
  closingBySilence,
  datesWithoutPause,
  growingWarnings,
  heardEvents,
  knownStates,
  targetsThere,
} from "./clockRules.ts"
import { wordsOf } from "./labels.ts"
import * as Letter from "./Letter.ts"
import { knownNames } from "./namesInClocks.ts"
import type { EventType } from "../ticket/Event.ts"
import type { Notice, Profile } from "./Profile.ts"
import { type Rule, statesOf, unknownEvent } from "./rule.ts"

/** Everything that the rules find wrong with a well-formed profile. */
export const ruleProblems = (
  profile: Profile,
  ways: ReadonlyArray<Lifecycle>,
): ReadonlyArray<Problem.Problem> =>
  [
    someEntries,
    distinctIds,
    knownStates,
    heardEvents,
    noticedEvents,
    knownNames,
    targetsThere,
    datesWithoutPause,
    businessDaysDefined,
    growingWarnings,
    closingBySilence,
    labelsThere,
    noticesSpeak,
    noticesEnd,
    notesStayInside,
    oneReader,
    wordsInEveryLanguage,
    knownVariables,
  ].flatMap((rule) => rule(profile, ways).map(Problem.make))

const someEntries: Rule = (profile) =>
  (["languages", "channels", "requestTypes", "lines"] as const)
    .filter((name) => profile[name].length === 0)
    .map((name) => ({
      code: "empty",
      path: name,
      got: profile[name],
      expected: "at least one entry",
    }))

const distinctIds: Rule = ({ requestTypes, priorities = [], environments, lines, policy }) =>
  Object.entries({
    requestTypes,
    priorities,
    environments,
    lines,
    "policy.clocks": policy.clocks,
  }).flatMap(([name, entries]) =>
    repeated(entries.map(({ id }) => id)).map((index) => ({
      code: "duplicate-name",
      path: `${name}[${index}].id`,
      got: entries[index]?.id,
      expected: "an id that no other entry has",
    })),
  )

const repeated = (ids: ReadonlyArray<string>): ReadonlyArray<number> =>
  ids.flatMap((id, index) => (ids.indexOf(id) < index ? [index] : []))

const noticedEvents: Rule = (profile) =>
  profile.notices.flatMap(({ event }, index) => unknownEvent(`notices[${index}].event`, event))

// Every state that people can meet has a name: a leaf of the chart, or whose turn it is.
const labelsThere: Rule = (profile, ways) => {
  const unseen = new Set(["open", "completed", "closed", "ours"])
  return [...statesOf(ways)]
    .filter((state) => !unseen.has(state) && !isSaid(profile, state))
    .map((state) => ({
      code: "missing-label",
      path: `labels.${state}`,
      got: undefined,
      expected: "a label in every language",
    }))
}

const isSaid = (profile: Profile, state: string): boolean => {
  const words = wordsOf(profile, state)
  return profile.languages.every((language) => Object.hasOwn(words, language))
}

const noticesSpeak: Rule = (profile) =>
  profile.notices.flatMap(({ text, channel }, index) => [
    ...(Object.hasOwn(profile.texts, text)
      ? []
      : [
          {
            code: "unknown-text",
            path: `notices[${index}].text`,
            got: text,
            expected: "the id of one of texts",
          },
        ]),
    ...(profile.channels.includes(channel)
      ? []
      : [
          {
            code: "unknown-channel",
            path: `notices[${index}].channel`,
            got: channel,
            expected: "one of channels",
          },
        ]),
  ])

// The report of a delivery is no news to deliver: it would bring about the next one for ever.
const noticesEnd: Rule = (profile) =>
  profile.notices.flatMap(({ event }, index) =>
    event === "NotificationDelivered" || event === "NotificationFailed"
      ? [
          {
            code: "endless-loop",
            path: `notices[${index}].event`,
            got: event,
            expected: "an event that is not itself about a notification",
          },
        ]
      : [],
  )

// What is written for ourselves is told to nobody but ourselves.
const notesStayInside: Rule = (profile) =>
  profile.notices.flatMap(({ event, to = "requester" }, index) =>
    to === "requester" && ownEvents.has(event)
      ? [
          {
            code: "internal-event",
            path: `notices[${index}].event`,
            got: event,
            expected: "an event whose text is for the customer",
          },
        ]
      : [],
  )

const ownEvents: ReadonlySet<string> = new Set<EventType>([
  "Noted",
  "Escalated",
  "PriorityChanged",
  "PolicyApplied",
])

// A letter is known by its event, channel and text: it can have one reader only.
const oneReader: Rule = ({ notices }) =>
  notices.flatMap((notice, index) =>
    notices.slice(0, index).some((each) => isAlike(each, notice) && !isToTheSame(each, notice))
      ? [
          {
            code: "duplicate-notice",
            path: `notices[${index}].to`,
            got: notice.text,
            expected: "a text of its own for each reader of an event by a channel",
          },
        ]
      : [],
  )

const isAlike = (a: Notice, b: Notice): boolean =>
  a.event === b.event && a.channel === b.channel && a.text === b.text

const isToTheSame = ({ to: a = "requester" }: Notice, { to: b = "requester" }: Notice): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

const labelledLists = [
  "requestTypes",
  "priorities",
  "impacts",
  "urgencies",
  "environments",
  "fields",
  "lines",
  "steps",
] as const

const wordsInEveryLanguage: Rule = (profile) => {
  const lists = labelledLists.flatMap((name) =>
    (profile[name] ?? []).map(({ labels }, index) => [`${name}[${index}].labels`, labels] as const),
  )
  const labels = Object.keys(profile.labels).map(
    (id) => [`labels.${id}`, wordsOf(profile, id)] as const,
  )
  const texts = Object.entries(profile.texts).map(([id, words]) => [`texts.${id}`, words] as const)
  const asked = Object.entries(profile.fieldLabels).map(
    ([id, words]) => [`fieldLabels.${id}`, words] as const,
  )
  const ask = ["askForMissing", profile.askForMissing] as const
  return [...lists, ...labels, ...texts, ...asked, ask].flatMap(([path, words]) =>
    profile.languages
      .filter((language) => !Object.hasOwn(words, language))
      .map((language) => ({
        code: "missing-language",
        path: `${path}.${language}`,
        got: undefined,
        expected: `words in ${language}`,
      })),
  )
}

const knownVariables: Rule = (profile) => [
  ...Object.entries(profile.texts).flatMap(([id, letters]) =>
    Object.entries(letters).flatMap(([language, { subject, body }]) =>
      Object.entries({ subject, body }).flatMap(([part, template]) =>
        unknownVariables(`texts.${id}.${language}.${part}`, template, Letter.variables),
      ),
    ),
  ),
  ...Object.entries(profile.askForMissing).flatMap(([language, template]) =>
    unknownVariables(`askForMissing.${language}`, template, ["fields"]),
  ),
]

const unknownVariables = (path: string, template: string, known: ReadonlyArray<string>) =>
  Letter.unknownVariables(template, known).map((name) => ({
    code: "unknown-variable",
    path,
    got: name,
    expected: `one of ${known.join(", ")}`,
  }))
