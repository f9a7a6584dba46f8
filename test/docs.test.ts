// Documentation is run: every `ts` block of a README and every `@example`, with its `// =>`
// checked. A part of a file is compared with the file.
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { checked } from "./docs/checked.ts"
import { type Example, ofMarkdown, ofSource } from "./docs/Example.ts"
import { importsFor } from "./docs/scope.ts"
import { readHouse } from "./house/House.ts"

const root = fileURLToPath(new URL("..", import.meta.url))
const folder = join(root, `test/.tmp/${process.pid}`)
const house = readHouse(root)
const shipped = house.sources.filter(({ path }) => /^packages\/[^/]+\/src\//.test(path))

const inReadmes = house.files
  .filter(({ path }) => /(?:^|\/)README\.md$|^docs\/(?:guides\/)?[^/]+\.md$/.test(path))
  .flatMap(({ path, text }) => ofMarkdown(path, text))
const inSources = shipped.flatMap(({ path, text }) => ofSource(path, text))

const checks = JSON.stringify(join(root, "test/docs/check.ts"))
const header = `import { is as __is, throws as __throws } from ${checks}\nvoid __is, __throws\n`

/** The module of an example; one that is no TypeScript throws that. */
const moduleOf = (example: Example): string => {
  try {
    return selfChecking(example)
  } catch (error) {
    return `throw new SyntaxError(${JSON.stringify(String(error))})`
  }
}

const selfChecking = (example: Example): string => {
  const own = shipped.find(({ path }) => path === example.path)
  const taken =
    own === undefined ? "" : importsFor(example.code, own, shipped, (path) => join(root, path))
  return `${header}${taken}${checked(example.where, example.code)}\nexport {}\n`
}

const fileOf = ({ where }: Example): string =>
  join(folder, `${where.replaceAll(/[^A-Za-z0-9]+/g, "-")}.ts`)

/**
 * Runs examples in one process, in a folder of their own; what went wrong by example, empty where
 * nothing.
 */
const run = (examples: ReadonlyArray<Example>): ReadonlyMap<string, string> => {
  const at = mkdtempSync(join(tmpdir(), "upkeep-docs-"))
  const results = join(at, "results.json")
  // A reader runs them where the project lies: what the examples hold is there, what they write is
  // not.
  symlinkSync(join(root, "examples"), join(at, "examples"))
  const files = examples.map(fileOf)
  for (const example of examples) writeFileSync(fileOf(example), moduleOf(example))
  try {
    execFileSync(
      process.execPath,
      ["--conditions=@upkeep/source", join(root, "test/docs/runner.ts"), results, ...files],
      { cwd: at, encoding: "utf8", stdio: "pipe", timeout: 120_000, env: environment },
    )
    return new Map(Object.entries<string>(JSON.parse(readFileSync(results, "utf8"))))
  } finally {
    rmSync(at, { recursive: true, force: true })
  }
}

// What READMEs take from the environment.
const environment = { ...process.env, SMTP_PASSWORD: "secret" }

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const said = (results: ReadonlyMap<string, string>, examples: ReadonlyArray<Example>) =>
  examples.flatMap((example) => {
    const error = results.get(fileOf(example))
    return error === "" ? [] : [`${example.where}\n${error ?? "was not run"}`]
  })

describe("the documents are run", () => {
  for (const path of new Set(inReadmes.map((example) => example.path))) {
    const examples = inReadmes.filter((each) => each.path === path && each.ignored === "")
    it.skipIf(examples.length === 0)(`every ts block of ${path} does what it says`, () => {
      expect(said(run(examples), examples)).toEqual([])
    })
  }

  it("every @example does what it says", () => {
    expect(said(run(inSources), inSources)).toEqual([])
  })

  it("every ts block of a README has the right types", () => {
    const examples = inReadmes.filter(({ ignored }) => ignored === "")
    for (const example of examples) writeFileSync(fileOf(example), `${example.code}\nexport {}\n`)
    const project = join(folder, "tsconfig.json")
    const compilerOptions = { noEmit: true, noUnusedLocals: false }
    const files = examples.map(fileOf)
    writeFileSync(
      project,
      JSON.stringify({ extends: "../../../tsconfig.base.json", compilerOptions, files }),
    )
    expect(errorsOf(project)).toBe("")
  })

  it("a block from a file is what the file says", () => {
    expect(strange(inReadmes).map(({ where, from }) => `${where} is not in ${from}`)).toEqual([])
  })

  it("a block that is not run says why", () => {
    expect(silent(inReadmes).map(({ where }) => where)).toEqual([])
  })
})

const errorsOf = (project: string): string => {
  try {
    return execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", project], { encoding: "utf8" })
  } catch (error) {
    return error instanceof Error && "stdout" in error ? String(error.stdout) : String(error)
  }
}

const silent = (examples: ReadonlyArray<Example>) =>
  examples.filter(({ ignored }) => ignored !== "" && ignored.length < 12)

/** A part of a file is whole lines of it, one after the other. */
const isPartOf = (text: string, code: string) => `\n${text}`.includes(`\n${code}`)

const strange = (examples: ReadonlyArray<Example>) =>
  examples.filter(({ from, code }) => from !== "" && !isPartOf(house.textOf(from), code))

describe("the checks see what is wrong", () => {
  it("a value, a name and a throw that differ are found, and those that do not are not", () => {
    const code = [
      "1 + 1 // => 3",
      "const a = [1]\n// => [2]",
      "2 // => 2",
      'JSON.parse("") // => throws TypeError',
      "const list = () => [\n  1,\n]\nlist()\n// => [\n//   1\n// ]",
    ]
    const path = "test/docs.test.ts"
    const examples = code.map((each, index) => ({
      where: `${path}:${index}`,
      path,
      code: each,
      ignored: "",
      from: "",
    }))
    const wrong = said(run(examples), examples).map((line) => line.split("\n")[0])
    expect(wrong).toEqual([`${path}:0`, `${path}:1`, `${path}:3`])
  })

  it("blocks and examples are found where they stand", () => {
    const text =
      "# A\n\n```ts\n1 // => 1\n```\n\n```ts ignore because of B\n2\n```\n```sh\n3\n```\n"
    expect(ofMarkdown("a.md", text)).toEqual([
      { where: "a.md:3", path: "a.md", code: "1 // => 1\n", ignored: "", from: "" },
      { where: "a.md:7", path: "a.md", code: "2\n", ignored: "ignore because of B", from: "" },
    ])
    const source = "/**\n * A.\n *\n * @example\n * f(1)\n * // => 2\n */\nexport const f = 1"
    expect(ofSource("f.ts", source)).toEqual([
      { where: "f.ts:1", path: "f.ts", code: "f(1)\n// => 2", ignored: "", from: "" },
    ])
  })

  it("JavaScript that is from no file and does not say why is found, and JSON is no JavaScript", () => {
    const text =
      "```js\n1\n```\n```jsx\n2\n```\n```json\n3\n```\n```js from a/long/file.js\n4\n```\n"
    expect(silent(ofMarkdown("a.md", text)).map(({ where }) => where)).toEqual(["a.md:1", "a.md:4"])
  })

  it("a block from a file that says something else is found, and one that says the same is not", () => {
    const path = "test/docs/check.ts"
    const shown = (language: string, code: string, from = path) =>
      `\`\`\`${language} from ${from}\n${code}\n\`\`\`\n`
    const texts = [
      "export const is = (where: string, got: unknown, expected: unknown): void => {",
      "export const is = (where: string",
      "const is = (where: string, got: unknown, expected: unknown): void => {",
      "export const is = () => {",
    ]
    for (const language of ["ts", "js", "jsx"]) {
      const found = texts.map((code) => strange(ofMarkdown("a.md", shown(language, code))).length)
      expect(found).toEqual([0, 1, 1, 1])
    }
    expect(strange(ofMarkdown("a.md", shown("ts", "1", "no/such/file.ts")))).toHaveLength(1)
  })
})
