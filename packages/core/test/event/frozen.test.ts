// P14 V16: events are a storage format. What any version of it wrote is read for ever, and means
// what it meant.
import { Effect } from "effect"
import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { recordedOf } from "../../src/desk/row.ts"
import { recordedOf as recordedIn } from "../../src/desk/WhatIf.ts"
import { Event, formatVersion } from "../../src/ticket/Event.ts"
import { pins } from "./pins.ts"

const folder = fileURLToPath(new URL("frozen/", import.meta.url))
const linesOf = (file: string) =>
  readFileSync(folder + file, "utf8")
    .trimEnd()
    .split("\n")
const versions = Array.from({ length: formatVersion }, (_, index) => `v${index + 1}.jsonl`)

/** The types that this code knows, read off the schema of an event. */
const types = Event.members.map(({ fields }) => fields.type.literal).toSorted()

const typesIn = (file: string) =>
  new Set(linesOf(file).map((line): string => JSON.parse(line).event.type))

describe("P14 V16 the frozen events", () => {
  it("there is one file for each version of the format, and none beside them", () => {
    expect(readdirSync(folder).toSorted()).toEqual(versions)
  })

  it.each(pins)("the first $lines lines of $file are as they always were", (pin) => {
    const { file, lines, sha256 } = pin
    const text = `${linesOf(file).slice(0, lines).join("\n")}\n`
    expect(createHash("sha256").update(text).digest("hex")).toBe(sha256)
  })

  it.each(versions)("every line of %s is pinned", (file) => {
    const pinned = pins.filter((pin) => pin.file === file).map(({ lines }) => lines)
    expect(Math.max(...pinned)).toBe(linesOf(file).length)
  })

  it.each(versions)("%s is decoded, each line to just what it says", async (file) => {
    for (const line of linesOf(file)) {
      const recorded = JSON.parse(line)
      const { ticketId, number, id, at, event } = recorded
      const row = { ticketId, number, id, type: event.type, at, body: line }
      expect(await Effect.runPromise(recordedOf(row))).toEqual(recorded)
      expect(recordedIn(recorded)).toMatchObject({ success: recorded })
    }
  })

  it("the newest has every type that this code writes, and no other", () => {
    expect([...typesIn(`v${formatVersion}.jsonl`)].toSorted()).toEqual(types)
  })
})
