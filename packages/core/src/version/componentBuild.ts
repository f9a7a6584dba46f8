// The versions of document M (M-17): X.Y.Z is the version of the product, the number of a component
// and the build of that component.
import { Result } from "effect"
import { noVersion, numbersOf, orderOf, type Scheme, successor } from "./scheme.ts"

/** A build of a component, for a version of the product. */
export interface ComponentBuild {
  readonly product: number
  readonly component: number
  readonly build: number
}

/**
 * X.Y.Z: builds of one component follow the version of the product, then their number; builds of
 * different components are incomparable, and never equal. Which component is first is not said, so
 * `next` needs a build that it follows.
 *
 * @example
 * const scheme = Version.componentBuild
 * const [a, b, c] = ["3.12.7", "3.12.10", "3.4.9"].flatMap((text) => {
 *   const read = scheme.parse(text)
 *   return read._tag === "Success" ? [read.success] : []
 * })
 * a && b && scheme.compare(a, b) // => "before"
 * a && c && scheme.compare(a, c) // => "incomparable"
 */
export const componentBuild: Scheme<ComponentBuild> = {
  id: "componentBuild",
  form: "X.Y.Z, product version, component number and build",
  parse: (text) =>
    Result.map(
      numbersOf(componentBuild, text, /^(\d+)\.(\d+)\.(\d+)$/),
      ([product = 0, component = 0, build = 0]) => ({ product, component, build }),
    ),
  format: ({ product, component, build }) => `${product}.${component}.${build}`,
  compare: (left, right) =>
    left.component === right.component
      ? orderOf([left.product, left.build], [right.product, right.build])
      : "incomparable",
  next: (version) => {
    const build = version && successor(version.build)
    return version && build !== undefined ? { ...version, build } : undefined
  },
}

/** The builds of one component alone; the first one is 1.Y.1. */
export const buildsOf = (component: number): Scheme<ComponentBuild> => {
  const form = `X.${component}.Z, a build of component ${component}`
  const parse = (text: string) =>
    Result.flatMap(componentBuild.parse(text), (version) =>
      version.component === component
        ? Result.succeed(version)
        : Result.fail([noVersion({ id: componentBuild.id, form }, text)]),
    )
  const next: typeof componentBuild.next = (version) =>
    version === undefined ? { product: 1, component, build: 1 } : componentBuild.next(version)
  return { ...componentBuild, form, parse, next }
}
