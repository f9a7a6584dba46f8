// XState stays behind one file: its types appear in no signature but those of its own door.
import { isShipped, type Source } from "./House.ts"
import { resolved } from "./packages.ts"
import { chartFile } from "./purity.ts"
import type { Rule } from "./Rule.ts"
import { inside, listOf, nameOf, type Node } from "./Syntax.ts"

const door = "packages/core/src/xstate.ts"

const namedOnce: Rule = {
  title: `xstate is imported by ${chartFile} alone`,
  offenders: ({ sources }) =>
    sources
      .filter(({ path }) => path !== chartFile && isShipped(path))
      .filter(({ imports }) => imports.some(({ specifier }) => /^@?xstate(?:\/|$)/.test(specifier)))
      .map(({ path }) => path),
  breach: {
    files: {
      [chartFile]: 'import { createMachine } from "xstate"',
      "packages/core/src/ticket/Lifecycle.ts": 'import type { StateFrom } from "xstate"',
    },
    found: ["packages/core/src/ticket/Lifecycle.ts"],
  },
}

const hiddenTypes: Rule = {
  title: `what of ${chartFile} names a type of xstate is taken by the door xstate.ts alone`,
  offenders: ({ sources }) => {
    const chart = sources.find(({ path }) => path === chartFile)
    const hidden = chart === undefined ? new Set<string>() : namesWithMachineTypes(chart)
    return sources
      .filter(({ path }) => path !== door && isShipped(path))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ specifier }) => specifier.startsWith("."))
          .filter(({ specifier }) => resolved(path, specifier) === chartFile)
          .flatMap(({ names, namespace }) => (namespace === undefined ? names : [...hidden]))
          .filter((name) => hidden.has(name))
          .map((name) => `${path} takes ${name}`),
      )
  },
  breach: {
    files: {
      [chartFile]: [
        'import { createMachine, type AnyStateMachine } from "xstate"',
        "export const machineOf = (): AnyStateMachine => createMachine({})",
        "export const inferred = () => createMachine({})",
        "export const table = (): ReadonlyMap<string, string> => read(createMachine({}))",
        "export interface Held { machine: AnyStateMachine }",
      ].join("\n"),
      [door]: 'export { machineOf } from "./ticket/chart.ts"',
      "packages/core/src/ticket/Lifecycle.ts":
        'import { machineOf, inferred, table, type Held } from "./chart.ts"',
    },
    found: ["machineOf", "inferred", "Held"].map(
      (name) => `packages/core/src/ticket/Lifecycle.ts takes ${name}`,
    ),
  },
}

/** Exports whose signature names xstate, or is left to inference and so may. */
const namesWithMachineTypes = ({ imports, parsed }: Source): ReadonlySet<string> => {
  const foreign = new Set(
    imports.filter(({ specifier }) => specifier === "xstate").flatMap(({ names }) => names),
  )
  const declarations = parsed.nodes
    .filter(({ type }) => type === "ExportNamedDeclaration")
    .flatMap(({ declaration }) => declaredBy(declaration))
  const tainted = ({ signature }: Declared) =>
    signature === undefined || inside(signature).some((node) => foreign.has(nameOf(node) ?? ""))
  return new Set(declarations.filter(tainted).map(({ name }) => name))
}

interface Declared {
  readonly name: string
  /** The nodes of its types; undefined where they are inferred. */
  readonly signature: ReadonlyArray<unknown> | undefined
}

const declaredBy = (declaration: unknown): ReadonlyArray<Declared> => {
  const [node] = inside(declaration)
  if (node === undefined) return []
  if (node.type === "VariableDeclaration") return listOf(node["declarations"]).map(declaredVariable)
  const isFunction = node.type === "FunctionDeclaration"
  return [{ name: nameOf(node["id"]) ?? "", signature: isFunction ? signatureOf(node) : [node] }]
}

const declaredVariable = ({ id, init }: Node): Declared => {
  const [variable] = inside(id)
  const [value] = inside(init)
  const written = variable?.["typeAnnotation"]
  const isFunction = value?.type === "ArrowFunctionExpression"
  const signature = isFunction && value !== undefined ? signatureOf(value) : undefined
  return { name: nameOf(id) ?? "", signature: isTyped(written) ? [written] : signature }
}

const isTyped = (annotation: unknown): boolean => inside(annotation).length > 0

const signatureOf = ({ params, returnType }: Node) =>
  isTyped(returnType) ? [params, returnType] : undefined

export const machineRules = [namedOnce, hiddenTypes]
