// What a name may be, so that every store can have it for a key; and what is kept of others' words.
import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import * as Decode from "../../src/problem/Decode.ts"
import * as Text from "../../src/ticket/Text.ts"

const decode = Decode.strict(Schema.Struct({ name: Text.Name, prefix: Text.StatusPrefix }))

const codesOf = (name: string, prefix = "") => {
  const decoded = decode({ name, prefix })
  return decoded._tag === "Success"
    ? []
    : decoded.failure.map(({ code, path }) => `${code} ${path}`)
}

describe("a name", () => {
  it.each([
    ["a letter of one byte", "a", 320],
    ["a letter of two bytes", "я", 320],
    ["a letter of three bytes", "€", 213],
    ["a letter of four bytes, which is two characters", "🛠", 160],
  ])("has 320 characters and 640 bytes at most: %s", (_, letter, most) => {
    expect(codesOf(letter.repeat(most))).toEqual([])
    expect(codesOf(letter.repeat(most + 1))).toContain("too-long name")
    expect(new TextEncoder().encode(letter.repeat(most)).length).toBeLessThanOrEqual(Text.nameBytes)
  })

  it("four times, as a key has it, is short enough for a row of an index of PostgreSQL", () => {
    // A row has a head, and each text four bytes more; an index on pages of 8 KiB takes 2,704.
    expect(4 * (Text.nameBytes + 4) + 32).toBeLessThan(2_704)
  })

  it("is as the beginning of a status, which may be nothing", () => {
    expect(codesOf("a", "")).toEqual([])
    expect(codesOf("a", "\0")).toEqual(["forbidden-character prefix"])
    expect(codesOf("a", "\ud800")).toEqual(["invalid-unicode prefix"])
    expect(codesOf("", "open")).toEqual(["empty name"])
  })
})

describe("others' words", () => {
  it.each([
    ["552 mailbox full", 1_000, "552 mailbox full"],
    ["552 mailbox full", 3, "552"],
    ["a\0b", 9, "a\ufffdb"],
    ["a\ud800", 9, "a\ufffd"],
    ["a🛠", 2, "a\ufffd"],
    ["", 9, ""],
  ])("are kept as every store keeps them: %j, %d characters", (words, characters, expected) => {
    expect(Text.kept(words, characters)).toBe(expected)
  })
})
