// The edge of what a desk is set up with: profiles, calendars, directories, options.
import {
  Calendar,
  createDesk,
  defineNotifier,
  directory,
  InvalidInput,
  mixvel,
  Process,
  standard,
} from "@upkeep/core"
import { fc } from "@upkeep/testing"
import { createMailIntake } from "@upkeep/transport-mail"
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { junk, refusedTexts } from "./edge/junk.ts"
import { placesOf, putAt } from "./edge/positions.ts"

const documented = readFileSync(new URL("../docs/problems.md", import.meta.url), "utf8")

const everybody = {
  customers: [
    {
      id: "acme",
      name: "Acme",
      timeZone: "Europe/Moscow",
      wanted: [{ role: "operation", count: 1 }],
      contacts: [
        {
          id: "anna",
          name: "Anna",
          address: "anna@example.com",
          language: "en",
          phone: "1",
          roles: ["operation"],
        },
      ],
      contracts: [
        {
          id: "k",
          version: "1",
          validFrom: 1,
          validTo: 2,
          channels: ["email"],
          requestTypes: ["incident"],
          targets: { firstResponse: { workingMinutes: "60" } },
          calendar: "weekdays",
          quota: { hours: 5, per: "month" },
        },
      ],
    },
  ],
  staff: [{ id: "boris", name: "Boris", line: "first", address: "boris@example.com" }],
}

const codesOf = (error: unknown): ReadonlyArray<string> => {
  if (!(error instanceof InvalidInput)) throw error
  return error.problems.map(({ code }) => code)
}

const made = (result: ReturnType<typeof Process.make> | ReturnType<typeof Calendar.make>) =>
  result._tag === "Success" ? [] : result.failure.map(({ code }) => code)

/** The codes by which an input is refused; none where it is taken. */
const doors = {
  "the standard profile": { input: standard, codes: (input: unknown) => made(Process.make(input)) },
  "the profile of document M": {
    input: mixvel,
    codes: (input: unknown) => made(Process.make(input)),
  },
  "a calendar": {
    input: { ...Object(standard.calendar), holidays: [{ date: "2026-01-01", name: "New Year" }] },
    codes: (input: unknown) => made(Calendar.make(input)),
  },
  "a directory": {
    input: everybody,
    codes: (input: unknown) => {
      try {
        directory(Object(input))
        return []
      } catch (error) {
        return codesOf(error)
      }
    },
  },
} as const

const send = async () => ({ detail: "" })

describe("what a desk is set up with", () => {
  it.each(Object.entries(doors))(
    "H24 H25 PR14 has no text at which U+0000 or a lone surrogate gets through: %s",
    (_, { input, codes }) => {
      for (const place of placesOf(input, "string"))
        for (const text of refusedTexts) {
          const refused = codes(putAt(input, place, text))
          expect([place, text, refused.length > 0]).toEqual([place, text, true])
        }
    },
  )

  it.each(Object.entries(doors))(
    "PR13 H12 is taken or refused by documented codes, whatever stands in it: %s",
    (_, { input, codes }) => {
      const places = [...placesOf(input, "string"), ...placesOf(input, "number")]
      const isSound = fc.property(fc.constantFrom(...places), junk, (place, value) => {
        const refused = codes(putAt(input, place, value))
        expect(refused.filter((code) => !documented.includes(`\`${code}\``))).toEqual([])
      })
      fc.assert(isSound, { numRuns: 200 })
    },
  )

  it.each(refusedTexts)(
    "I21 H24 H25 refuses %j as a tenant, a channel, an intake",
    async (text) => {
      const given = [
        { tenant: text },
        { channels: [text] },
        { notify: [defineNotifier({ name: "n", channel: text, send })] },
      ]
      for (const options of given)
        await expect(createDesk({ ...options, background: false })).rejects.toThrow(InvalidInput)
      await using desk = await createDesk({ background: false })
      expect(() => createMailIntake({ desk, intake: text })).toThrow(
        /^(?:forbidden-character|invalid-unicode): .*, at intake$/,
      )
    },
  )
})
