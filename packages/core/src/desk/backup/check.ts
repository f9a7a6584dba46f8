// Who backs up or restores, checked before anything is written: a record that nobody can read again
// would shut the store.
import { Schema } from "effect"
import * as Decode from "../../problem/Decode.ts"
import { Name } from "../../ticket/Text.ts"
import { checked } from "../check.ts"

const decodeRecording = Decode.strict(Schema.Struct({ by: Name, name: Schema.String }))

const decodeRestore = Decode.strict(
  Schema.Struct({ by: Name, tenants: Schema.optionalKey(Schema.Array(Schema.String)) }),
)

/** A sound recording. */
export const checkRecording = (input: unknown) => checked(decodeRecording(input))

/** Sound options of a restore. */
export const checkRestore = (input: unknown) => checked(decodeRestore(input))
