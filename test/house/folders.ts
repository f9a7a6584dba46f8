// The rooms of a package: what lies below what, and what is private to its folder.
import { type House, isShipped, type Source } from "./House.ts"
import type { Import } from "./imports.ts"
import { resolved } from "./packages.ts"
import type { Rule } from "./Rule.ts"
import { isNode, listOf, type Node } from "./Syntax.ts"

/** What each folder of core may import beside itself. */
const below: { readonly [folder: string]: ReadonlyArray<string> } = {
  problem: [],
  calendar: ["problem"],
  ticket: ["problem"],
  version: ["problem"],
  sla: ["problem", "calendar", "ticket"],
  roster: ["problem", "calendar", "ticket"],
  process: ["problem", "calendar", "ticket", "version", "sla", "roster"],
  report: ["problem", "calendar", "ticket", "sla", "process"],
  audit: ["problem", "calendar", "ticket", "sla"],
  conform: ["problem", "calendar", "ticket", "process"],
  verify: ["problem", "calendar", "ticket", "sla", "process"],
  describe: ["problem", "calendar", "ticket", "sla", "process"],
  port: [],
  desk: [
    "problem",
    "calendar",
    "ticket",
    "version",
    "sla",
    "roster",
    "process",
    "report",
    "audit",
    "port",
  ],
}

const core = "packages/core/src/"

const inside = (source: Source): ReadonlyArray<string> =>
  source.imports
    .filter(({ specifier }) => specifier.startsWith("."))
    .map(({ specifier }) => resolved(source.path, specifier))

const coreOrder: Rule = {
  title:
    "inside core: problem ← calendar, ticket ← sla, roster ← process ← desk; port knows none of them",
  offenders: (house) =>
    house.sources
      .filter(({ path }) => path.startsWith(core) && path.slice(core.length).includes("/"))
      .flatMap((source) => {
        const [folder = ""] = source.path.slice(core.length).split("/")
        const allowed = [folder, ...(below[folder] ?? [])]
        return inside(source)
          .filter((target) => target.startsWith(core))
          .filter((target) => !allowed.some((each) => target.startsWith(`${core}${each}/`)))
          .map((target) => `${source.path} imports ${target}`)
      }),
  breach: {
    files: {
      [`${core}calendar/Calendar.ts`]: 'import type { State } from "../ticket/State.ts"',
      [`${core}port/Inbound.ts`]: 'import { Desk } from "../desk/Desk.ts"',
      [`${core}news/News.ts`]: 'import "../problem/Problem.ts"',
    },
    found: [
      `${core}calendar/Calendar.ts imports ${core}ticket/State.ts`,
      `${core}port/Inbound.ts imports ${core}desk/Desk.ts`,
      `${core}news/News.ts imports ${core}problem/Problem.ts`,
    ],
  },
}

/** The files that a package's exports name. */
const doorsOf = ({ packages }: House): ReadonlySet<string> =>
  new Set(
    packages.flatMap(({ folder, manifest }) =>
      Object.values(manifest.exports ?? {}).flatMap((target) =>
        typeof target === "string" ? [] : resolved(`${folder}/package.json`, sourceDoor(target)),
      ),
    ),
  )

const sourceDoor = (target: { readonly [condition: string]: string }): string =>
  target["@upkeep/source"] ?? "."

const nobodyUsesDoors: Rule = {
  title: "nobody inside a package imports one of its doors",
  offenders: (house) => {
    const doors = doorsOf(house)
    return house.sources
      .filter(({ path }) => isShipped(path))
      .flatMap((source) =>
        inside(source)
          .filter((target) => doors.has(target))
          .map((target) => `${source.path} imports ${target}`),
      )
  },
  breach: {
    files: {
      "packages/core/package.json": JSON.stringify({
        name: "@upkeep/core",
        exports: { ".": { "@upkeep/source": "./src/index.ts" } },
      }),
      [`${core}index.ts`]: "",
      [`${core}desk/Desk.ts`]: 'import * as all from "../index.ts"',
    },
    found: [`${core}desk/Desk.ts imports ${core}index.ts`],
  },
}

const onlyDoorsAreBarrels: Rule = {
  title: "only a door may consist of re-exports",
  offenders: (house) => {
    const doors = doorsOf(house)
    return house.sources
      .filter(({ path }) => isShipped(path) && !doors.has(path))
      .filter(isBarrel)
      .map(({ path }) => path)
  },
  breach: {
    files: {
      [`${core}desk/all.ts`]: 'export * from "./a.ts"\nexport { b } from "./b.ts"',
      [`${core}desk/some.ts`]: 'export * from "./a.ts"\nexport const b = 1',
    },
    found: [`${core}desk/all.ts`],
  },
}

const isBarrel = ({ parsed }: Source): boolean => {
  const body = listOf(parsed.nodes[0]?.["body"])
  return body.length > 0 && body.every(isReExport)
}

const isReExport = ({ type, source }: Node): boolean =>
  type === "ExportAllDeclaration" || (type === "ExportNamedDeclaration" && isNode(source))

const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1)
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/"))
const isPrivate = (path: string): boolean => /^[a-z]/.test(baseOf(path))

const privateFiles: Rule = {
  title:
    "a lower-case file is imported from its own folder and below, one of an inner folder also from around it, and by doors",
  offenders: (house) => {
    const doors = doorsOf(house)
    return house.sources
      .filter(({ path }) => isShipped(path) && !doors.has(path))
      .flatMap((source) =>
        inside(source)
          .filter((target) => isPrivate(target) && !maySee(source.path, target))
          .map((target) => `${source.path} imports ${target}`),
      )
  },
  breach: {
    files: {
      [`${core}sla/Clock.ts`]: 'import "../ticket/text.ts"\nimport "../ticket/decide/close.ts"',
      [`${core}ticket/decide.ts`]: 'import "./decide/close.ts"',
      [`${core}ticket/decide/close.ts`]: 'import "../reject.ts"',
    },
    found: [
      `${core}sla/Clock.ts imports ${core}ticket/text.ts`,
      `${core}sla/Clock.ts imports ${core}ticket/decide/close.ts`,
    ],
  },
}

const maySee = (importer: string, target: string): boolean => {
  const home = folderOf(target)
  const isInner = /\/src\/[^/]+\/./.test(home)
  return importer.startsWith(`${home}/`) || (isInner && folderOf(importer) === folderOf(home))
}

const namespaces: Rule = {
  title: "a namespace has the name of its file, or that name with its folder's before it",
  offenders: ({ sources }) =>
    sources.flatMap(({ path, imports, lineAt }) =>
      imports
        .filter((each) => each.specifier.startsWith(".") && each.namespace !== undefined)
        .filter((each) => !namesOf(path, each).has(each.namespace ?? ""))
        .map((each) => `${path}:${lineAt(each.start)} calls ${each.specifier} ${each.namespace}`),
    ),
  breach: {
    files: {
      [`${core}desk/Desk.ts`]:
        'import * as C from "../sla/Clock.ts"\nimport * as SlaClock from "../sla/Clock.ts"\nimport * as ids from "./ids.ts"',
    },
    found: [`${core}desk/Desk.ts:1 calls ../sla/Clock.ts C`],
  },
}

const namesOf = (path: string, { specifier }: Import): ReadonlySet<string> => {
  const target = resolved(path, specifier)
  const name = baseOf(target).replace(/\.[a-z]+$/, "")
  const folder = baseOf(folderOf(target))
  return new Set([name, `${capital(folder)}${capital(name)}`])
}

const capital = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`

export const folderRules = [
  coreOrder,
  nobodyUsesDoors,
  onlyDoorsAreBarrels,
  privateFiles,
  namespaces,
]
