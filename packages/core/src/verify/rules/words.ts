// What people read: words for whatever they meet, in every language of the process.
import * as Problem from "../../problem/Problem.ts"
import * as Process from "../../process/Process.ts"
import type { Profile } from "../../process/Profile.ts"
import { Reject } from "../../ticket/Command.ts"
import type { Found } from "../finding.ts"
import type { Rule, Subject } from "../rule.ts"
import { reachedOn } from "../way.ts"

/** States, reasons, types, fields, steps, moves and the texts of notices have words everywhere. */
export const wordsThere: Rule = (subject) => [
  ...ofStates(subject),
  ...ofReasons(subject),
  ...ofLists(subject.process.profile),
  ...ofTexts(subject.process.profile),
]

const missing = (
  languages: ReadonlyArray<string>,
  at: string,
  wordIn: (language: string) => string | undefined,
): ReadonlyArray<Found> =>
  languages
    .filter((language) => (wordIn(language) ?? "").trim() === "")
    .map((language) => ({
      code: "missing-words",
      way: null,
      at: `${at}.${language}`,
      got: wordIn(language),
      expected: `words in ${language}`,
    }))

// A step brings its own words, which are judged where they stand.
const ofStates = ({ process, ways }: Subject): ReadonlyArray<Found> =>
  ways.flatMap((way) =>
    reachedOn(way).flatMap(({ status }) =>
      namesIn(status)
        .filter((state) => !process.profile.steps?.some(({ id }) => id === state))
        .flatMap((state) => missingFor(process, state))
        .map((each) => ({ ...each, way: way.type, path: way.routes.get(status) ?? [] })),
    ),
  )

const ofReasons = ({ process }: Subject): ReadonlyArray<Found> =>
  Reject.fields.reason.literals.flatMap((reason) => missingFor(process, reason))

const missingFor = (process: Process.Process, id: string): ReadonlyArray<Found> =>
  missing(process.profile.languages, Problem.pathOf(["labels", id]), (language) =>
    Process.wordFor(process, id, language),
  )

// Where the turn is ours, nothing is said of it.
const namesIn = (status: string): ReadonlyArray<string> =>
  status.split(".").filter((state, index) => index > 0 && state !== "ours")

interface Words {
  readonly [language: string]: string
}

const ofLists = (profile: Profile): ReadonlyArray<Found> => {
  const { languages, fields = [], steps = [], fieldLabels, askForMissing } = profile
  const lists = [
    ...names.map((name) => [name, profile[name] ?? []] as const),
    ...fields.map(({ choices = [] }, index) => [`fields[${index}].choices`, choices] as const),
    ...steps.map(({ moves }, index) => [`steps[${index}].moves`, moves] as const),
  ]
  const listed = lists.flatMap(([name, entries]) =>
    entries.flatMap(({ labels }, index): ReadonlyArray<Said> =>
      labels === undefined ? [] : [[`${name}[${index}].labels`, labels]],
    ),
  )
  const asked = Object.entries(fieldLabels).map(([id, words]): Said => [
    Problem.pathOf(["fieldLabels", id]),
    words,
  ])
  return [...listed, ...asked, ["askForMissing", askForMissing] satisfies Said].flatMap(
    ([at, words]) => missing(languages, at, (language) => words[language]),
  )
}

type Said = readonly [at: string, words: Words]

const names = [
  "requestTypes",
  "priorities",
  "impacts",
  "urgencies",
  "environments",
  "fields",
  "lines",
  "steps",
  "components",
] as const

const ofTexts = ({ languages, notices, texts }: Profile): ReadonlyArray<Found> =>
  notices.flatMap(({ text }, index) => {
    const letters = Object.hasOwn(texts, text) ? texts[text] : undefined
    return (["subject", "body"] as const).flatMap((part) =>
      missing(
        languages,
        `notices[${index}].text.${part}`,
        (language) => letters?.[language]?.[part],
      ),
    )
  })
