// npm run mutation [-- CORE...]: changes the decision core in every small way, and counts the
// changes that no test notices. Writes what it found and docs/mutation.md.
import { Stryker } from "@stryker-mutator/core"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { type Core, cores } from "./cores.ts"
import { pageOf, pagePath, unexplained } from "./page.ts"
import { allResults, foundIn, percentKilled, write } from "./results.ts"

process.chdir(fileURLToPath(new URL("../..", import.meta.url)))

/** Kept out of git, as everything that passes is. */
const temporary = ".tmp/mutation"

/** A process takes up some memory with each mutant. */
const mutantsPerProcess = 150

const measure = async ({ name, mutate, tests, remembered = false }: Core): Promise<void> => {
  const report = `${temporary}/${name}.json`
  process.env["MUTATION_TESTS"] = tests.join(" ")
  process.env["MUTATION_REMEMBERED"] = remembered ? "yes" : "no"
  const stryker = new Stryker({
    mutate: [...mutate],
    ignorePatterns: ["/*", "!/package.json", "!/packages", "/packages/*", "!/packages/core"],
    testRunner: "upkeep",
    plugins: ["./test/mutation/runner.ts"],
    testRunnerNodeArgs: ["--conditions=@upkeep/source", "--disable-warning=ExperimentalWarning"],
    maxTestRunnerReuse: mutantsPerProcess,
    coverageAnalysis: "perTest",
    concurrency: 1,
    disableTypeChecks: false,
    tempDirName: temporary,
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: report },
  })
  await stryker.runMutationTest()
  write(name, foundIn(readFileSync(report, "utf8"), new Date().toISOString().slice(0, 10)))
}

const asked = process.argv.slice(2)
const names = cores.map(({ name }) => name)
const strange = asked.filter((name) => !names.includes(name))
if (strange.length > 0) {
  process.stderr.write(`mutation: got ${strange.join(", ")}, expected of ${names.join(", ")}\n`)
  process.exitCode = 2
} else {
  mkdirSync(temporary, { recursive: true })
  for (const core of cores) if (asked.length === 0 || asked.includes(core.name)) await measure(core)
  const results = allResults()
  writeFileSync(pagePath, pageOf(results))
  for (const { name, found } of results)
    process.stdout.write(`${name}: ${percentKilled(found)} % killed, measured ${found.measured}\n`)
  for (const { file, line, original, replacement } of unexplained(results))
    process.stdout.write(`no reason: ${file}:${line} ${original} → ${replacement}\n`)
}
