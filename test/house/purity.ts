// What the pure folders of core may touch: nothing that could answer differently tomorrow.
import type { Source } from "./House.ts"
import type { Rule } from "./Rule.ts"
import { calleeOf, type Node } from "./Syntax.ts"

// All folders of core but the two that meet the world.
const pureFile = /^packages\/core\/src\/(?!port\/|desk\/)[^/]+\//

/** Modules of effect that hold data and do nothing. */
const dataModules = new Set(
  "Array BigDecimal Brand Chunk Data DateTime Duration Equal Hash HashMap HashSet Number Option Order"
    .concat(" Predicate Record Result Schema SchemaIssue String Struct Tuple pipe")
    .split(" "),
)

const pureImports: Rule = {
  title:
    "the pure folders take data modules of effect, xstate for the chart, semver for its scheme, and nothing else",
  offenders: ({ sources }) =>
    sources
      .filter(({ path }) => pureFile.test(path))
      .flatMap(({ path, imports }) =>
        imports.flatMap(({ specifier, names }) => {
          if (specifier.startsWith(".")) return []
          if (specifier === "xstate" && path === chartFile) return []
          if (specifier === "semver" && path === semverFile) return []
          const impure = names.filter((name) => !dataModules.has(name))
          if (specifier === "effect" && names.length > 0)
            return impure.map((name) => `${path} takes ${name} of effect`)
          return [`${path} imports ${specifier}`]
        }),
      ),
  breach: {
    files: {
      "packages/core/src/sla/Clock.ts":
        'import { Result, Clock } from "effect"\nimport * as all from "effect"\nimport "node:fs"',
      "packages/core/src/desk/Desk.ts": 'import { Effect } from "effect"',
      "packages/core/src/version/semver.ts": 'import { SemVer } from "semver"\nimport "xstate"',
      "packages/core/src/version/Version.ts": 'import { SemVer } from "semver"',
    },
    found: [
      "packages/core/src/sla/Clock.ts takes Clock of effect",
      "packages/core/src/sla/Clock.ts imports effect",
      "packages/core/src/sla/Clock.ts imports node:fs",
      "packages/core/src/version/semver.ts imports xstate",
      "packages/core/src/version/Version.ts imports semver",
    ],
  },
}

export const chartFile = "packages/core/src/ticket/chart.ts"
const semverFile = "packages/core/src/version/semver.ts"

const pureCode: Rule = {
  title: "the pure folders ask for no time, no chance, no environment",
  offenders: ({ sources }) =>
    sources
      .filter(({ path }) => pureFile.test(path))
      .flatMap((source) =>
        source.parsed.nodes
          .filter(isImpure)
          .map((node) => `${source.path}:${source.lineAt(node.start)} ${spelling(source, node)}`),
      ),
  breach: {
    files: {
      "packages/core/src/process/Process.ts": [
        "export const now = (process: Process) => [Date.now(), new Date(), Math.random()]",
        "export const then = (process: Process) => [new Date(0), process.profile, Math.max(1)]",
        "export const env = () => [process.env, globalThis, setTimeout(now, 1), form.format()]",
      ].join("\n"),
    },
    found: [
      "packages/core/src/process/Process.ts:1 Date.now",
      "packages/core/src/process/Process.ts:1 new Date()",
      "packages/core/src/process/Process.ts:1 Math.random",
      "packages/core/src/process/Process.ts:3 process.env",
      "packages/core/src/process/Process.ts:3 globalThis",
      "packages/core/src/process/Process.ts:3 setTimeout",
      "packages/core/src/process/Process.ts:3 form.format()",
    ],
  },
}

const ofProcess =
  "argv|cwd|env|exit|hrtime|memoryUsage|nextTick|on|pid|platform|stderr|stdout|versions?"
const members = new RegExp(
  `^(?:Date\\.now|Math\\.random|performance\\.now|process\\.(?:${ofProcess}))$`,
)
const globals = new Set([
  "console",
  "crypto",
  "fetch",
  "globalThis",
  "performance",
  "queueMicrotask",
  "setImmediate",
  "setInterval",
  "setTimeout",
])

const isImpure = (node: Node): boolean => {
  if (node.type === "Identifier") return globals.has(String(node["name"]))
  if (node.type === "MemberExpression") return members.test(calleeOf(node).join("."))
  const withoutArguments = Array.isArray(node["arguments"]) && node["arguments"].length === 0
  if (!withoutArguments) return false
  const callee = calleeOf(node)
  // `Intl.DateTimeFormat.prototype.format()` without an argument means now.
  if (node.type === "CallExpression") return /^format(?:ToParts)?$/.test(callee.at(-1) ?? "")
  return node.type === "NewExpression" && callee.join(".") === "Date"
}

const spelling = ({ text }: Source, node: Node): string => text.slice(node.start, node.end)

export const purityRules = [pureImports, pureCode]
