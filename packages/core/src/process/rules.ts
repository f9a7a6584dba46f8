// What a profile must keep beyond its form: named rules, each of which reports everything it finds.
import * as Problem from "../problem/Problem.ts"
import { type ClockRule, type Condition, daysCannotPause, pausesInDays } from "../sla/Policy.ts"
import { Event } from "../ticket/Event.ts"
import type { Lifecycle } from "../ticket/Lifecycle.ts"
import * as Letter from "./Letter.ts"
import type { Profile } from "./Profile.ts"

type Found = Parameters<typeof Problem.make>[0]
type Rule = (profile: Profile, lifecycle: Lifecycle) => ReadonlyArray<Found>

/** Everything that the rules find wrong with a well-formed profile. */
export const ruleProblems = (
  profile: Profile,
  lifecycle: Lifecycle,
): ReadonlyArray<Problem.Problem> =>
  [
    someEntries,
    distinctIds,
    knownStates,
    knownEvents,
    targetsThere,
    daysWithoutPause,
    growingWarnings,
    labelsThere,
    noticesSpeak,
    noticesEnd,
    wordsInEveryLanguage,
    knownVariables,
  ].flatMap((rule) => rule(profile, lifecycle).map(Problem.make))

const someEntries: Rule = (profile) =>
  (["languages", "channels", "requestTypes", "lines"] as const)
    .filter((name) => profile[name].length === 0)
    .map((name) => ({
      code: "empty",
      path: name,
      got: profile[name],
      expected: "at least one entry",
    }))

const distinctIds: Rule = ({ requestTypes, environments, lines, policy }) =>
  Object.entries({ requestTypes, environments, lines, "policy.clocks": policy.clocks }).flatMap(
    ([name, entries]) =>
      repeated(entries.map(({ id }) => id)).map((index) => ({
        code: "duplicate-name",
        path: `${name}[${index}].id`,
        got: entries[index]?.id,
        expected: "an id that no other entry has",
      })),
  )

const repeated = (ids: ReadonlyArray<string>): ReadonlyArray<number> =>
  ids.flatMap((id, index) => (ids.indexOf(id) < index ? [index] : []))

const clockConditions = (clock: ClockRule) =>
  (["starts", "stops", "cancels"] as const).flatMap((list) =>
    (clock[list] ?? []).map((condition: Condition, index) => ({
      condition,
      at: `${list}[${index}]`,
    })),
  )

const statesOf = (lifecycle: Lifecycle): ReadonlySet<string> =>
  new Set([...lifecycle.table.values()].flatMap(({ states }) => [...states]))

const knownStates: Rule = (profile, lifecycle) => {
  const known = statesOf(lifecycle)
  const unknown = (path: string, state: string) =>
    known.has(state)
      ? []
      : [{ code: "unknown-state", path, got: state, expected: `one of ${[...known].join(", ")}` }]
  return profile.policy.clocks.flatMap((clock, index) => {
    const path = `policy.clocks[${index}]`
    const paused = (clock.pausesIn ?? []).flatMap((state, i) =>
      unknown(`${path}.pausesIn[${i}]`, state),
    )
    const heard = clockConditions(clock).flatMap(({ condition, at }) => {
      if ("enters" in condition) return unknown(`${path}.${at}.enters`, condition.enters)
      return "leaves" in condition ? unknown(`${path}.${at}.leaves`, condition.leaves) : []
    })
    return [...paused, ...heard]
  })
}

const eventTypes: ReadonlySet<string> = new Set(
  Event.members.map((member) => member.fields.type.literal),
)

const unknownEvent = (path: string, event: string): ReadonlyArray<Found> =>
  eventTypes.has(event)
    ? []
    : [{ code: "unknown-event", path, got: event, expected: "the name of an event (GLOSSARY.md)" }]

const knownEvents: Rule = (profile) => [
  ...profile.notices.flatMap(({ event }, index) => unknownEvent(`notices[${index}].event`, event)),
  ...profile.policy.clocks.flatMap((clock, index) =>
    clockConditions(clock).flatMap(({ condition, at }) =>
      "event" in condition
        ? unknownEvent(`policy.clocks[${index}].${at}.event`, condition.event)
        : [],
    ),
  ),
]

const ofClocks = (
  profile: Profile,
  broken: (clock: ClockRule) => boolean,
  found: (clock: ClockRule, path: string) => Found,
): ReadonlyArray<Found> =>
  profile.policy.clocks.flatMap((clock, index) =>
    broken(clock) ? [found(clock, `policy.clocks[${index}]`)] : [],
  )

const targetsThere: Rule = (profile) =>
  ofClocks(
    profile,
    ({ target, fromContract }) => target === undefined && fromContract !== true,
    (clock, path) => ({
      code: "missing-target",
      path: `${path}.target`,
      got: clock.target,
      expected: "a target, or fromContract: true",
    }),
  )

const daysWithoutPause: Rule = (profile) =>
  ofClocks(
    profile,
    (clock) => clock.target !== undefined && pausesInDays(clock, clock.target),
    (clock, path) => ({ ...daysCannotPause, path: `${path}.target`, got: clock.target }),
  )

const growingWarnings: Rule = (profile) =>
  ofClocks(
    profile,
    ({ warnAt = [] }) => warnAt.some((share, index) => share <= (warnAt[index - 1] ?? 0)),
    (clock, path) => ({
      code: "not-increasing",
      path: `${path}.warnAt`,
      got: (clock.warnAt ?? []).join(", "),
      expected: "shares that grow",
    }),
  )

// Every state that people can meet has a name: a leaf of the chart, or whose turn it is.
const labelsThere: Rule = (profile, lifecycle) => {
  const unseen = new Set(["open", "completed", "closed", "ours"])
  return [...statesOf(lifecycle)]
    .filter((state) => !unseen.has(state) && profile.labels[state] === undefined)
    .map((state) => ({
      code: "missing-label",
      path: `labels.${state}`,
      got: undefined,
      expected: "a label in every language",
    }))
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

const wordsInEveryLanguage: Rule = (profile) => {
  const lists = (["requestTypes", "environments", "lines"] as const).flatMap((name) =>
    profile[name].map(({ labels }, index) => [`${name}[${index}].labels`, labels] as const),
  )
  const labels = Object.entries(profile.labels).map(
    ([id, words]) => [`labels.${id}`, words] as const,
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
