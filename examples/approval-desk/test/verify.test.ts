// The process of this desk comes to no dead end, its own steps included.
import { Process, verifyProcess } from "@upkeep/core"
import { Result } from "effect"
import { expect, it } from "vitest"
import { approving } from "../src/process.ts"

it("is found sound, as it is built", () => {
  expect(Result.map(Process.make(approving), verifyProcess)).toEqual(Result.succeed([]))
})
