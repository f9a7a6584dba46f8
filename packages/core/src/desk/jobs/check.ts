// The edge of the jobs: what they are given is checked once, all of it.
import { Schema } from "effect"
import * as Decode from "../../problem/Decode.ts"
import { Mode } from "../../sla/Policy.ts"
import { Migrate } from "../../ticket/Command.ts"
import { Name } from "../../ticket/Text.ts"
import { checked, pageFields } from "../check.ts"

const page = { after: pageFields.after, limit: Schema.optionalKey(pageFields.limit) }

const decodePage = Decode.strict(Schema.Struct(page))
const decodeOrder = Decode.strict(Schema.Struct({ process: Name, mode: Mode, ...page }))
// A profile says by itself what is wrong with it.
const decodeQuestion = Decode.strict(
  Schema.Struct({ process: Schema.Unknown, mode: Mode, ...page }),
)

const { process, places, force } = Migrate.fields
const decodeMigration = Decode.strict(Schema.Struct({ process, places, force, ...page }))
const decodeVersion = Decode.strict(
  Schema.Struct({ process: Schema.Unknown, places, force, ...page }),
)

/** Checks a page. */
export const checkPage = (input: unknown) => checked(decodePage(input))

/** Checks what is to be applied. */
export const checkOrder = (input: unknown) => checked(decodeOrder(input))

/** Checks what is to be previewed. */
export const checkQuestion = (input: unknown) => checked(decodeQuestion(input))

/** Checks where tickets are to go on. */
export const checkMigration = (input: unknown) => checked(decodeMigration(input))

/** Checks what is asked of a version before it is published. */
export const checkVersion = (input: unknown) => checked(decodeVersion(input))
