// Where requests come to: each arrow leads somewhere, and to whatever the profile names an arrow.
import * as Problem from "../../problem/Problem.ts"
import type { Profile } from "../../process/Profile.ts"
import { Reject } from "../../ticket/Command.ts"
import { byWay, type Rule, typedWays } from "../rule.ts"
import { reachedOn } from "../way.ts"

/** Every arrow leads to a configuration that there is, and so does the registration. */
export const arrowsLead: Rule = byWay(({ lifecycle: { initial, table }, routes }) => {
  const expected = "a configuration of the chart"
  const started = table.has(initial)
    ? []
    : [{ code: "leads-nowhere" as const, at: "registration", got: initial, expected }]
  const arrows = [...routes].flatMap(([status, path]) =>
    [...(table.get(status)?.next ?? [])]
      .filter(([, to]) => !table.has(to))
      .map(([signal, to]) => ({
        code: "leads-nowhere" as const,
        at: status,
        got: `${signal} to ${to}`,
        expected,
        path,
      })),
  )
  return [...started, ...arrows]
})

/** Every configuration is reached, and every state: of each way, and that the profile names. */
export const statesReached: Rule = (subject) => [...onEachWay(subject), ...named(subject)]

const onEachWay: Rule = byWay((way) => {
  const { lifecycle, routes, said } = way
  const reached = statesIn([way])
  const lost = said.states.filter((state) => !reached.has(state))
  const found = { code: "unreachable" as const, got: "nothing leads there" }
  const stranded = [...lifecycle.table.values()]
    .filter(({ status, states }) => !routes.has(status) && !lost.some((each) => states.has(each)))
    .map(({ status }) => ({ ...found, at: status, expected: "an arrow to it, or none of it" }))
  return [
    ...lost.map((state) => ({ ...found, at: state, expected: "a state that requests come to" })),
    ...stranded,
  ]
})

const statesIn = (ways: Parameters<Rule>[0]["ways"]): ReadonlySet<string> =>
  new Set(ways.flatMap(reachedOn).flatMap(({ states }) => [...states]))

// What no request type takes is never reached, though the process's own way has it.
const named: Rule = (subject) => {
  const { profile } = subject.process
  const reached = statesIn(typedWays(subject))
  const reasons: ReadonlyArray<string> = Reject.fields.reason.literals
  const known = new Set([...reached, ...reasons])
  return namesIn(profile)
    .filter(({ state }) => !known.has(state))
    .map(({ state, at }) => ({
      code: "unreachable" as const,
      way: null,
      at,
      got: state,
      expected: "a state that requests of some type come to",
    }))
}

const namesIn = ({ labels, places = {}, steps = [], policy }: Profile) => [
  ...Object.keys(labels).map((state) => ({ state, at: Problem.pathOf(["labels", state]) })),
  ...Object.entries(places).map(([from, state]) => ({
    state,
    at: Problem.pathOf(["places", from]),
  })),
  ...steps.map(({ id }, index) => ({ state: id, at: `steps[${index}]` })),
  ...policy.clocks.flatMap(({ pausesIn = [], ...lists }, index) => [
    ...pausesIn.map((state, i) => ({ state, at: `policy.clocks[${index}].pausesIn[${i}]` })),
    ...(["starts", "stops", "cancels", "pauses", "resumes"] as const).flatMap((list) =>
      (lists[list] ?? []).flatMap((condition, i) => {
        const at = `policy.clocks[${index}].${list}[${i}]`
        if ("enters" in condition) return [{ state: condition.enters, at }]
        if ("leaves" in condition) return [{ state: condition.leaves, at }]
        return (condition.in ?? []).map((state) => ({ state, at }))
      }),
    ),
  ]),
]
