// npm run vectors -- FILE...: asks what the vectors ask and compares with what they expect.
import { createReadStream } from "node:fs"
import { resolve } from "node:path"
import { createInterface } from "node:readline"
import { type Failure, judge } from "./judge.ts"

const files = process.argv.slice(2)

// npm starts a script in the root of the project and tells from where it was called.
const callers = process.env["INIT_CWD"] ?? process.cwd()

let passed = 0
let failed = 0

const fail = (where: string, { id, op, input, got, expected }: Failure): void => {
  failed++
  process.stdout.write(
    `FAIL ${id} ${op} (${where})\n  input    ${input}\n  got      ${got}\n  expected ${expected}\n`,
  )
}

/** Line by line: a file may be larger than memory. */
const run = async (file: string): Promise<void> => {
  let number = 0
  const input = createReadStream(resolve(callers, file), "utf8")
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    const json = line.replace(/^\uFEFF/, "").trim()
    if (json === "") continue
    const failure = judge(json)
    if (failure === undefined) passed++
    else fail(`${file}:${number}`, failure)
  }
}

const unreadable = (file: string, error: unknown): void => {
  const got = error instanceof Error ? error.message : String(error)
  fail(file, { id: "(no id)", op: "(no op)", input: "(none)", got, expected: "a file to read" })
}

if (files.length === 0) {
  process.stderr.write("vectors: got no file, expected npm run vectors -- FILE...\n")
  process.exitCode = 2
} else {
  for (const file of files) await run(file).catch((error: unknown) => unreadable(file, error))
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  if (failed > 0) process.exitCode = 1
}
