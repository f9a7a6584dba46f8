// What rules of routing name, held against what there is.
import * as Problem from "../../problem/Problem.ts"
import { type Problems, repeated } from "../form.ts"
import { isHiddenBy, type Rule, type Rules } from "./rule.ts"

/** What rules may name; where a list is absent, any name will do. */
export interface Names {
  readonly requestTypes?: ReadonlyArray<string>
  readonly priorities?: ReadonlyArray<string>
  readonly lines?: ReadonlyArray<string>
  readonly channels?: ReadonlyArray<string>
  readonly fields?: ReadonlyArray<string>
  readonly competences?: ReadonlyArray<string>
}

/**
 * Everything that is wrong with well-formed rules: `duplicate-name`; names that nobody knows
 * (`unknown-request-type`, `unknown-priority`, `unknown-line`, `unknown-channel`, `unknown-field`,
 * `unknown-competence`); `never-matches` for a rule to which one before it leaves no ticket. Paths
 * lead from the list.
 *
 * @example
 * const rules = [{ rule: "all", spread: "leastLoad" },
 *   { rule: "night", when: { line: "scond" }, spread: "roundRobin" }]
 * const problems = Routing.problemsOf(rules, { lines: ["first", "second"] })
 * problems.map(({ code, path }) => `${code} ${path}`)
 * // => ["unknown-line [1].when.line", "never-matches [1]"]
 */
export const problemsOf = (rules: Rules, names: Names = {}): Problems => [
  ...repeated(rules.map(({ rule }) => rule)).map((index) =>
    Problem.make({
      code: "duplicate-name",
      path: `[${index}].rule`,
      got: rules[index]?.rule,
      expected: "a name that no other rule has",
    }),
  ),
  ...rules.flatMap((rule, index) =>
    [...unknownIn(rule, names), ...hidden(rule, rules.slice(0, index))].map((problem) =>
      Problem.within(`[${index}]`, problem),
    ),
  ),
]

const unknownIn = ({ when = {}, competence }: Rule, names: Names): Problems => [
  ...known(names.requestTypes, "unknown-request-type", "when.requestType", when.requestType),
  ...known(names.priorities, "unknown-priority", "when.priority", when.priority),
  ...known(names.lines, "unknown-line", "when.line", when.line),
  ...known(names.channels, "unknown-channel", "when.channel", when.channel),
  ...(typeof competence === "object"
    ? known(names.fields, "unknown-field", "competence.field", competence.field)
    : known(names.competences, "unknown-competence", "competence", competence)),
]

const known = (
  names: ReadonlyArray<string> | undefined,
  code: string,
  path: string,
  got: string | undefined,
): Problems =>
  names === undefined || got === undefined || names.includes(got)
    ? []
    : [Problem.make({ code, path, got, expected: `one of ${names.join(", ")}` })]

const hidden = (rule: Rule, before: Rules): Problems => {
  const earlier = before.find((each) => isHiddenBy(each, rule))
  if (earlier === undefined) return []
  const expected = `a ticket that the rule ${earlier.rule} before it does not keep`
  return [Problem.make({ code: "never-matches", path: "", got: rule.rule, expected })]
}
