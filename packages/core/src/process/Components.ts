// The components of a product, as a profile has them, and how their versions are numbered.
import * as Version from "../version/Version.ts"
import type { Field, Profile } from "./Profile.ts"

/** What a profile says of components. */
export type Numbered = Pick<Profile, "components" | "componentScheme">

/**
 * The scheme of a component's versions: its own where the profile lists it, else that of all
 * others; undefined where the profile knows no others.
 */
export const schemeOf = (
  { components = [], componentScheme }: Numbered,
  component: string,
): Version.Scheme<string> | undefined => {
  const own = components.find(({ id }) => id === component)
  if (own !== undefined) return Version.named(own.scheme, own.number)
  return componentScheme === undefined ? undefined : Version.named(componentScheme)
}

/** The scheme of what a field holds; of a component that the profile does not know `opaque`. */
export const schemeOfField = (
  profile: Numbered,
  { component, scheme = "opaque" }: Pick<Field, "component" | "scheme">,
): Version.Scheme<string> =>
  component === undefined ? Version.named(scheme) : (schemeOf(profile, component) ?? Version.opaque)

/** Which components a profile knows, for messages. */
export const known = ({ components = [], componentScheme }: Numbered): string => {
  if (componentScheme !== undefined) return "any component"
  return `one of ${components.map(({ id }) => id).join(", ") || "none"}`
}
