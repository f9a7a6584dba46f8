// Who may know whom: arrows between packages point down only.
import { type Dependencies, type House, isShipped, type Package, packageOf } from "./House.ts"
import { manifest, type Rule } from "./Rule.ts"

/** The name of the package that a bare specifier is of. */
const nameOf = (specifier: string): string =>
  specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/")

const isBare = (specifier: string): boolean => !/^(?:\.|node:)/.test(specifier)

const own = /^@upkeep\//

/** Which of our packages a package may import; `core` is the lowest. */
const mayImport = (importer: string, imported: string): boolean => {
  if (importer === imported) return true
  if (importer === "@upkeep/core") return false
  if (importer === "@upkeep/cli" || !own.test(importer)) return true
  return imported === "@upkeep/core"
}

const outsideOfCore = new Set(["effect", "semver", "xstate"])

const arrowsDown: Rule = {
  title:
    "adapters import core alone, cli imports all, core imports no package but effect, semver and xstate",
  offenders: (house) =>
    house.sources.flatMap((source) => {
      const importer = packageOf(house, source.path)
      if (importer === undefined) return []
      const { name } = importer.manifest
      return source.imports
        .map(({ specifier }) => nameOf(specifier))
        .filter((imported) => isBare(imported))
        .filter((imported) =>
          own.test(imported)
            ? !mayImport(name, imported)
            : name === "@upkeep/core" && isShipped(source.path) && !outsideOfCore.has(imported),
        )
        .map((imported) => `${source.path} imports ${imported}`)
    }),
  breach: {
    files: {
      "packages/core/package.json": manifest("@upkeep/core"),
      "packages/core/src/index.ts": 'import _ from "lodash"',
      "packages/mail/package.json": manifest("@upkeep/mail"),
      "packages/mail/src/index.ts": 'import type { Sqlite } from "@upkeep/sqlite/deep"',
    },
    found: [
      "packages/core/src/index.ts imports lodash",
      "packages/mail/src/index.ts imports @upkeep/sqlite",
    ],
  },
}

const published = (manifest: Package["manifest"]): Dependencies => ({
  ...manifest.dependencies,
  ...manifest.peerDependencies,
})

const declared: Rule = {
  title: "what a package imports stands in its package.json, and of ours nothing else stands there",
  offenders: (house) => house.packages.flatMap((each) => disagreements(house, each)),
  breach: {
    files: {
      "package.json": manifest("upkeep", { devDependencies: { vitest: "1" } }),
      "packages/mail/package.json": manifest("@upkeep/mail", {
        dependencies: { "@upkeep/core": "0" },
      }),
      "packages/mail/src/index.ts": 'import { parse } from "mime/lite"; import "vitest"',
      "packages/mail/test/a.test.ts": 'import { it } from "vitest"',
    },
    found: [
      "packages/mail/src/index.ts imports mime, which package.json does not name",
      "packages/mail/src/index.ts imports vitest, which package.json does not name",
      "packages/mail/package.json names @upkeep/core, which nothing imports",
    ],
  },
}

const disagreements = (house: House, { folder, manifest }: Package): ReadonlyArray<string> => {
  const sources = house.sources.filter(({ path }) => path.startsWith(`${folder}/`))
  const imported = sources.flatMap(({ path, imports }) =>
    imports
      .map(({ specifier }) => specifier)
      .filter(isBare)
      .map((specifier) => ({ path, name: nameOf(specifier) })),
  )
  const forTests = { ...manifest.devDependencies, ...house.root.devDependencies }
  const mayUse = (path: string) =>
    isShipped(path) ? published(manifest) : { ...published(manifest), ...forTests }
  const unnamed = imported
    .filter(({ path, name }) => name !== manifest.name && !Object.hasOwn(mayUse(path), name))
    .map(({ path, name }) => `${path} imports ${name}, which package.json does not name`)
  const names = new Set(imported.map(({ name }) => name))
  const idle = Object.keys({ ...published(manifest), ...manifest.devDependencies })
    .filter((name) => own.test(name) && !names.has(name))
    .map((name) => `${folder}/package.json names ${name}, which nothing imports`)
  return [...unnamed, ...idle]
}

const withinWalls: Rule = {
  title:
    "no path leads from one package into another; only tests share test/contract and test/postgres",
  offenders: (house) =>
    house.sources.flatMap(({ path, imports }) => {
      const folder = packageOf(house, path)?.folder
      if (folder === undefined) return []
      return imports
        .filter(({ specifier }) => specifier.startsWith("."))
        .map(({ specifier }) => resolved(path, specifier))
        .filter((target) => !target.startsWith(`${folder}/`))
        .filter((target) => isShipped(path) || !isShared(target))
        .map((target) => `${path} reaches into ${target}`)
    }),
  breach: {
    files: {
      "packages/mail/package.json": manifest("@upkeep/mail"),
      "packages/mail/src/index.ts": 'export * from "../../core/src/ticket/decide.ts"',
      "packages/mail/test/a.test.ts": 'import "../../../test/contract/storage.ts"',
      "packages/mail/test/b.test.ts": 'import "../../../test/postgres/server.ts"',
    },
    found: ["packages/mail/src/index.ts reaches into packages/core/src/ticket/decide.ts"],
  },
}

const isShared = (target: string): boolean =>
  ["test/contract/", "test/postgres/"].some((folder) => target.startsWith(folder))

/** The path that a relative specifier names. */
export const resolved = (path: string, specifier: string): string =>
  new URL(specifier, `file:///${path}`).pathname.slice(1)

const effectIsPeer: Rule = {
  title: "effect is a peer dependency of every package and a dependency of none",
  offenders: ({ packages }) =>
    packages
      .filter(({ folder }) => folder.startsWith("packages/"))
      .flatMap(({ folder, manifest }) => [
        ...("effect" in (manifest.peerDependencies ?? {}) ? [] : [`${folder}: no peer`]),
        ...("effect" in { ...manifest.dependencies, ...manifest.optionalDependencies }
          ? [`${folder}: a dependency`]
          : []),
      ]),
  breach: {
    files: {
      "packages/core/package.json": manifest("@upkeep/core", { dependencies: { effect: "4" } }),
    },
    found: ["packages/core: no peer", "packages/core: a dependency"],
  },
}

const everyReadme: Rule = {
  title: "every package has a README.md",
  offenders: (house) =>
    house.packages
      .filter(({ folder }) => folder.startsWith("packages/") && !house.has(`${folder}/README.md`))
      .map(({ folder }) => folder),
  breach: {
    files: { "packages/core/package.json": manifest("@upkeep/core") },
    found: ["packages/core"],
  },
}

export const packageRules = [arrowsDown, declared, withinWalls, effectIsPeer, everyReadme]
