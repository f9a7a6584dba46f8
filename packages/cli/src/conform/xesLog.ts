// A log as XES (IEEE 1849): traces are cases, what stands directly in an event is what it says.
import { Conformance, type Problem } from "@upkeep/core"
import { SaxesParser } from "saxes"
import { LogError, problemAt } from "./LogError.ts"
import { rowCharactersAtMost } from "../rows.ts"
import type { Places, Read } from "./row.ts"

/** The most elements within each other; those of a log are within five or six. */
export const depthAtMost = 100

/** Reads a log; what makes the rest of it unreadable ends it with a `LogError`. */
export async function* xesRows(
  texts: AsyncIterable<string>,
  places: Places,
): AsyncGenerator<ReadonlyArray<Read>, undefined> {
  const { parser, taken } = reader(places)
  for await (const text of texts) {
    parser.write(text)
    yield taken()
  }
  parser.close()
  yield taken()
}

/** What an element says by the keys that the map names, and which of them it says again. */
interface Said {
  readonly values: Map<string, string>
  readonly again: Set<string>
}

const nothingSaid = (): Said => ({ values: new Map(), again: new Set() })

const reader = (places: Places) => {
  const parser = new SaxesParser()
  const open: Array<string> = []
  let rows: Array<Read> = []
  const said: { trace: Said; event: Said } = { trace: nothingSaid(), event: nothingSaid() }
  // Where the last element began or ended: what grows without one grows without end.
  let mark = 0
  const fail = (code: string, got: string, expected: string): never => {
    throw new LogError([problemAt(parser.line, { code, got, expected })])
  }
  const rowOf = rowsIn(places)
  parser.on("error", ({ message }) => fail("not-xml", withoutPlace(message), "XML"))
  parser.on("opentag", ({ name, attributes: { key = "", value = "" } }) => {
    mark = parser.position
    const element = localNameOf(name)
    const above = open.at(-1)
    open.push(element)
    if (open.length === 1 && element !== "log") fail("not-xes", name, "a log as its root")
    if (open.length > depthAtMost) fail("not-xes", name, `at most ${depthAtMost} elements deep`)
    if (element === "trace" || element === "event") said[element] = nothingSaid()
    else if (above === "trace" || above === "event") rowOf.keep(said[above], key, value)
  })
  parser.on("closetag", ({ name }) => {
    mark = parser.position
    open.pop()
    const element = localNameOf(name)
    if (element === "event") rows.push(...rowOf.read(said.trace, said.event, parser.line))
    if (element === "trace") said.trace = nothingSaid()
  })
  const taken = (): ReadonlyArray<Read> => {
    if (parser.position - mark > rowCharactersAtMost) {
      const expected = `at most ${rowCharactersAtMost} characters between two elements`
      fail("too-long", "more characters", expected)
    }
    const read = rows
    rows = []
    return read
  }
  return { parser, taken }
}

// Of what a log says only what the map names is kept.
const rowsIn = ({ case: id, time, state, group, type }: Places) => {
  const states = Conformance.listed(state)
  const named = new Set([id, time, ...states, group, type])
  return {
    keep: ({ values, again }: Said, key: string, value: string): void => {
      if (values.has(key)) again.add(key)
      if (named.has(key)) values.set(key, value)
    },
    read: (ofTrace: Said, ofEvent: Said, line: number): ReadonlyArray<Read> => {
      const [trace, event] = [ofTrace.values, ofEvent.values]
      const missing = [
        ...(trace.has(id) ? [] : [`no ${id} of its trace`]),
        ...[time, ...states].filter((key) => !event.has(key)).map((key) => `no ${key}`),
      ]
      const repeated = [
        ...[...ofTrace.again].map((key) => `${key} of its trace`),
        ...ofEvent.again,
      ].map((key) => `${key} twice`)
      const problems = [
        ...wrong("missing-attributes", missing, line),
        ...wrong("repeated-attributes", repeated, line),
      ]
      if (problems.length > 0) return problems
      const row = {
        line,
        case: trace.get(id) ?? "",
        time: event.get(time) ?? "",
        state: states.map((key) => event.get(key) ?? "").join("/"),
        group: (group === undefined ? undefined : event.get(group)) ?? null,
        type: (type === undefined ? undefined : (event.get(type) ?? trace.get(type))) ?? null,
      }
      return [row]
    },
  }
}

const wrong = (
  code: string,
  found: ReadonlyArray<string>,
  line: number,
): ReadonlyArray<Problem.Problem> => {
  const expected = "an event with what the map names, each once"
  return found.length === 0 ? [] : [problemAt(line, { code, got: found.join(", "), expected })]
}

const localNameOf = (name: string): string => name.slice(name.indexOf(":") + 1)

// The line is told as that of every problem is.
const withoutPlace = (message: string): string => message.replace(/^\d+:\d+: /, "")
