// What the README shows is what is run here.
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { outputOf, start } from "./child.ts"
import { newFolder } from "./place.ts"

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8")

it("the example of the README is the one that runs", () => {
  expect(read("../README.md")).toContain(`\`\`\`ts\n${read("example.ts")}\`\`\``)
})

it("the example runs on no file, and again on what it left", async () => {
  const cwd = newFolder()
  const run = () => outputOf(start("example.ts", { cwd }))
  expect(await run()).toMatch(/^T-\d+ is one of 1\n$/)
  expect(await run()).toMatch(/^T-\d+ is one of 2\n$/)
})
