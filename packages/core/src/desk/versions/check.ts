// The edge of publishing: what is given is checked once, all of it; and what was stored is told
// from damage.
import { Schema } from "effect"
import * as Decode from "../../problem/Decode.ts"
import { Actor } from "../../ticket/Command.ts"
import { Name } from "../../ticket/Text.ts"
import { ProductVersion } from "../../version/ProductVersion.ts"
import { checked, CommandId } from "../check.ts"

const publishing = {
  actor: Schema.Struct({ kind: Schema.Literals(["agent", "robot"]), id: Name }),
  commandId: Schema.optionalKey(CommandId),
}
const decodeVersion = Decode.strict(
  Schema.Struct({ component: Name, version: Schema.optionalKey(Schema.String), ...publishing }),
)
const decodeComponent = Decode.strict(Schema.Struct({ component: Name }))
const decodeProduct = Decode.strict(Schema.Struct({ ...ProductVersion.fields, ...publishing }))

/** Checks a version of a component. */
export const checkVersion = (input: unknown) => checked(decodeVersion(input))

/** Checks the name of a component. */
export const checkComponent = (component: unknown) => checked(decodeComponent({ component }))

/** Checks the form of a version of the product. */
export const checkProduct = (input: unknown) => checked(decodeProduct(input))

const publication = {
  publishedAt: Schema.Finite,
  by: Actor,
  commandId: Schema.String,
  asked: Schema.String,
}
const VersionEntry = Schema.Struct({
  component: Schema.String,
  version: Schema.String,
  scheme: Schema.String,
  ...publication,
})
const ProductEntry = Schema.Struct({ ...ProductVersion.fields, ...publication })

export type VersionEntry = typeof VersionEntry.Type
export type ProductEntry = typeof ProductEntry.Type

/** Whether a body is a published version as this desk writes it. */
export const isVersionEntry = Schema.is(VersionEntry)
/** Whether a body is a published version of the product as this desk writes it. */
export const isProductEntry = Schema.is(ProductEntry)
