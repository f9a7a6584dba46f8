// The edge: whatever is handed to a desk is refused by a code that is documented, or kept as it is,
// and every store answers the same.
import { defineNotifier, NotifyError } from "@upkeep/core"
import { Text } from "@upkeep/core/effect"
import { fc } from "@upkeep/testing"
import { readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { asked, type Asked } from "./edge/asked.ts"
import { junk, refusedTexts } from "./edge/junk.ts"
import { type Place, placesOf, putAt } from "./edge/positions.ts"
import { type Answered, answerOf, openAll, register } from "./edge/stores.ts"

const documented = readFileSync(new URL("../docs/problems.md", import.meta.url), "utf8")

/** Trouble of ours, and no code for it: what is refused at the edge never gets so far. */
const troubles = new Set(["damaged", "unavailable", "outcome-unknown", "busy", "full"])

const isDocumented = (refused: string): boolean => {
  const code = refused.split(" ")[0] ?? ""
  return documented.includes(`\`${code}\``) && !troubles.has(code)
}

const opening: { all?: Awaited<ReturnType<typeof openAll>> } = {}

beforeAll(async () => {
  opening.all = await openAll()
})

afterAll(() => opening.all?.[Symbol.asyncDispose]())

/** What the first store answers, when all others answered the same. */
const sameOf = async (door: Asked, input: unknown): Promise<Answered> => {
  const [first, ...others] = opening.all?.opened ?? []
  if (first === undefined) throw new Error("no store is open")
  const answer = await answerOf(first, door, input)
  for (const other of others)
    expect([other.name, await answerOf(other, door, input)]).toEqual([other.name, answer])
  return answer
}

/** Whether these are words that were taken: people see them again. */
const isKept = (
  { name }: Asked,
  place: Place,
  value: unknown,
  refused: ReadonlyArray<string>,
): boolean =>
  refused.length === 0 &&
  typeof value === "string" &&
  name.startsWith("submit") &&
  place.join(".") === "command.text"

describe("what is handed to a desk", () => {
  it.each(asked.map((door) => [door.name, door] as const))(
    "H24 H25 has no text at which U+0000 or a lone surrogate gets through: %s",
    async (_, door) => {
      for (const place of placesOf(door.input, "string"))
        for (const text of refusedTexts) {
          const { refused } = await sameOf(door, putAt(door.input, place, text))
          if (door.isLookup !== true) expect([place, refused.length > 0]).toEqual([place, true])
          expect(refused.filter((each) => !isDocumented(each))).toEqual([])
        }
    },
  )

  it(
    "is refused by a documented code or kept as it is, the same on each store",
    { timeout: 240_000 },
    async () => {
      const places = asked.flatMap((door) =>
        (["string", "number"] as const)
          .flatMap((kind) => placesOf(door.input, kind))
          .map((place) => ({ door, place })),
      )
      const isSound = fc.asyncProperty(
        fc.constantFrom(...places),
        junk,
        async ({ door, place }, value) => {
          const { refused, shown } = await sameOf(door, putAt(door.input, place, value))
          expect(refused.filter((each) => !isDocumented(each))).toEqual([])
          if (isKept(door, place, value, refused)) expect(shown).toContain(JSON.stringify(value))
        },
      )
      await fc.assert(isSound, { numRuns: 400 })
    },
  )
})

describe("what a channel says of a letter", () => {
  it.each([
    ["delivered", "250 \0 taken \ud83d", async (detail: string) => ({ detail })],
    [
      "parked",
      `550 no\0 ${"🛠".repeat(600)}`,
      async (detail: string) => {
        throw new NotifyError({ reason: "permanent", detail })
      },
    ],
  ] as const)(
    "P6 P12 H24 H25 is kept with it once it is %s, whatever letters it is of, the same on each store",
    async (status, detail, answer) => {
      const notifier = defineNotifier({
        name: "odd",
        channel: "email",
        send: () => answer(detail),
      })
      await using all = await openAll({ notify: [notifier] })
      for (const opened of all.opened) {
        const { ticketId } = await register(opened)
        await opened.desk.work()
        const [letter] = (await opened.desk.show(ticketId)).deliveries
        expect([opened.name, letter?.status]).toEqual([opened.name, status])
        expect([opened.name, letter?.reason]).toEqual([opened.name, Text.kept(detail, 1_000)])
      }
    },
  )
})
