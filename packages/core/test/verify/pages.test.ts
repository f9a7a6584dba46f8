// Every finding has its page.
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { findingCodes } from "../../src/verify/Verify.ts"

const page = readFileSync(new URL("../../../../docs/verification.md", import.meta.url), "utf8")

it("every code has a section with what it means, in the order of the codes, and no other has one", () => {
  const sections = page.split(/^## /m).slice(1)
  expect(sections.map((section) => section.split("\n")[0])).toEqual([...findingCodes])
  for (const section of sections) expect(section.trim().split("\n").length).toBeGreaterThan(2)
})
