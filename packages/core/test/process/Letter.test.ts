import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Letter from "../../src/process/Letter.ts"

const { none } = Letter

describe("filling a letter", () => {
  it("puts every variable in, everywhere it stands", () => {
    const template = Letter.variables.map((name) => `{{${name}}}`).join("|")
    const values = Object.fromEntries(Letter.variables.map((name) => [name, `<${name}>`]))
    expect(Letter.fill(`${template}${template}`, { ...none, ...values })).toBe(
      Letter.variables
        .map((name) => `<${name}>`)
        .join("|")
        .repeat(2),
    )
  })

  it("PR25 a value is literal, whatever it looks like", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.constantFrom("{{number}}", "$&", "$1", "$$", "$`", "{{text}}{{text}}"),
        ),
        (text) => {
          expect(Letter.fill("a {{text}} b", { ...none, text, number: "T-1" })).toBe(`a ${text} b`)
        },
      ),
    )
  })

  it("PR25 what is no variable stays as it is written", () => {
    for (const template of [
      "{{constructor}}",
      "{{__proto__}}",
      "{{toString}}",
      "{{ number }}",
      "{{Number}}",
      "{{number",
      "number}}",
      "{{}}",
      "${number}",
      "<%= number %>",
      `{{${"n".repeat(65)}}}`,
    ])
      expect(Letter.fill(template, { ...none, number: "T-1" })).toBe(template)
  })

  it("braces around a variable's braces stay", () => {
    expect(Letter.fill("{{{number}}}", { ...none, number: "T-1" })).toBe("{T-1}")
  })
})

describe("finding unknown variables", () => {
  it("PR24 a name that is none of them is found, each time it stands", () => {
    expect(Letter.unknownVariables("{{cusomer}} {{number}} {{cusomer}}")).toEqual([
      "cusomer",
      "cusomer",
    ])
  })

  it("PR24 a known one that is not written as one is found too", () => {
    expect(Letter.unknownVariables("{{ number }} {{Number}} {{desk-name}} {{desk_name}}")).toEqual([
      " number ",
      "Number",
      "desk-name",
      "desk_name",
    ])
  })

  it("what every template says is either put in or was found, or can be no name", () => {
    const part = fc.oneof(
      fc.constantFrom("{{number}}", "{{nubmer}}", "{{ text }}", "{{a.b}}", "{", "}", " "),
      fc.string({ maxLength: 5 }),
    )
    const filled = Object.fromEntries(Letter.variables.map((name) => [name, "-"]))
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const template = parts.join("")
        const rest = Letter.fill(template, { ...none, ...filled })
        if (Letter.unknownVariables(template).length === 0)
          expect(rest).not.toMatch(/\{\{[A-Za-z]{1,64}\}\}/)
      }),
    )
  })
})
