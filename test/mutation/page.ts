// docs/mutation.md: the figures, and why each survivor may live.
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { percentKilled, type Result, type Survivor } from "./results.ts"

/** Where the page lies. */
export const pagePath = fileURLToPath(new URL("../../docs/mutation.md", import.meta.url))

/** The least share that is good enough, in percent. */
export const leastKilled = 85

/** Why changes may live: the same text in one file has one reason, wherever it stands. */
export interface Reason {
  readonly file: string
  readonly changes: ReadonlyArray<readonly [original: string, replacement: string]>
  readonly reason: string
}

export const reasons: ReadonlyArray<Reason> = JSON.parse(
  readFileSync(new URL("reasons.json", import.meta.url), "utf8"),
)

const isOf =
  ({ file, original, replacement }: Survivor) =>
  (reason: Reason): boolean =>
    reason.file === file &&
    reason.changes.some(([from, to]) => from === original && to === replacement)

/** The survivors that nobody has explained. */
export const unexplained = (results: ReadonlyArray<Result>): ReadonlyArray<Survivor> =>
  survivorsOf(results).filter((survivor) => !reasons.some(isOf(survivor)))

/** The reasons of which a change has no survivor any more. */
export const outlived = (results: ReadonlyArray<Result>): ReadonlyArray<string> => {
  const all = survivorsOf(results)
  return reasons.flatMap(({ file, changes }) =>
    changes
      .filter(
        (change) =>
          !all.some((survivor) => isOf(survivor)({ file, changes: [change], reason: "" })),
      )
      .map(([original, replacement]) => `${file}: ${original} → ${replacement}`),
  )
}

const survivorsOf = (results: ReadonlyArray<Result>): ReadonlyArray<Survivor> =>
  results.flatMap(({ found }) => found.survivors)

const preamble = `# What tests would not notice

The decision core is changed in every small way, one at a time: a condition turned round, a call left out, a text
emptied. A change that makes a test fail is killed; one that none notices survives, and has its reason here.
\`npm run mutation\` measures again, \`npm run mutation -- sla\` one part. At least ${leastKilled} % are to be killed. How it
runs, and what it leaves out, is in [decision 0040](decisions/0040-mutants-run-by-a-runner-of-ours.md).
`

/** The page. */
export const pageOf = (results: ReadonlyArray<Result>): string => {
  const rows = results.map(({ name, words, found }) => {
    const count = (of: "killed" | "survived") =>
      found.files.reduce((sum, file) => sum + file[of], 0)
    const cells = [name, words, count("killed"), count("survived"), `${percentKilled(found)} %`]
    return `| ${[...cells, found.measured].join(" | ")} |`
  })
  const head = "| part | what | killed | survived | share | measured |\n|---|---|---|---|---|---|"
  const parts = results.map(partOf)
  return [preamble, `${head}\n${rows.join("\n")}\n`, ...parts].join("\n")
}

const partOf = (result: Result): string => {
  const files = result.found.files.map((counted) => fileOf(counted, result))
  return `## ${result.name}\n\n${files.join("\n")}`
}

const fileOf = (
  { file, killed, survived }: Result["found"]["files"][number],
  { found }: Result,
): string => {
  const told = found.survivors.filter((survivor) => survivor.file === file)
  const byReason = Map.groupBy(told, (one) => reasons.find(isOf(one))?.reason ?? "no reason yet")
  const lists = [...byReason].map(([reason, survivors]) =>
    [`- ${reason}`, ...survivors.map((one) => `  - ${changeOf(one)}`)].join("\n"),
  )
  const head = `### ${file.replace("packages/core/src/", "")}: ${killed} killed, ${survived} survived\n`
  return [head, ...(lists.length === 0 ? [] : [`${lists.join("\n")}\n`])].join("\n")
}

const changeOf = ({ line, original, replacement }: Survivor): string =>
  `line ${line}: ${code(original)} → ${code(replacement)}`

const mostCharacters = 160

const code = (text: string): string => {
  const cut = text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text
  return cut.includes("`") ? `\`\` ${cut} \`\`` : `\`${cut}\``
}
