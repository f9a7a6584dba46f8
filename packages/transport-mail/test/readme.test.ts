// The README's example runs and says what the README says that it says.
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import * as MailLimits from "../src/MailLimits.ts"

const example = fileURLToPath(new URL("./readme.example.ts", import.meta.url))
const root = fileURLToPath(new URL("../../..", import.meta.url))
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8")

test("the example is the one that runs", () => {
  const source = readFileSync(example, "utf8")
  expect(readme).toContain(`\`\`\`ts\n${source}\`\`\``)
  const run = ["--conditions=@upkeep/source", example]
  const printed = execFileSync(process.execPath, run, { cwd: root, encoding: "utf8" })
  expect(readme).toContain(`\`\`\`\n${printed}\`\`\``)
})

test("the table of limits names every limit with its default", () => {
  for (const [name, limit] of Object.entries(MailLimits.defaults)) {
    expect(readme).toMatch(new RegExp(`\\| \`${name}\` \\| ${limit.toLocaleString("en")} `))
  }
})
