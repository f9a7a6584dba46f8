// Commands that still have to be told the ticket that they are for, and what they are made of.
import type { Attachment, Command, Profile, TicketView } from "@upkeep/core"
import fc from "fast-check"

/** Where a command is given: a ticket, its process, and a file that the desk keeps. */
export interface Scene {
  readonly ticket: TicketView
  readonly profile: Profile
  readonly file: Attachment
}

/** A command that looks up what it names where it is given. */
export type Blank = (scene: Scene) => Command

/** Commands of a kind, so much likelier than others. */
export const kind = <A>(
  weight: number,
  arbitrary: fc.Arbitrary<A>,
  fill: (value: A, scene: Scene) => Command,
) => ({
  weight,
  arbitrary: arbitrary.map(
    (value): Blank =>
      (scene) =>
        fill(value, scene),
  ),
})

export const text = fc.constantFrom("words", "more words", "Слова 🛠")
export const hasFile = fc.constantFrom(false, false, true)
export const files = (has: boolean, { file }: Scene) => (has ? { attachments: [file] } : {})

/** Milliseconds from the last event of a ticket: mostly to come, else past. */
export const around = fc.constantFrom(1_000, 60_000, 3_600_000, 86_400_000, 0, -1_000)
export const soon = fc.option(around, { nil: undefined })
export const near = (offset: number, { ticket }: Scene): number =>
  Math.max(0, ticket.updatedAt + offset)
export const dueBy = (offset: number | undefined, scene: Scene) =>
  offset === undefined ? {} : { dueAt: near(offset, scene) }

/** One of these, or what none of them is. */
export const oneOf = (ids: ReadonlyArray<string>, place: number): string =>
  ids[place % (ids.length + 1)] ?? "unheardOf"

/**
 * A version as the process numbers those of a component, or of none by a scheme: a later one for a
 * greater place.
 */
export const versionOf = (
  { components = [], componentScheme }: Profile,
  { component, scheme = "opaque" }: Pick<Field, "component" | "scheme">,
  place: number,
): string => {
  const listed = components.find(({ id }) => id === component)
  const others = component === undefined ? scheme : (componentScheme ?? "opaque")
  const versions = {
    componentBuild: `${place}.${listed?.number ?? 7}.3`,
    sequence: `v.0.0.${place}`,
    semver: `${place}.2.3`,
    calver: `2026.${place}`,
    opaque: `${place}.2.3`,
  }
  return versions[listed?.scheme ?? others]
}

type Field = NonNullable<Profile["fields"]>[number]
type Values = NonNullable<(Command & { type: "setFields" })["fields"]>

/** A value of a field's kind; none where the process leaves nothing to choose from. */
const valueOf = (field: Field, profile: Profile, at: number): Values[string] | undefined => {
  switch (field.kind) {
    case "text":
      return "words".padEnd(field.least ?? 0, ".").slice(0, field.most)
    case "person":
      return "Anna"
    case "number":
      return field.least ?? field.most ?? 0
    case "choice":
      return field.choices?.[0]?.id
    case "environment":
      return profile.environments[0]?.id
    case "version":
      return versionOf(profile, field, 1)
    case "versionRange":
      return `>=${versionOf(profile, field, 1)}`
    case "period":
      return { from: Math.max(0, at - 1_000), to: at }
    case "file":
      return { file: 0 }
  }
}

/** Values for these fields of a process; built-in ones and unknown ones are left out. */
export const valuesFor = (ids: ReadonlyArray<string>, profile: Profile, at: number): Values =>
  Object.fromEntries(
    (profile.fields ?? [])
      .filter(({ id }) => ids.includes(id))
      .map((field) => [field.id, valueOf(field, profile, at)] as const)
      .flatMap(([id, value]) => (value === undefined ? [] : [[id, value] as const])),
  )
