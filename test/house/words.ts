// Words and names that have no place here. They are put together from halves, so that this file has
// none.
import { isShipped } from "./House.ts"
import type { Rule } from "./Rule.ts"
import { nameOf, type Node } from "./Syntax.ts"

const fileNames =
  /^(?:utils?|commons?|helpers?|types?|misc|shared)$|(?:Manager|Impl|Utils?|Helpers?)$/

const names: Rule = {
  title: "no file and no export is called utils, common, helpers, types, …Manager or …Impl",
  offenders: ({ sources }) =>
    sources.flatMap(({ path, parsed }) => {
      const base = path.slice(path.lastIndexOf("/") + 1).replace(/(?:\.[a-z]+)+$/, "")
      const declared = parsed.nodes
        .filter(({ type }) => declarations.has(type))
        .map(({ id }) => nameOf(id) ?? "")
        .filter((name) => /(?:Manager|Impl)$/.test(name))
        .map((name) => `${path} ${name}`)
      return fileNames.test(base) ? [path, ...declared] : declared
    }),
  breach: {
    files: {
      "packages/core/src/desk/utils.ts": "",
      "test/helpers.test.ts": "export class DeskManager {}",
      "packages/core/src/desk/Desk.ts": "export const useful = 1",
    },
    found: [
      "packages/core/src/desk/utils.ts",
      "test/helpers.test.ts",
      "test/helpers.test.ts DeskManager",
    ],
  },
}

const declarations = new Set([
  "ClassDeclaration",
  "FunctionDeclaration",
  "VariableDeclarator",
  "TSInterfaceDeclaration",
  "TSTypeAliasDeclaration",
])

const joined = (...halves: ReadonlyArray<string>): string => halves.join("")
const unfinished = joined("TO", "DO")
const unchecked = joined("@ts", "-ignore")
const unlinted = joined("oxlint", "-disable")
const forbidden: ReadonlyArray<RegExp> = [
  new RegExp(`\\b(?:${unfinished}|${joined("FIX", "ME")}|${joined("XX", "X")})\\b`, "g"),
  new RegExp(`${unchecked}|${joined("@ts", "-expect-error")}|${joined("@ts", "-nocheck")}`, "g"),
  new RegExp(`${unlinted}|${joined("eslint", "-disable")}`, "g"),
]

const finished: Rule = {
  title: "sources hold no word for what is unfinished and no switch that silences a tool",
  offenders: ({ sources }) =>
    sources
      .filter(({ path }) => isShipped(path))
      .flatMap(({ path, text, lineAt }) =>
        forbidden
          .flatMap((form) => [...text.matchAll(form)])
          .map((found) => `${path}:${lineAt(found.index)} ${found[0]}`),
      ),
  breach: {
    files: {
      "packages/core/src/a.ts": `// ${unfinished} later\n// ${unchecked}\n// ${unlinted}`,
    },
    found: [
      `packages/core/src/a.ts:1 ${unfinished}`,
      `packages/core/src/a.ts:2 ${unchecked}`,
      `packages/core/src/a.ts:3 ${unlinted}`,
    ],
  },
}

const typed: Rule = {
  title: "sources hold no `any`, no assertion upon an assertion, no enum and no default export",
  offenders: ({ sources }) =>
    sources
      .filter(({ path }) => isShipped(path))
      .flatMap(({ path, parsed, lineAt }) =>
        parsed.nodes.filter(isLoose).map(({ type, start }) => `${path}:${lineAt(start)} ${type}`),
      ),
  breach: {
    files: {
      "packages/core/src/a.ts": [
        "export const a = (b: any) => b",
        "export const c = a as unknown as string",
        "export default c",
      ].join("\n"),
    },
    found: [
      "packages/core/src/a.ts:1 TSAnyKeyword",
      "packages/core/src/a.ts:2 TSAsExpression",
      "packages/core/src/a.ts:3 ExportDefaultDeclaration",
    ],
  },
}

const looseTypes = new Set(["TSAnyKeyword", "TSEnumDeclaration", "ExportDefaultDeclaration"])

const isLoose = ({ type, expression }: Node): boolean =>
  looseTypes.has(type) || (type === "TSAsExpression" && isAssertion(expression))

const isAssertion = (expression: unknown): boolean =>
  typeof expression === "object" &&
  expression !== null &&
  "type" in expression &&
  expression.type === "TSAsExpression"

const lonely = joined("it", ".only")

const alone: Rule = {
  title: "no test runs alone and none is only planned",
  offenders: ({ sources }) =>
    sources
      .filter(({ path }) => path.endsWith(".test.ts"))
      .flatMap(({ path, text, lineAt }) =>
        [...text.matchAll(/^\s*(?:it|test|describe)\.(?:only|todo)\b/gm)].map(
          (found) => `${path}:${lineAt(found.index)} ${found[0].trim()}`,
        ),
      ),
  breach: {
    files: { "packages/core/test/a.test.ts": `${lonely}("a", () => {})` },
    found: [`packages/core/test/a.test.ts:1 ${lonely}`],
  },
}

const personal = /(?:\/home\/|\/Users\/|\/root\/|[A-Z]:\\Users\\)\w+/

const ofNoMachine: Rule = {
  title:
    "no file names a folder of the machine on which it was written, nor a host to install from",
  offenders: ({ files }) =>
    files.flatMap(({ path, text }) => [
      ...(personal.test(text) ? [`${path} names a personal folder`] : []),
      ...(path === "package-lock.json" ? hosts(text) : []),
    ]),
  breach: {
    files: {
      "CONTRIBUTING.md": `see ${joined("/ho", "me/anna")}`,
      "package-lock.json": '{"resolved": "https://mirror.example/a.tgz"}',
    },
    found: ["CONTRIBUTING.md names a personal folder", "package-lock.json names mirror.example"],
  },
}

const hosts = (lock: string): ReadonlyArray<string> =>
  [...lock.matchAll(/"resolved": "https?:\/\/([^/"]+)/g)].map(
    ([, host = ""]) => `package-lock.json names ${host}`,
  )

export const wordRules: ReadonlyArray<Rule> = [names, finished, typed, alone, ofNoMachine]
