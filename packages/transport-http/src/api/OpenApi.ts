// The OpenAPI 3.1 document of the contract.
import { Schema } from "effect"
import { routes, type OperationId } from "../routes.ts"
import { contract, type Operation, operationIds } from "./Contract.ts"
import { ProblemDetails } from "./ProblemDetails.ts"
import { problemKind, type ProblemCode } from "./Problems.ts"

/** A JSON object. */
export interface JsonObject {
  readonly [name: string]: unknown
}

/** The version of the contract: its first number changes where a caller has to. */
export const apiVersion = "1.0.0"

/** The document, for a door that lies under `basePath`. */
export const openApi = (basePath = ""): JsonObject => {
  const schemas = new Map<string, JsonObject>()
  const paths: Record<string, Record<string, unknown>> = {}
  for (const id of operationIds) {
    const { method, path } = routes[id]
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(id, schemas) }
  }
  const problem = schemaOf(ProblemDetails, schemas)
  return {
    openapi: "3.1.0",
    info: {
      title: "Upkeep",
      version: apiVersion,
      description: "A support desk: tickets, commands, history, clocks, files.",
      license: { name: "MIT", identifier: "MIT" },
    },
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    servers: [{ url: basePath === "" ? "/" : basePath }],
    security: [{ host: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(schemas),
      responses: { Problem: { description: "A problem", content: problemContent(problem) } },
      securitySchemes: {
        host: { type: "http", scheme: "bearer", description: "As the host asks for it." },
      },
    },
  }
}

const operationOf = (id: OperationId, schemas: Map<string, JsonObject>): JsonObject => {
  const operation = contract[id]
  const { summary, description, callers } = operation
  return {
    operationId: id,
    summary,
    description,
    ...(callers.length === 0 ? { security: [] } : {}),
    "x-upkeep-callers": callers,
    parameters: parametersOf(id, operation, schemas),
    ...bodyOf(operation, schemas),
    responses: { ...answerOf(operation, schemas), ...problemsOf(operation) },
  }
}

const parametersOf = (
  id: OperationId,
  { query, repeatable, conditional }: Operation,
  schemas: Map<string, JsonObject>,
): ReadonlyArray<JsonObject> => {
  const inPath = [...routes[id].path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }))
  const inQuery = Object.entries(query?.fields ?? {}).map(([name, field]) => ({
    name,
    in: "query",
    schema: schemaOf(field, schemas),
  }))
  const headers = [
    ...(repeatable === true ? [idempotencyKey] : []),
    ...(conditional === true ? [ifMatch] : []),
  ]
  return [...inPath, ...inQuery, ...headers]
}

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  description:
    "Makes a repeat harmless: the same key gets the first answer, for at least 30 days. Each " +
    "actor has keys of their own.",
  schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,128}$" },
}

const ifMatch = {
  name: "If-Match",
  in: "header",
  description: "The ETag of the ticket that the decision was made on. Agents have to send it.",
  schema: { type: "string", pattern: '^"[1-9][0-9]{0,14}"$' },
}

const bytes = { type: "string", format: "binary" }

const bodyOf = ({ body }: Operation, schemas: Map<string, JsonObject>): JsonObject => {
  if (body === undefined) return {}
  const content =
    body === "file"
      ? { "*/*": { schema: bytes } }
      : { "application/json": { schema: schemaOf(body, schemas) } }
  return { requestBody: { required: true, content } }
}

const answerOf = (
  { status, answer, repeatable }: Operation,
  schemas: Map<string, JsonObject>,
): JsonObject => {
  const schema = typeof answer === "string" ? { type: "object" } : schemaOf(answer, schemas)
  const content =
    answer === "file" ? { "*/*": { schema: bytes } } : { "application/json": { schema } }
  const etag = { description: "The version of the ticket", schema: { type: "string" } }
  const headers = repeatable === true ? { headers: { ETag: etag } } : {}
  return { [status]: { description: "Done", ...headers, content } }
}

const common: ReadonlyArray<ProblemCode> = [
  "overloaded",
  "internal-error",
  "store-unavailable",
  "invalid-host",
]
const behindActor: ReadonlyArray<ProblemCode> = [
  "timed-out",
  "not-authenticated",
  "host-contract",
  "rate-limited",
  "unknown-parameter",
  "store-busy",
  "store-closed",
]
const behindBody: ReadonlyArray<ProblemCode> = [
  "malformed-json",
  "duplicate-key",
  "too-deep",
  "body-broken-off",
  "request-timeout",
  "body-too-large",
  "unsupported-media-type",
  "invalid-input",
]

/** Every code that an operation can answer. */
export const codesOf = ({ callers, body, problems }: Operation): ReadonlySet<ProblemCode> =>
  new Set([
    ...problems,
    ...common,
    ...(callers.length === 0 ? [] : behindActor),
    ...(body === undefined ? [] : behindBody),
  ])

const problemsOf = (operation: Operation): JsonObject => {
  const byStatus = Map.groupBy(codesOf(operation), (code) => problemKind(code).status)
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${problemKind(code).title}`).join("; "),
        content: problemContent({ $ref: "#/components/schemas/Problem" }),
      },
    ]),
  )
}

const problemContent = (schema: JsonObject): JsonObject => ({
  "application/problem+json": { schema },
})

// What a schema names itself lies among the components, once.
const schemaOf = (schema: Schema.Top, schemas: Map<string, JsonObject>): JsonObject => {
  const document = Schema.toJsonSchemaDocument(schema, {
    onExcessProperty: "error",
    generateDescriptions: true,
  })
  for (const [name, definition] of Object.entries(document.definitions))
    schemas.set(name, moved(definition))
  return moved(document.schema)
}

const moved = (schema: object): JsonObject =>
  Object.fromEntries(Object.entries(schema).map(([name, each]) => [name, movedIn(name, each)]))

const movedIn = (name: string, value: unknown): unknown => {
  if (name === "$ref" && typeof value === "string")
    return value.replace("#/$defs/", "#/components/schemas/")
  if (Array.isArray(value)) return value.map((each) => movedIn("", each))
  return typeof value === "object" && value !== null ? moved(value) : value
}
