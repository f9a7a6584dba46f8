// What a profile says to people: something for whatever they meet, in every language, with
// variables that somebody fills.
import { reasons, unnamedStates, wordsOf } from "../labels.ts"
import * as Letter from "../Letter.ts"
import type { Profile } from "../Profile.ts"
import { type Found, type Rule, statesOf } from "../rule.ts"

/** Every state that people can meet has a name, and every reason why a request is rejected. */
export const labelsThere: Rule = (profile, ways) => {
  const unnamed: ReadonlyArray<string> = unnamedStates
  const met = [...statesOf(ways)].filter((state) => !unnamed.includes(state))
  // A step brings its own, which are judged where they stand.
  const own = new Set(profile.steps?.map(({ id }) => id))
  const ids = new Set([...met, ...Object.keys(reasons), ...Object.keys(profile.labels)])
  return [...ids].flatMap((id) => {
    const lacking = missing(profile, `labels.${id}`, wordsOf(profile, id))
    if (lacking.length < profile.languages.length || own.has(id)) return lacking
    const expected = "a label in every language"
    return [{ code: "missing-label", path: `labels.${id}`, got: undefined, expected }]
  })
}

const missing = (
  { languages }: Profile,
  path: string,
  words: { readonly [language: string]: unknown },
): ReadonlyArray<Found> =>
  languages
    .filter((language) => !Object.hasOwn(words, language))
    .map((language) => ({
      code: "missing-language",
      path: `${path}.${language}`,
      got: undefined,
      expected: `words in ${language}`,
    }))

/** Whatever else is said is said in every language. */
export const wordsInEveryLanguage: Rule = (profile) => {
  const texts = Object.entries(profile.texts).map(([id, words]) => [`texts.${id}`, words] as const)
  const asked = Object.entries(profile.fieldLabels).map(
    ([id, words]) => [`fieldLabels.${id}`, words] as const,
  )
  const ask = ["askForMissing", profile.askForMissing] as const
  return [...labelled(profile), ...texts, ...asked, ask].flatMap(([path, words]) =>
    missing(profile, path, words),
  )
}

const lists = [
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

const labelled = (profile: Profile) => {
  const { fields = [], steps = [] } = profile
  const inner = [
    ...fields.map(({ choices = [] }, index) => [`fields[${index}].choices`, choices] as const),
    ...steps.map(({ moves }, index) => [`steps[${index}].moves`, moves] as const),
  ]
  return [...lists.map((name) => [name, profile[name] ?? []] as const), ...inner].flatMap(
    ([name, entries]) =>
      entries.flatMap(({ labels }, index) =>
        labels === undefined ? [] : [[`${name}[${index}].labels`, labels] as const],
      ),
  )
}

/** PR24: a text names what there is to say. */
export const knownVariables: Rule = (profile) => [
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
