// A fixture that is wrong is told as got, expected and where, not as what comes of it.
import { defineNotifier, directory, memory } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { directorySuite } from "../../src/conformance/directory.ts"
import { notifierSuite } from "../../src/conformance/notifier.ts"
import type { Suite } from "../../src/conformance/rule.ts"
import { runSuite } from "../../src/conformance/run.ts"
import { storageSuite } from "../../src/conformance/storage.ts"

/** What every rule says of what is made: each thing once. */
const toldOf = async <Fixture>(suite: Suite<Fixture>, fixture: unknown) => {
  const capabilities = Object.fromEntries(Object.keys(suite.capabilities).map((id) => [id, true]))
  const make = () => Object({ fixture }).fixture
  const { rules } = await runSuite(suite, { name: "wrong", make, capabilities })
  return [...new Set(rules.map(({ problem }) => problem))]
}

const adapter = directory({ customers: [], staff: [] })
const send = async () => ({ detail: "taken" })
const notifier = defineNotifier({ name: "n", channel: "email", send })
const become = async () => {}
const taking = (...rows: ReadonlyArray<object>) => ({
  adapter: notifier,
  taken: async () => rows,
  become,
})

describe("a wrong fixture of", () => {
  it.each<[unknown, string]>([
    [undefined, "got undefined, expected an object with open, at make()"],
    [memory(), "got undefined, expected a function, at open of make()"],
    [
      { open: () => undefined },
      "got undefined, expected an object with layer, capabilities, at open()",
    ],
    [{ open: () => ({}) }, "got undefined, expected an object, at layer of open()"],
  ])("storage: %o", async (fixture, told) => {
    expect(await toldOf(storageSuite, fixture)).toEqual([told])
  })

  it.each<[unknown, string]>([
    [undefined, "got undefined, expected an object with adapter, data, tenant, at make()"],
    [{ adapter, data: {} }, "got undefined, expected text, at tenant of make()"],
    [{ adapter, data: {}, tenant: "t" }, "got undefined, expected a list, at customers of data"],
    [
      { adapter, data: { customers: [{ id: "acme" }], staff: [] }, tenant: "t" },
      "got undefined, expected a list, at contacts of data.customers[0]",
    ],
  ])("a directory: %o", async (fixture, told) => {
    expect(await toldOf(directorySuite, fixture)).toEqual([told])
  })

  it.each<[unknown, string]>([
    [undefined, "got undefined, expected an object with adapter, taken, at make()"],
    [{ adapter: notifier, become }, "got undefined, expected a function, at taken of make()"],
    [{ ...taking(), taken: send }, "got { detail: 'taken' }, expected a list, at taken()"],
    [taking({ to: "a" }), "got undefined, expected text, at words of taken()[0]"],
  ])("a notifier: %o", async (fixture, told) => {
    expect(await toldOf(notifierSuite, fixture)).toContain(told)
  })

  it("a notifier that is called disturbed and has nothing to disturb it by", async () => {
    const { become: _, ...channel } = taking()
    expect(await toldOf(notifierSuite, channel)).toContain(
      "got undefined, expected a function, at become of make()",
    )
  })
})

it.each([storageSuite, directorySuite, notifierSuite])(
  "$name: each rule has an id of its own",
  (suite) => {
    const ids = suite.rules.map(({ id }) => id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    expect(ids.every((id) => id.startsWith(`${suite.name}.`))).toBe(true)
  },
)
