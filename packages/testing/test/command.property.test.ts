// Arbitrary commands: all kinds of them, with values that the process takes.
import { Description, Process, type Profile, standard } from "@upkeep/core"
import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { arbitraryCommand } from "../src/arbitraries/command.ts"
import { valuesFor, versionOf } from "../src/arbitraries/command/blank.ts"
import { walk } from "../src/arbitraries/walk.ts"
import { given, registrationOf } from "../src/given.ts"
import { usualActor } from "../src/usualActor.ts"
import { virtualStart } from "../src/virtualDesk.ts"

const { rows } = Description.matrix(Result.getOrThrow(Process.make(standard)))
// The standard process has no steps to take.
const commands = [...rows.map(({ command }) => command), "take"]

/** They begin a ticket, are given by machines alone, or take more than one ticket or process. */
const others = new Set([
  "register",
  "noteMerge",
  "recordDelivery",
  "wake",
  "merge",
  "unmerge",
  "applyPolicy",
  "migrate",
])

const schemes = ["componentBuild", "sequence", "semver", "calver", "opaque"] as const
const ranged = schemes.filter((scheme) => scheme !== "opaque")
const labels = { en: "words", ru: "слова" }

/** Fields of versions by every scheme, each of a component and of none. */
const numbered: Profile = {
  ...standard,
  id: "numbered",
  components: schemes.map((scheme) => ({
    id: scheme,
    scheme,
    ...(scheme === "componentBuild" ? { number: 12 } : {}),
  })),
  componentScheme: "sequence",
  fields: [
    ...schemes.flatMap((scheme) => [
      { id: `${scheme}Of`, kind: "version" as const, labels, component: scheme },
      { id: `${scheme}By`, kind: "version" as const, labels, scheme },
    ]),
    ...ranged.map((scheme) => ({
      id: `${scheme}Range`,
      kind: "versionRange" as const,
      labels,
      component: scheme,
    })),
    { id: "stray", kind: "version", labels, component: "unlisted" },
  ],
}

describe("an arbitrary command", () => {
  it("is of every type that people give to one ticket", async () => {
    const { ticket } = await walk(standard, [])
    if (ticket === undefined) throw new Error("no ticket")
    const file = { hash: "", bytes: 0, mediaType: "text/plain", name: "log.txt" }
    const blanks = fc.sample(arbitraryCommand, { numRuns: 5_000, seed: 6 })
    const types = blanks.map((blank) => blank({ ticket, profile: standard, file }).type)
    const expected = commands.filter((type) => !others.has(type))
    expect([...new Set(types)].toSorted()).toEqual(expected.toSorted())
  })

  it("has a usual actor who may give it", () => {
    const barred = rows.filter(
      ({ command, cells }) => !cells.flat().includes(usualActor({ type: command }).kind),
    )
    expect(barred).toEqual([])
  })

  it("B-09 names versions as the process numbers them, by whatever scheme", async () => {
    const ids = (numbered.fields ?? []).map(({ id }) => id)
    const [type] = numbered.requestTypes
    const requestTypes = type === undefined ? [] : [{ ...type, required: ids }]
    const fields = valuesFor(ids, numbered, virtualStart)
    expect(Object.keys(fields)).toEqual(ids)
    const process = { ...numbered, requestTypes }
    const { status } = await given({ process }).when({ ...registrationOf(process), fields })
    expect(status).toBe("open.registered.ours")
    expect([1, 2].map((place) => versionOf(numbered, { component: "unlisted" }, place))).toEqual([
      "v.0.0.1",
      "v.0.0.2",
    ])
  })
})
