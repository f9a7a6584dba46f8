// The OpenAPI document as tests read it.

/** A JSON Schema, as far as the document uses it. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: ReadonlyArray<unknown>
  readonly anyOf?: ReadonlyArray<JsonSchema>
  readonly allOf?: ReadonlyArray<JsonSchema>
  readonly properties?: { readonly [name: string]: JsonSchema }
  readonly required?: ReadonlyArray<string>
  readonly additionalProperties?: boolean | JsonSchema
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly format?: string
}

interface Content {
  readonly [mediaType: string]: { readonly schema: JsonSchema }
}

/** An operation of the document. */
export interface DocumentedOperation {
  readonly operationId: string
  readonly parameters: ReadonlyArray<{
    readonly name: string
    readonly in: string
    readonly schema: JsonSchema
  }>
  readonly requestBody?: { readonly content: Content }
  readonly responses: {
    readonly [status: string]: { readonly description: string; readonly content: Content }
  }
}

/** The document, as far as tests read it. */
export interface ApiDocument {
  readonly paths: { readonly [path: string]: { readonly [method: string]: DocumentedOperation } }
  readonly components: { readonly schemas: { readonly [name: string]: JsonSchema } }
}

/** A document that was made, read as one. */
export const documentOf = (made: unknown): ApiDocument => JSON.parse(JSON.stringify(made))

/** The operations of a document, each with its method and its path. */
export const operationsOf = (made: unknown) =>
  Object.entries(documentOf(made).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  )

/** The schema of a component. */
export const componentOf = (made: unknown, name: string): JsonSchema => {
  const found = documentOf(made).components.schemas[name]
  if (found === undefined) throw new Error(`got no component ${name} in the document`)
  return found
}

/** The types of the commands that the document knows. */
export const commandTypes = (made: unknown): ReadonlyArray<string> =>
  (componentOf(made, "Command").anyOf ?? []).map(({ properties }) =>
    String(properties?.["type"]?.enum?.[0]),
  )
