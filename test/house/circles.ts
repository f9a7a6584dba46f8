// No file may, by whatever way round, import itself.
import type { House, Package, Source } from "./House.ts"
import { resolved } from "./packages.ts"
import { manifest, type Rule } from "./Rule.ts"

const noCircles: Rule = {
  title: "no file imports itself by way of others, types counted, over all packages",
  offenders: (house) => {
    const graph = graphOf(house)
    const inCircles = house.sources.map(({ path }) => path).filter((path) => reaches(graph, path))
    return inCircles.map((path) => `${path} → ${wayBack(graph, path).join(" → ")}`)
  },
  breach: {
    files: {
      "packages/core/package.json": manifest("@upkeep/core", {
        exports: { "./effect": { "@upkeep/source": "./src/effect.ts" } },
      }),
      "packages/core/src/effect.ts": 'export * as A from "./A.ts"',
      "packages/core/src/A.ts": 'import type { B } from "./B.ts"',
      "packages/core/src/B.ts": 'export type C = import("@upkeep/core/effect").A',
    },
    found: [
      "packages/core/src/effect.ts → packages/core/src/A.ts → packages/core/src/B.ts → packages/core/src/effect.ts",
      "packages/core/src/A.ts → packages/core/src/B.ts → packages/core/src/effect.ts → packages/core/src/A.ts",
      "packages/core/src/B.ts → packages/core/src/effect.ts → packages/core/src/A.ts → packages/core/src/B.ts",
    ],
  },
}

type Graph = ReadonlyMap<string, ReadonlyArray<string>>

const graphOf = (house: House): Graph => {
  const doors = new Map(house.packages.flatMap(doorsOf))
  const targetsOf = ({ path, imports }: Source) =>
    imports
      .map(({ specifier }) =>
        specifier.startsWith(".") ? resolved(path, specifier) : doors.get(specifier),
      )
      .filter((target) => target !== undefined)
  return new Map(house.sources.map((source) => [source.path, targetsOf(source)]))
}

/** The file behind each door, by the name under which others import it. */
const doorsOf = ({ folder, manifest }: Package): ReadonlyArray<[string, string]> =>
  Object.entries(manifest.exports ?? {}).flatMap(([door, target]) => {
    const source = typeof target === "string" ? undefined : target["@upkeep/source"]
    if (source === undefined) return []
    return [[door.replace(/^\./, manifest.name), `${folder}/${source.replace(/^\.\//, "")}`]]
  })

const reaches = (graph: Graph, from: string): boolean => wayBack(graph, from).length > 0

/** The shortest way from a file back to itself; empty where there is none. */
const wayBack = (graph: Graph, from: string): ReadonlyArray<string> => {
  const ways: Array<ReadonlyArray<string>> = [[from]]
  const seen = new Set<string>()
  for (const way of ways) {
    for (const next of graph.get(way.at(-1) ?? "") ?? []) {
      if (next === from) return [...way.slice(1), from]
      if (!seen.has(next)) ways.push([...way, next])
      seen.add(next)
    }
  }
  return []
}

export const circleRules = [noCircles]
