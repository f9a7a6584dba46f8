// What the documents must hold: every name that a user can meet.
import { type House, isShipped, type Source } from "./House.ts"
import type { Rule } from "./Rule.ts"
import { calleeOf, inside, isNode, keyOf, nameOf, type Node, textOf } from "./Syntax.ts"

const commandFile = "packages/core/src/ticket/Command.ts"
const eventFile = "packages/core/src/ticket/Event.ts"
const glossary = "GLOSSARY.md"
const problems = "docs/problems.md"

const inGlossary: Rule = {
  title: "every command and every event is in GLOSSARY.md",
  offenders: (house) =>
    house.sources
      .flatMap((source) => [
        ...(source.path === commandFile ? commandsOf(source) : []),
        ...(source.path === eventFile ? eventsOf(source) : []),
      ])
      .filter((name) => !isListed(house, glossary, name)),
  breach: {
    files: {
      [glossary]: "| `assign` | `Assigned` |",
      [commandFile]:
        'Schema.Struct({ type: Schema.Literal("assign") })\nSchema.Struct({ type: Schema.Literal("sing") })',
      [eventFile]: 'fact("Assigned", {})\nfact("Sung", {})',
    },
    found: ["sing", "Sung"],
  },
}

/** Listed is what begins a row of a table. */
const isListed = (house: House, document: string, name: string): boolean =>
  house
    .textOf(document)
    .split("\n")
    .some((line) => line.startsWith("|") && line.includes(`\`${name}\``))

const commandsOf = ({ parsed }: Source): ReadonlyArray<string> =>
  parsed.nodes
    .filter(
      (node) => keyOf(node) === "type" && calleeOf(node["value"]).join(".") === "Schema.Literal",
    )
    .flatMap(({ value }) => firstArgument(value))

const eventsOf = ({ parsed }: Source): ReadonlyArray<string> =>
  parsed.nodes
    .filter((node) => node.type === "CallExpression" && calleeOf(node).join(".") === "fact")
    .flatMap(firstArgument)

const argumentsOf = (call: unknown): ReadonlyArray<unknown> =>
  isNode(call) && Array.isArray(call["arguments"]) ? call["arguments"] : []

const firstArgument = (call: unknown): ReadonlyArray<string> => {
  const text = textOf(argumentsOf(call)[0])
  return text === undefined ? [] : [text]
}

const inProblems: Rule = {
  title: "every code, rule, reason and error that a user can meet is in docs/problems.md",
  offenders: (house) => {
    const shipped = house.sources.filter(({ path }) => /^packages\/[^/]+\/src\//.test(path))
    const used = shipped.filter(({ path }) => isShipped(path)).flatMap(codesOf)
    return [...new Set(used)]
      .filter((code) => codeForm.test(code) && !isListed(house, problems, code))
      .toSorted()
  },
  breach: {
    files: {
      [problems]: "| `known` | |",
      "packages/core/src/a.ts": [
        'Problem.make({ code: "known" }); Problem.make({ code: late ? "too-late" : "too-soon" })',
        'export type RejectionRule = "LineTaken" | "LineLost"',
        'export type StoreReason = "burnt"',
        'export class FireError extends Data.TaggedError("FireError")<{ reason: "wet" }> {}',
        "const message = `line-busy: got ${line}, expected a free one`",
        'quarantined("by-hand"); without("ignored", "by-rule"); new E({ reason: "dry" })',
        'without("quarantined", "x", { warnings: ["date-claimed: the Date header lies"] })',
        'known("unknown-line", "line", got, lines)',
      ].join("\n"),
    },
    found:
      "FireError LineLost LineTaken burnt by-hand by-rule date-claimed dry line-busy too-late too-soon unknown-line wet x".split(
        " ",
      ),
  },
}

const codeFields = new Set(["code", "reason", "rule"])
const codeTypes = /(?:Rule|Reason|Outcome)$/
/** Functions whose last argument of text is a code. */
const codeMakers = new Set(["quarantined", "ignored", "without"])
/** Functions that take a code among other texts. */
const codeTakers = new Set(["known", "that", "defect"])
const codeForm = /^[A-Za-z]+(?:-[a-z0-9]+)*$/

const codesOf = ({ parsed }: Source): ReadonlyArray<string> =>
  parsed.nodes.flatMap((node) => {
    switch (node.type) {
      case "Property":
        return codeFields.has(keyOf(node) ?? "") ? literalsOf(node["value"]) : []
      case "TSPropertySignature":
        return codeFields.has(keyOf(node) ?? "") ? literalTypesOf(node["typeAnnotation"]) : []
      case "TSTypeAliasDeclaration":
        return codeTypes.test(nameOf(node["id"]) ?? "")
          ? literalTypesOf(node["typeAnnotation"])
          : []
      case "CallExpression":
        return codesOfCall(node)
      default:
        return saidBy(node)
    }
  })

/** The texts that an expression can be: its own, or those of its branches. */
const literalsOf = (node: unknown): ReadonlyArray<string> => {
  if (!isNode(node)) return []
  if (node.type === "ConditionalExpression")
    return [...literalsOf(node["consequent"]), ...literalsOf(node["alternate"])]
  if (node.type === "LogicalExpression") return literalsOf(node["right"])
  const text = textOf(node)
  return text === undefined ? [] : [text]
}

const literalTypesOf = (node: unknown): ReadonlyArray<string> =>
  inside(node)
    .filter(({ type }) => type === "TSLiteralType")
    .flatMap(({ literal }) => textOf(literal) ?? [])

const codesOfCall = (call: Node): ReadonlyArray<string> => {
  const callee = calleeOf(call)
  if (callee.at(-1) === "TaggedError") return firstArgument(call)
  const literals = argumentsOf(call).flatMap(literalsOf)
  if (codeTakers.has(callee.at(-1) ?? "")) return literals.filter((text) => hyphened.test(text))
  return codeMakers.has(callee.at(-1) ?? "") ? literals.slice(-1) : []
}

const hyphened = /^[a-z]+(?:-[a-z]+)+$/

const said = /^([a-z]+(?:-[a-z0-9]+)+): \S/

/** `line-busy: got …`: a message that begins with its code. */
const saidBy = (node: Node): ReadonlyArray<string> => {
  const text = node.type === "TemplateElement" ? cookedOf(node) : textOf(node)
  const [, code] = said.exec(text ?? "") ?? []
  return code === undefined ? [] : [code]
}

const cookedOf = ({ value }: Node): string | undefined =>
  typeof value === "object" && value !== null && "cooked" in value
    ? String(value.cooked)
    : undefined

export const documentRules: ReadonlyArray<Rule> = [inGlossary, inProblems]
