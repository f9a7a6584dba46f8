// How suites are run and reported: each rule on a fixture of its own, nothing silent.
import { describe, expect, it } from "vitest"
import { expect as demand, Unmet } from "../../src/conformance/expect.ts"
import { reportMain, reportText } from "../../src/conformance/report.ts"
import { rule, type Subject, type Suite } from "../../src/conformance/rule.ts"
import { runSuite } from "../../src/conformance/run.ts"

interface Number {
  readonly value: number
}

const suite: Suite<Number> = {
  name: "numbers",
  port: "Number",
  capabilities: { large: "it may be above 100" },
  rules: [
    rule("numbers.one", "P2 P3 is one", async ({ value }) => demand(value).toEqual(1)),
    rule("numbers.odd", "is odd", async ({ value }) => demand(value % 2).toEqual(1)),
    rule(
      "numbers.large",
      "is above 100",
      async ({ value }) => demand(value).toBeMoreThan(100),
      "large",
    ),
  ],
}

const is = (value: number, more: Partial<Subject<Number>> = {}): Subject<Number> => ({
  name: `the number ${value}`,
  make: () => ({ value }),
  ...more,
})

const outcomeOf = async (large: boolean) =>
  (await runSuite(suite, is(3, { capabilities: { large } }))).rules.at(-1)?.outcome

const ran = async (...only: ReadonlyArray<string>) =>
  (await runSuite(suite, is(1), { only })).rules.map(({ id }) => id)

/** A fixture that cannot be disposed of. */
const stuck = (value: number) => () => ({
  value,
  [Symbol.asyncDispose]: () => Promise.reject(new Error("the place is locked")),
})

const problemsOfStuck = async (value: number) =>
  (await runSuite(suite, is(value, { make: stuck(value) }))).rules.map(({ problem }) => problem)

const unmade = () => Promise.reject(new Error("no such place"))

describe("a suite", () => {
  it("is told as data: what passed, what failed and why, what was not declared", async () => {
    expect(await runSuite(suite, is(3))).toEqual({
      suite: "numbers",
      subject: "the number 3",
      passed: 1,
      failed: 1,
      undeclared: 1,
      rules: [
        {
          id: "numbers.one",
          title: "P2 P3 is one",
          outcome: "failed",
          problem: "got 3, expected 1",
        },
        { id: "numbers.odd", title: "is odd", outcome: "passed" },
        { id: "numbers.large", title: "is above 100", outcome: "undeclared", needs: "large" },
      ],
    })
  })

  it("asks what is declared, and not what is declared as false", async () => {
    expect([await outcomeOf(true), await outcomeOf(false)]).toEqual(["failed", "undeclared"])
  })

  it("asks what its adapter declares by itself, unless the subject says otherwise", async () => {
    const telling: Suite<Number> = { ...suite, declared: ({ value }) => ({ large: value > 2 }) }
    const outcome = async (value: number, capabilities?: { readonly large: boolean }) =>
      (await runSuite(telling, is(value, capabilities && { capabilities }))).rules.at(-1)?.outcome
    expect([await outcome(3), await outcome(1)]).toEqual(["failed", "undeclared"])
    expect([await outcome(3, { large: false }), await outcome(1, { large: true })]).toEqual([
      "undeclared",
      "failed",
    ])
  })

  it("gives a rule another fixture where it asks for one, and disposes of both, the last first", async () => {
    const said: Array<string> = []
    const make = () => {
      const value = said.push("made")
      return { value, [Symbol.asyncDispose]: async () => void said.push(`${value} gone`) }
    }
    const two = rule<Number>("numbers.two", "are two", async ({ value }, another) => {
      demand([value, (await another()).value]).toEqual([1, 2])
    })
    const { passed } = await runSuite({ ...suite, rules: [two] }, is(1, { make }))
    expect([passed, said]).toEqual([1, ["made", "made", "2 gone", "1 gone"]])
  })

  it("tells the promises of its rules by their titles", () => {
    expect(suite.rules.map(({ promises }) => promises)).toEqual([["P2", "P3"], [], []])
  })

  it("runs only what is asked for: a rule by its id, rules by what their ids begin with", async () => {
    expect(await ran("numbers.odd")).toEqual(["numbers.odd"])
    expect(await ran("numbers")).toHaveLength(3)
    expect(await ran()).toEqual([])
  })

  it("refuses names that no rule has, and capabilities that it does not know", async () => {
    await expect(runSuite(suite, is(1), { only: ["numbers.o", "x"] })).rejects.toThrow(
      "unknown-rule: got numbers.o, x, expected the id of a rule of numbers, at only",
    )
    await expect(runSuite(suite, is(1, { capabilities: { huge: true } }))).rejects.toThrow(
      "unknown-capability: got huge, expected of numbers: large, at capabilities of the number 1",
    )
  })

  it("makes a fixture for each rule, and disposes of it, whatever came of the rule", async () => {
    const said: Array<string> = []
    const make = () => {
      said.push("made")
      return { value: 2, [Symbol.asyncDispose]: async () => void said.push("gone") }
    }
    const { failed } = await runSuite(suite, is(2, { make }))
    expect(failed).toBe(2)
    expect(said).toEqual(["made", "gone", "made", "gone"])
  })

  it("tells what a rule found, though its fixture cannot be disposed of; else that", async () => {
    expect(await problemsOfStuck(2)).toEqual(["got 2, expected 1", "got 0, expected 1", undefined])
    const locked = "the place is locked"
    expect(await problemsOfStuck(1)).toEqual([locked, locked, undefined])
  })

  it("refuses a time that no timer can wait", async () => {
    for (const timeoutMillis of [0, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])
      await expect(runSuite(suite, is(1), { timeoutMillis })).rejects.toThrow(
        `out-of-range: got ${timeoutMillis}, expected milliseconds from 1 to 2147483647, at timeoutMillis`,
      )
  })

  it("refuses a subject of which nothing makes a fixture", async () => {
    const { make: _, ...subject } = is(1)
    await expect(runSuite(suite, Object(subject))).rejects.toThrow(
      "wrong-type: got undefined, expected a function that gives a fixture, at make of the number 1",
    )
  })

  it("goes on after a fixture that cannot be made, and after a rule without an end", async () => {
    const none = await runSuite(suite, is(1, { make: unmade }))
    expect(none.rules.map(({ problem }) => problem)).toEqual([
      "no such place",
      "no such place",
      undefined,
    ])
    const endless = rule<Number>("numbers.endless", "ends", () => new Promise(() => {}))
    const rules = [endless, ...suite.rules]
    const report = await runSuite({ ...suite, rules }, is(1), { timeoutMillis: 20 })
    expect(report).toMatchObject({ passed: 2, failed: 1, undeclared: 1 })
    expect(report.rules[0]?.problem).toBe("got no end of the rule, expected one within 20 ms")
  })
})

describe("a report", () => {
  it("as text names what failed and what was not asked", async () => {
    expect(reportText(await runSuite(suite, is(3))).split("\n")).toEqual([
      "the number 3, numbers: 1 passed, 1 failed, 1 not declared",
      "  failed: numbers.one P2 P3 is one",
      "    got 3, expected 1",
      "  not declared (large): numbers.large is above 100",
    ])
  })

  it.each<[ReadonlyArray<string>, string]>([
    [["--jsn"], "unknown-argument: got --jsn, expected --json or --only ID, at argument 1"],
    [
      ["--json", "--only"],
      "unknown-argument: got --only, expected --json or --only ID, at argument 2",
    ],
    [
      ["--only", "numbers.o"],
      "unknown-rule: got numbers.o, expected of numbers: numbers.one, numbers.odd, numbers.large, at --only",
    ],
  ])("says in one line what is wrong with the arguments %j", async (argv, line) => {
    const { exitCode } = process
    const said: Array<string> = []
    const told = { argv, write: Object, writeError: (text: string) => void said.push(text) }
    expect(await reportMain(suite, is(1), told)).toBeUndefined()
    expect([process.exitCode, said]).toEqual([2, [`${line}\n`]])
    process.exitCode = exitCode
  })
})

const problemOf = (work: () => void) => {
  try {
    work()
  } catch (error) {
    return error instanceof Unmet ? error.message : `another error: ${String(error)}`
  }
  return "nothing"
}

describe("what a rule expects", () => {
  it.each<[() => void, string]>([
    [
      () => demand({ a: [1, { b: 2 }] }).toEqual({ a: [1, { b: 3 }] }),
      "got 2, expected 3, at a[1].b",
    ],
    [() => demand([{ a: 1 }]).toEqual([]), "got [ { a: 1 } ], expected []"],
    [() => demand({ a: 1, b: 2 }).toEqual({ a: 1 }), "got 2, expected undefined, at b"],
    [() => demand({ a: 1 }).toMatch({ a: 1, b: 2 }), "got undefined, expected 2, at b"],
    [() => demand([]).toEqual({}), "got [], expected {}"],
    [() => demand(null).toEqual({}), "got null, expected {}"],
    [
      () => demand(new Uint8Array([1])).toEqual(new Uint8Array([2])),
      "got Uint8Array(1) [ 1 ], expected Uint8Array(1) [ 2 ]",
    ],
    [
      () => demand(new Set(["a"])).toEqual(new Set(["b"])),
      "got Set(1) { 'a' }, expected Set(1) { 'b' }",
    ],
    [() => demand("x".repeat(500)).toEqual(""), `got '${"x".repeat(399)}…, expected ''`],
    [() => demand([1]).toHaveLength(2), "got [ 1 ], expected a list of 2"],
    [() => demand([1]).toContain(2), "got [ 1 ], expected 2 among it"],
    [() => demand(1).toBeMoreThan(1), "got 1, expected a number above 1"],
    [() => demand(undefined).toBeThere(), "got undefined, expected something"],
    [() => demand("a").toDifferFrom("a"), "got 'a', expected something else"],
  ])("and does not get is told as got, expected and where", (work, message) => {
    expect(problemOf(work)).toBe(message)
  })

  it("and gets is told by nothing", () => {
    const kept = [
      () => demand({ a: undefined, b: [1] }).toEqual({ b: [1] }),
      () => demand(Object.assign(Object.create(null), { a: 1 })).toEqual({ a: 1 }),
      () => demand([{ a: 1, b: 2 }]).toMatch([{ a: 1 }]),
      () => demand(new Uint8Array([1])).toEqual(new Uint8Array([1])),
      () => demand([{ a: 1 }]).toContain({ a: 1 }),
    ]
    expect(kept.map(problemOf)).toEqual(kept.map(() => "nothing"))
  })
})
