// The edge of the jobs: what they are given is checked once, all of it.
import { Schema } from "effect"
import * as Decode from "../../problem/Decode.ts"
import { Mode } from "../../sla/Policy.ts"
import { Name } from "../../ticket/Text.ts"
import { checked, pageFields } from "../check.ts"

const page = { after: pageFields.after, limit: Schema.optionalKey(pageFields.limit) }

const decodePage = Decode.strict(Schema.Struct(page))
const decodeOrder = Decode.strict(Schema.Struct({ process: Name, mode: Mode, ...page }))
// A profile says by itself what is wrong with it.
const decodeQuestion = Decode.strict(
  Schema.Struct({ process: Schema.Unknown, mode: Mode, ...page }),
)

/** Checks a page. */
export const checkPage = (input: unknown) => checked(decodePage(input))

/** Checks what is to be applied. */
export const checkOrder = (input: unknown) => checked(decodeOrder(input))

/** Checks what is to be previewed. */
export const checkQuestion = (input: unknown) => checked(decodeQuestion(input))
