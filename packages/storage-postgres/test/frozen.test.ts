// P14 A change of the schema that ran somewhere is what it was: databases hold what it made.
import { createHash } from "node:crypto"
import { expect, it } from "vitest"
import { changes } from "../src/schema/Migrations.ts"

const published = ["2a8b04b183cac50e", "3928d3e453a93237", "e3b0c44298fc1c14"]

const hashOf = (sql: string) => createHash("sha256").update(sql).digest("hex").slice(0, 16)

it("P14 what was published never changes: another line is for another change", () => {
  expect(changes.map(({ sql }) => hashOf(sql('"upkeep"')))).toEqual(published)
})

it("each change has the version after that of the one before, and no code is shut out by additions", () => {
  expect(changes.map(({ version }) => version)).toEqual(changes.map((_, index) => index + 1))
  const additions = changes.filter(({ kind }) => kind !== "contract")
  expect(additions.every(({ compatible, version }) => compatible <= version)).toBe(true)
})
