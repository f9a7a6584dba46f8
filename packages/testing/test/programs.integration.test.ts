// The program that a developer runs, and the binding of node:test, as processes of their own.
import { spawnSync } from "node:child_process"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const run = (program: string, options: ReadonlyArray<string>, ...argv: ReadonlyArray<string>) => {
  const path = fileURLToPath(new URL(`programs/${program}.ts`, import.meta.url))
  const flags = ["--conditions=@upkeep/source", ...options, path, ...argv]
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, flags, { encoding: "utf8", env })
  return { status, stdout, stderr }
}

/** Each reads all of core in a process of its own. */
const slowMillis = 120_000

describe("a program of a suite", { timeout: slowMillis }, () => {
  it("--json writes the report to stdout, and a rule that failed is the exit code 1", () => {
    const { status, stdout } = run("forgetful", [], "--json", "--only", "storage.kept")
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      suite: "storage",
      subject: "forgetful",
      passed: 0,
      failed: 2,
      undeclared: 0,
      rules: [
        { id: "storage.kept.reopened", outcome: "failed" },
        {
          id: "storage.kept.fence",
          outcome: "failed",
          problem: "got 0, expected a number above 0",
        },
      ],
    })
  })

  it("without it writes lines, and all that is asked for being kept is the exit code 0", () => {
    const { status, stdout } = run("forgetful", [], "--only", "storage.commits.once")
    expect([status, stdout]).toEqual([
      0,
      "forgetful, storage: 1 passed, 0 failed, 0 not declared\n",
    ])
  })
})

describe("a program of a suite that is called otherwise", { timeout: slowMillis }, () => {
  it("says so in one line on stderr, without a stack, and is the exit code 2", () => {
    expect(run("forgetful", [], "--jsn")).toEqual({
      status: 2,
      stdout: "",
      stderr: "unknown-argument: got --jsn, expected --json or --only ID, at argument 1\n",
    })
  })
})

describe("the binding of node:test", { timeout: slowMillis }, () => {
  it("makes a test of each rule, with an end, and lists what is not declared", () => {
    const { status, stdout } = run("node", ["--test", "--test-reporter=tap"])
    expect(status).toBe(1)
    expect(stdout).toMatch(/not ok \d+ - an adapter that was closed .* \[notifier\.again\]/)
    expect(stdout).toMatch(/ ok \d+ - P6 what is answered .* \[notifier\.taken\]/)
    expect(stdout).toContain("[notifier.identified] # SKIP identified is not declared")
    expect(stdout).toMatch(/# skipped 5\n/)
    expect(stdout).toMatch(/not ok \d+ - ends \[slow\.one\]/)
  })
})

describe("the binding of vitest", { timeout: slowMillis }, () => {
  it("makes a test of each rule, with an end, and lists what is not declared", () => {
    const root = fileURLToPath(new URL("programs", import.meta.url))
    const vitest = createRequire(import.meta.url).resolve("vitest/package.json")
    const flags = [
      join(dirname(vitest), "vitest.mjs"),
      "run",
      "--root",
      root,
      "--reporter=tap-flat",
    ]
    const { NODE_TEST_CONTEXT: _, VITEST: __, ...env } = process.env
    const { status, stdout } = spawnSync(process.execPath, flags, { encoding: "utf8", env })
    expect(status).toBe(1)
    expect(stdout).toMatch(/^not ok 1 .* \[storage\.kept\.reopened\]/m)
    expect(stdout).toMatch(/^not ok 2 .* \[storage\.kept\.fence\]/m)
    expect(stdout).toMatch(/^ok 3 .* \[storage\.shared\.seen\] # SKIP/m)
    expect(stdout).toMatch(/^ok 4 .* \[storage\.shared\.race\] # SKIP/m)
    expect(stdout).toMatch(/^ok 5 .* \[storage\.shared\.numbers\] # SKIP/m)
    expect(stdout).toMatch(/^not ok 6 .* \[slow\.one\]/m)
  })
})
