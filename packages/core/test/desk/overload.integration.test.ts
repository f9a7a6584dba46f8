// P13: above its bound a desk refuses before any work, and it never accepts and then drops.
import { createDesk, InvalidInput, Overloaded } from "@upkeep/core"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import {
  maxOpenCommandsDefault,
  openCharactersAtMost,
  retryAfterMillis,
} from "../../src/desk/admission.ts"
import { textCharacters } from "../../src/ticket/Text.ts"
import { gate, watched } from "./group/watched.ts"
import { agent, customer, openDesk, refusal, register, request } from "./setUp.ts"

/** A desk whose store holds everything back until a test opens the door. */
const opened = async (maxOpenCommands: number) => {
  const store = watched()
  const door = gate()
  const { desk } = await openDesk({ storage: store.storage, maxOpenCommands })
  store.change.commit = (commit) => (tenant, commits) =>
    Effect.andThen(door.pass, commit(tenant, commits))
  const close = () => desk[Symbol.asyncDispose]()
  return { store, door, desk, [Symbol.asyncDispose]: close }
}

describe("P13 overload", () => {
  it("a flood is refused before any work: so many commands are open, and no more", async () => {
    await using found = await opened(100)
    const { store, door, desk } = found
    const flood = Array.from({ length: 5_000 }, (_, each) =>
      refusal(desk.submit({ actor: customer, command: request, commandId: `r${each}` })),
    )
    await door.reached
    const asked = store.trips.length
    expect(await desk.health()).toMatchObject({ openCommands: 100, maxOpenCommands: 100 })
    const late = await refusal(register(desk))
    expect(late).toBeInstanceOf(Overloaded)
    expect(late).toMatchObject({ open: 100, maxOpenCommands: 100, retryAfterMillis })
    // Only the question of its health has reached the store.
    expect(store.trips.slice(asked).map(({ name }) => name)).toEqual(["sending"])
    door.open()
    const outcomes = await Promise.all(flood)
    const refused = outcomes.filter((outcome) => outcome instanceof Overloaded)
    expect(refused).toHaveLength(4_900)
    expect(await desk.list({ limit: 1_000 })).toHaveLength(100)
    expect(await desk.health()).toMatchObject({ openCommands: 0 })
  })

  it("what was refused may be given again, and nothing of the refusal is left", async () => {
    await using found = await opened(1)
    const { door, desk } = found
    const first = register(desk)
    await door.reached
    const named = { actor: customer, command: request, commandId: "again" }
    expect(await refusal(desk.submit(named))).toBeInstanceOf(Overloaded)
    expect(await desk.receipt("again")).toBeUndefined()
    door.open()
    await first
    expect((await desk.submit(named)).number).toBe("T-2")
  })

  it("one tenant leaves a quarter to the others", async () => {
    await using found = await opened(8)
    const { door, desk } = found
    const other = await desk.forTenant("other")
    const flood = Array.from({ length: 20 }, () => refusal(register(desk)))
    const theirs = Array.from({ length: 2 }, () => refusal(register(other)))
    door.open()
    const refused = (await Promise.all(flood)).filter((outcome) => outcome instanceof Overloaded)
    expect(refused).toHaveLength(14)
    expect(await Promise.all(theirs)).not.toContainEqual(expect.any(Overloaded))
  })

  it("counts everything that a desk is asked to decide: prepared commands and splits too", async () => {
    await using found = await opened(1)
    const { door, desk } = found
    const first = register(desk)
    await door.reached
    const part = { ticket: "T-1", actor: agent, subject: "a", text: "b" }
    const asked = [
      desk.prepare({ actor: customer, command: request }),
      desk.split(part),
      desk.answerCaused({ problem: "T-1", actor: agent, text: "a" }),
      desk.shipRelease({ component: "a", version: "1.0.0", actor: agent }),
    ]
    for (const each of asked) expect(await refusal(each)).toBeInstanceOf(Overloaded)
    door.open()
    await first
  })

  it("counts what they say as well: long texts are refused long before the last place", async () => {
    await using found = await opened(maxOpenCommandsDefault)
    const { door, desk } = found
    const text = "x".repeat(textCharacters)
    const places = Math.floor(openCharactersAtMost / textCharacters)
    const flood = Array.from({ length: 2 * places }, () =>
      refusal(desk.submit({ actor: customer, command: { ...request, text } })),
    )
    await door.reached
    door.open()
    const outcomes = await Promise.all(flood)
    const refused = outcomes.filter((outcome) => outcome instanceof Overloaded)
    // The rest of a request takes some characters of its own.
    expect(refused.length).toBeGreaterThanOrEqual(places)
    expect(refused.length).toBeLessThanOrEqual(places + 1)
    expect(String(refused[0])).toContain("characters in all of them")
    expect(await register(desk)).toMatchObject({ version: 2 })
  }, 20_000)

  it(`takes ${maxOpenCommandsDefault} where a host says nothing, and no number that is none`, async () => {
    await using desk = await createDesk({ background: false })
    expect((await desk.health()).maxOpenCommands).toBe(4_096)
    for (const maxOpenCommands of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(await refusal(createDesk({ maxOpenCommands }))).toBeInstanceOf(InvalidInput)
  })
})
