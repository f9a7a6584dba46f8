// The programs of strangers: what the READMEs show, and one that opens every door.
import { checked } from "../docs/checked.ts"
import { type Example, ofMarkdown } from "../docs/Example.ts"
import type { House, Manifest } from "../house/House.ts"
import { importsOf } from "../house/imports.ts"
import { listOf, parse } from "../house/Syntax.ts"

/** How a program takes the packages: as an ES module, or as CommonJS. */
export type Kind = "import" | "require"

/** A program: what a test calls it, the name of its main file, and all its files but the checks. */
export interface Program {
  readonly title: string
  readonly main: string
  readonly files: (kind: Kind) => Files
}

/** Texts by name, without the ending `.ts`. */
export type Files = Readonly<Record<string, string>>

/** The last word of a program that came to its end: a promise that never settles ends one too. */
export const lastWord = "done"

/** Every example of the root's README and of those of the packages that is run at all. */
export const examplesOf = (house: House): ReadonlyArray<Example> =>
  house.files
    .filter(({ path }) => /^(?:packages\/[^/]+\/)?README\.md$/.test(path))
    .flatMap(({ path, text }) => ofMarkdown(path, text))
    .filter(({ ignored }) => ignored === "")

/** Whether an example is an Effect host: it takes the desk by the door of services and layers. */
export const isEffectHost = ({ code }: Example): boolean => code.includes('"@upkeep/core/effect"')

/** The packages that examples import and that are not ours. */
export const takenBy = (examples: ReadonlyArray<Example>): ReadonlySet<string> =>
  new Set(
    examples
      .flatMap(({ where, code }) => importsOf(parse(`${where}.ts`, code).nodes))
      .map(({ specifier }) => specifier)
      .filter((specifier) => !/^(?:\.|node:|@upkeep\/)/.test(specifier))
      .map((specifier) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/")),
  )

/** A program that runs examples one after the other, each with its `// =>` checked. */
export const programOf = (
  title: string,
  main: string,
  examples: ReadonlyArray<Example>,
): Program => ({
  title,
  main,
  files: (kind) => {
    const parts = examples.map((example) => ({
      name: example.where.replaceAll(/[^A-Za-z0-9]+/g, "-"),
      code: checked(example.where, example.code),
    }))
    const names = parts.map(({ name }) => name)
    return {
      ...Object.fromEntries(parts.map(({ name, code }) => [name, inKind(kind, checks + code)])),
      [main]: `${(kind === "import" ? importing : requiring)(names)}\n`,
    }
  },
})

const checks = 'import { is as __is, throws as __throws } from "./check.js"\nvoid __is, __throws\n'
const farewell = `console.log(${JSON.stringify(lastWord)})`

const importing = (names: ReadonlyArray<string>): string =>
  [...names.map((name) => `await import("./${name}.js")`), farewell].join("\n")

const requiring = (names: ReadonlyArray<string>): string =>
  [
    ...names.map((name, index) => `import part${index} = require("./${name}.js")`),
    "const main = async () => {",
    ...names.map((_, index) => `  await part${index}.run()`),
    `  ${farewell}`,
    "}",
    "void main()",
  ].join("\n")

// CommonJS cannot wait at its top: there the imports stay and the rest becomes a function.
const inKind = (kind: Kind, code: string): string => {
  if (kind === "import") return code
  const body = listOf(parse("example.ts", code).nodes[0]?.["body"])
  const imports = body.filter(({ type }) => type === "ImportDeclaration")
  const end = imports.at(-1)?.end ?? 0
  return `${code.slice(0, end)}\nexport const run = async () => {\n${code.slice(end)}\n}\n`
}

/** Every door of packages that leads to code. */
export const doorsOf = (manifests: ReadonlyArray<Manifest>): ReadonlyArray<string> =>
  manifests.flatMap(({ name, exports }) =>
    Object.entries(exports ?? {})
      // The door to package.json names a file and no conditions.
      .filter(([, leads]) => typeof leads !== "string")
      .map(([door]) => door.replace(/^\./, name)),
  )

/** A program that opens doors, and takes nothing from any. */
export const doorsProgram = (
  title: string,
  main: string,
  doors: ReadonlyArray<string>,
): Program => {
  const taken = {
    import: (door: string, index: number) => `import * as door${index} from "${door}"`,
    require: (door: string, index: number) => `import door${index} = require("${door}")`,
  }
  const used = `void [${doors.map((_, index) => `door${index}`).join(", ")}]`
  return {
    title,
    main,
    files: (kind) => ({ [main]: [...doors.map(taken[kind]), used, farewell, ""].join("\n") }),
  }
}
