// What the events are made of.
import { Schema } from "effect"

const File = Schema.Struct({ hash: Schema.String, bytes: Schema.Int, mediaType: Schema.String })

/** The files of an event as facts: without their names, which are personal. */
export const files = { files: Schema.Array(File) }

/** What may be nothing. */
export const nullable = <S extends Schema.Top>(schema: S) => Schema.NullOr(schema)

/** How much a contract covers: hours of logged work or requests, in a month or in its term. */
export const Quota = Schema.Union([
  Schema.Struct({ hours: Schema.Finite, per: Schema.Literals(["month", "term"]) }),
  Schema.Struct({ requests: Schema.Int, per: Schema.Literals(["month", "term"]) }),
])
export type Quota = typeof Quota.Type

/**
 * The contract that was in force at registration, pinned: its targets by clock id, its calendar.
 */
export const PinnedContract = Schema.Struct({
  id: Schema.String,
  version: Schema.String,
  targets: Schema.Record(Schema.String, Schema.Unknown),
  /** One of the process's calendars. */
  calendar: Schema.optionalKey(Schema.String),
  quota: Schema.optionalKey(Quota),
})
export type PinnedContract = typeof PinnedContract.Type

/**
 * The fields of a request that hold nothing personal: choices, environments and versions by name,
 * numbers, periods, files by their place among those of the event. Texts and persons lie apart.
 */
export const FieldFacts = Schema.Record(
  Schema.String,
  Schema.Union([
    Schema.String,
    Schema.Finite,
    Schema.Struct({ from: Schema.Int, to: Schema.Int }),
    Schema.Struct({ file: Schema.Int }),
  ]),
)
export type FieldFacts = typeof FieldFacts.Type

/** One kind of event: its type and its facts. */
export const fact = <const T extends string, const F extends Schema.Struct.Fields>(
  type: T,
  fields: F,
) => Schema.Struct({ type: Schema.Literal(type), ...fields })
