// Versions are published once in a file, whoever publishes at the same time.
import { once } from "node:events"
import { businessConnect, createDesk, type Desk } from "@upkeep/core"
import { expect, it } from "vitest"
import { sqlite } from "../src/index.ts"
import { kill, outputOf, start } from "./child.ts"
import { newFile } from "./place.ts"

const actor = { kind: "agent", id: "boris" } as const
const component = "catalog"

const open = (file: string) =>
  createDesk({ process: businessConnect, storage: sqlite({ file }), background: false })

const rowOf = (count: number) => Array.from({ length: count }, (_, index) => `v.0.0.${index + 1}`)

const numbersOf = async (desk: Desk) =>
  (await desk.versionsOf(component)).map(({ version }) => version)

it("B-09 two desks on one file give no number twice, and go on after a restart", async () => {
  const file = newFile()
  const [one, other] = [await open(file), await open(file)]
  const published = await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      (index % 2 === 0 ? one : other).publishVersion({ component, actor }),
    ),
  )
  expect(new Set(published.map(({ version }) => version))).toEqual(new Set(rowOf(60)))
  await one[Symbol.asyncDispose]()
  await other[Symbol.asyncDispose]()
  await using again = await open(file)
  expect(await numbersOf(again)).toEqual(rowOf(60))
  expect((await again.publishVersion({ component, actor })).version).toBe("v.0.0.61")
})

it("B-09 processes that publish to one file at once take turns", async () => {
  const file = newFile()
  await (await open(file))[Symbol.asyncDispose]()
  const outputs = await Promise.all(
    ["a", "b", "c"].map(() => outputOf(start("publisher.ts", { parts: [file, "40"] }))),
  )
  const given = outputs.map((output) => output.trim().split("\n"))
  for (const numbers of given) expect(numbers).toEqual(numbers.toSorted(byNumber))
  await using desk = await open(file)
  expect(given.flat().toSorted(byNumber)).toEqual(rowOf(120))
  expect(await numbersOf(desk)).toEqual(rowOf(120))
})

it("P1 a number that a killed process was given is not given again", async () => {
  const file = newFile()
  await (await open(file))[Symbol.asyncDispose]()
  const child = start("publisher.ts", { parts: [file, "100000"] })
  const output = outputOf(child)
  await once(child.stdout, "data")
  kill(child)
  const given = (await output).trim().split("\n")
  await using desk = await open(file)
  const kept = await numbersOf(desk)
  expect(kept.slice(0, given.length)).toEqual(given)
  // The last one may have been stored and not been told of any more.
  expect(kept.length - given.length).toBeLessThanOrEqual(1)
  const next = await desk.publishVersion({ component, actor })
  expect(next.version).toBe(`v.0.0.${kept.length + 1}`)
})

const byNumber = (one: string, other: string): number =>
  Number(one.slice("v.0.0.".length)) - Number(other.slice("v.0.0.".length))
