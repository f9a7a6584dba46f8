// Holds answers to what the OpenAPI document says of them.
import { readFileSync } from "node:fs"
import { Ajv2020 } from "ajv/dist/2020.js"
import { problems } from "../src/api/Problems.ts"
import { openApi } from "../src/index.ts"
import { type Answer, codeOf } from "./door.ts"
import { type DocumentedOperation, operationsOf } from "./document.ts"

const document = openApi()
const operations = operationsOf(document)

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
ajv.addSchema({ $id: "https://desk.local/openapi", ...document })

/** What is wrong with a value by a component of the document; empty where nothing is. */
export const wrongBy = (component: string, value: unknown): string =>
  wrong({ $ref: `https://desk.local/openapi#/components/schemas/${component}` }, value)

const compiled = new Map<string, ReturnType<typeof ajv.compile>>()

const wrong = (schema: object, value: unknown): string => {
  const key = JSON.stringify(schema).replaceAll('"#/', '"https://desk.local/openapi#/')
  const validate = compiled.get(key) ?? ajv.compile(JSON.parse(key))
  compiled.set(key, validate)
  return validate(value) ? "" : ajv.errorsText(validate.errors)
}

/** Everything in which an answer is not as the document has it. */
export const undocumented = (operationId: string, answer: Answer): ReadonlyArray<string> => {
  const operation = operations.find((each) => each.operationId === operationId)
  if (operation === undefined) return [`the document has no ${operationId}`]
  const response = operation.responses[String(answer.status)]
  if (response === undefined) return [`${operationId} does not name ${answer.status}`]
  return answer.status < 400 ? ofValue(response, answer) : ofProblem(response, answer)
}

type Documented = DocumentedOperation["responses"][string]

const ofValue = ({ content }: Documented, { headers, said }: Answer): ReadonlyArray<string> => {
  if (Object.hasOwn(content, "*/*")) return []
  const type = headers.get("content-type") ?? ""
  const schema = content[type]?.schema
  if (schema === undefined) return [`got ${type}, expected ${Object.keys(content).join(", ")}`]
  return messages(wrong(schema, said))
}

const ofProblem = (response: Documented, answer: Answer): ReadonlyArray<string> => {
  const { description, content } = response
  const code = codeOf(answer.said)
  // What a field can break is a code of its own, with 422: those are documented once, for all.
  const isNamed = description.includes(`\`${code}\``) || !Object.hasOwn(problems, code)
  return [
    ...problemsOf(answer),
    ...(Object.hasOwn(content, "application/problem+json") ? [] : ["no problem is documented"]),
    ...(isNamed ? [] : [`${code} is not named at ${answer.status}`]),
  ]
}

/** Everything in which a refusal is no valid problem, whatever it was asked for. */
export const problemsOf = ({ status, headers, said }: Answer): ReadonlyArray<string> => {
  const code = codeOf(said)
  const type = headers.get("content-type")
  const expected = statusOf(code)
  return [
    ...(type === "application/problem+json" ? [] : [`got ${type}, expected a problem`]),
    ...messages(wrongBy("Problem", said)),
    ...(said.status === status ? [] : [`got ${said.status} in the body, expected ${status}`]),
    ...(expected === status ? [] : [`got ${status} for ${code}, expected ${expected}`]),
    ...(isDocumented(code) ? [] : [`${code} has no row in docs/problems.md`]),
    ...(said.errors ?? []).flatMap(({ rule }) =>
      isDocumented(rule) ? [] : [`the rule ${rule} has no row in docs/problems.md`],
    ),
  ]
}

const messages = (text: string): ReadonlyArray<string> => (text === "" ? [] : [text])

const statuses: { readonly [code: string]: readonly [number, string] } = problems

const statusOf = (code: string): number =>
  Object.hasOwn(statuses, code) ? (statuses[code]?.[0] ?? 422) : 422

/** Whether a code, or the rule that it is in small letters, begins a row of docs/problems.md. */
export const isDocumented = (code: string): boolean => {
  const rule = code.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return documentedCodes.has(code) || documentedCodes.has(rule)
}

const documentedCodes = new Set(
  readFileSync(new URL("../../../docs/problems.md", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)])
    .map(([, code]) => code),
)
