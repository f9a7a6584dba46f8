// A stranger's empty project: what it installs, how it compiles, what runs it.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Dependencies } from "../house/House.ts"
import type { Packed } from "./packed.ts"
import type { Kind, Program } from "./programs.ts"
import { ran } from "./ran.ts"

/** How programs take the packages. */
export const kinds: ReadonlyArray<Kind> = ["import", "require"]

const moduleTypes = { import: "module", require: "commonjs" } as const

/** Whether the registry answers; without it nobody can install anything. */
export const registryAnswers = (root: string): Promise<boolean> =>
  ran("npm", ["view", "effect", "name", "--fetch-retries=0", "--fetch-timeout=20000"], {
    cwd: root,
  }).then(
    () => true,
    () => false,
  )

/** The versions of packages that are installed here, of their types too where those lie apart. */
export const versionsHere = (root: string, names: Iterable<string>): ReadonlyArray<string> => {
  const manifest = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"))
  const own: Dependencies = manifest("package.json").devDependencies
  const typed = ["node", ...names].map((name) => `@types/${name}`)
  return [...names, ...typed.filter((name) => Object.hasOwn(own, name))].map(
    (name) => `${name}@${manifest(`node_modules/${name}/package.json`).version}`,
  )
}

/** Makes an empty project and installs tarballs and packages of the registry into it. */
export const install = async (
  at: string,
  packages: ReadonlyArray<Packed>,
  others: ReadonlyArray<string>,
): Promise<void> => {
  mkdirSync(at)
  writeFileSync(join(at, "package.json"), '{ "private": true }')
  const wanted = [...packages.map(({ tarball }) => tarball), ...others]
  await ran("npm", ["install", "--no-audit", "--no-fund", ...wanted], { cwd: at })
}

// What `tsc --init` writes today, but for `verbatimModuleSyntax`, which allows no `import` in
// CommonJS; and the declarations of packages are checked too.
const strictest = {
  module: "nodenext",
  target: "es2024",
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUncheckedSideEffectImports: true,
  isolatedModules: true,
  skipLibCheck: false,
}
// XState's own declarations contradict `exactOptionalPropertyTypes`.
const withXState = { ...strictest, skipLibCheck: true }

/** What is written into a folder of a project, once as ES modules and once as CommonJS. */
export interface Written {
  readonly programs: ReadonlyArray<Program>
  /** The one program that may name XState's types. */
  readonly toXState: Program
  /** The file of the checks that programs import. */
  readonly checks: string
}

/** Writes programs with their settings. */
export const write = (at: string, { programs, toXState, checks }: Written): void => {
  for (const kind of kinds) {
    const folder = join(at, kind)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: moduleTypes[kind] }))
    cpSync(checks, join(folder, "check.ts"))
    for (const { files } of [...programs, toXState])
      for (const [name, text] of Object.entries(files(kind)))
        writeFileSync(join(folder, `${name}.ts`), text)
  }
  writeFileSync(join(at, "tsconfig.json"), configOf(strictest, programs))
  writeFileSync(join(at, "tsconfig.xstate.json"), configOf(withXState, [toXState]))
}

const configOf = (compilerOptions: object, programs: ReadonlyArray<Program>): string => {
  const files = kinds.flatMap((kind) => programs.map(({ main }) => `${kind}/${main}.ts`))
  return JSON.stringify({ compilerOptions, files })
}
