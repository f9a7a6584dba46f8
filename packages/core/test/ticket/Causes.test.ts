// Which commands bring which events about, and who: held against the glossary and against what is
// decided.
import { Result } from "effect"
import fc from "fast-check"
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { actorsOf } from "../../src/ticket/Actors.ts"
import { causesOf, doersOf } from "../../src/ticket/Causes.ts"
import { shape, steps, walk } from "./walks.ts"

const glossary = readFileSync(new URL("../../../../GLOSSARY.md", import.meta.url), "utf8")

/** The rows of the commands: which they are, and which events they make on their own ticket. */
const rows = (): ReadonlyArray<readonly [commands: string, events: ReadonlyArray<string>]> => {
  const section = glossary.slice(glossary.indexOf("## Commands"), glossary.indexOf("## Events"))
  let above = ""
  return [...section.matchAll(/^\| (`\w+`(?:, `\w+`)*) \|.*\| (.*) \|$/gm)].map(
    ([, commands = "", said = ""]) => {
      above = said === "the same" ? above : said.replace(/\(on the other:[^)]*\)/, "")
      return [commands, [...above.matchAll(/`([A-Z]\w+)`/g)].map(([, event = ""]) => event)]
    },
  )
}

const pairs = new Set(
  Object.entries(causesOf).flatMap(([event, commands]) =>
    commands.map((command) => `${command} ${event}`),
  ),
)

it("what commands may bring about is what the glossary says, and nothing else", () => {
  const told = rows()
  expect(told.flatMap(([commands]) => commands.replaceAll("`", "").split(", "))).toEqual(
    Object.keys(actorsOf),
  )
  for (const [commands, events] of told) {
    const made = [...pairs].filter((pair) => commands.includes(`\`${pair.split(" ")[0]}\``))
    const known = new Set(made.map((pair) => pair.split(" ")[1] ?? ""))
    expect([commands, [...known].toSorted()]).toEqual([commands, [...new Set(events)].toSorted()])
  }
})

it("whatever is decided is known of its command and of its actor", () => {
  fc.assert(
    fc.property(shape, steps, (chosen, taken) => {
      walk(chosen, taken, ({ circumstances: { actor }, asked, decision }) => {
        if (Result.isFailure(decision)) return
        for (const { type } of decision.success) {
          const pair = `${asked.type} ${type}`
          expect([pair, type === "TurnPassed" || pairs.has(pair)]).toEqual([pair, true])
          expect([type, actor.kind, doersOf(type).has(actor.kind)]).toEqual([
            type,
            actor.kind,
            true,
          ])
        }
      })
    }),
    { numRuns: 100 },
  )
})

it("nobody brings about what nobody may", () => {
  expect([...doersOf("Answered")]).toEqual(["agent"])
  expect([...doersOf("SilenceElapsed")]).toEqual(["robot"])
  expect([...doersOf("Thanked")]).toEqual(["agent"])
  expect([...doersOf("Acknowledged")].toSorted()).toEqual(["agent", "robot"])
  expect([...doersOf("ThirdPartyAnswered")]).toEqual(["agent", "robot"])
  expect([...doersOf("Nothing")]).toEqual([])
})
