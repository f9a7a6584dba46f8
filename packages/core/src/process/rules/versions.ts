// The components of a profile, and the fields that hold their versions (M-17, B-09).
import { known, schemeOf, schemeOfField } from "../Components.ts"
import type { Component, Field, Profile } from "../Profile.ts"
import { type Found, repeated, type Rule } from "../rule.ts"

/** Components are told apart, and have a number where their versions name it. */
export const soundComponents: Rule = ({ components = [] }) => [
  ...twice(components, "id"),
  ...twice(components, "number"),
  ...components.flatMap(numberFaults),
]

const twice = (
  components: ReadonlyArray<Component>,
  key: "id" | "number",
): ReadonlyArray<Found> => {
  const said = components.flatMap((component, index) => {
    const got = component[key]
    return got === undefined ? [] : [{ got, path: `components[${index}].${key}` }]
  })
  return repeated(said.map(({ got }) => String(got))).flatMap((place) => {
    const found = said[place]
    const expected = "one that no other component has"
    return found === undefined ? [] : [{ ...found, code: "duplicate-name", expected }]
  })
}

const numberFaults = ({ scheme, number }: Component, index: number): ReadonlyArray<Found> => {
  const at = { path: `components[${index}].number`, got: number }
  if (scheme === "componentBuild" && number === undefined)
    return [{ ...at, code: "missing-field", expected: "the component's number, the Y in X.Y.Z" }]
  if (scheme === "componentBuild" || number === undefined) return []
  return [{ ...at, code: "invalid-value", expected: `nothing, for ${scheme} names no component` }]
}

/** A field that holds versions says by which scheme, in one way; no other field says so. */
export const soundVersionFields: Rule = (profile) =>
  (profile.fields ?? []).flatMap((field, index) => {
    const path = `fields[${index}]`
    return field.kind === "version" || field.kind === "versionRange"
      ? [...schemeFaults(profile, field, path), ...rangeFaults(profile, field, path)]
      : strayFaults(field, path)
  })

const strayFaults = (field: Field, path: string): ReadonlyArray<Found> => {
  const { component, scheme, role, kind } = field
  return Object.entries({ component, scheme, role })
    .filter(([, got]) => got !== undefined)
    .map(([name, got]) => ({
      code: "invalid-value",
      path: `${path}.${name}`,
      got,
      expected: `nothing, for a ${kind} holds no version`,
    }))
}

const schemeFaults = (
  profile: Profile,
  { component, scheme }: Field,
  path: string,
): ReadonlyArray<Found> => {
  if (component === undefined) return []
  const at = { path: `${path}.component`, got: component }
  return [
    ...(schemeOf(profile, component) === undefined
      ? [{ ...at, code: "unknown-component", expected: known(profile) }]
      : []),
    ...(scheme === undefined
      ? []
      : [
          {
            code: "invalid-value",
            path: `${path}.scheme`,
            got: scheme,
            expected: `nothing, for ${component} has a scheme`,
          },
        ]),
  ]
}

const rangeFaults = (profile: Profile, field: Field, path: string): ReadonlyArray<Found> => {
  if (field.kind !== "versionRange") return []
  const { component, role } = field
  const { id } = schemeOfField(profile, field)
  const isUnknown = component !== undefined && schemeOf(profile, component) === undefined
  return [
    ...(id === "opaque" && !isUnknown
      ? [
          {
            code: "invalid-value",
            path: `${path}.${component === undefined ? "scheme" : "component"}`,
            got: component ?? field.scheme,
            expected: "a scheme that has an order, for a range",
          },
        ]
      : []),
    ...(role === "fixedIn"
      ? [
          {
            code: "invalid-value",
            path: `${path}.role`,
            got: role,
            expected: "affected, for one version mends",
          },
        ]
      : []),
  ]
}
