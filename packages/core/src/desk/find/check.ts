// What is asked of the finder, checked.
import { Schema } from "effect"
import * as Decode from "../../problem/Decode.ts"
import { Name } from "../../ticket/Text.ts"
import { checked } from "../check.ts"
import type { CountQuestion, PageQuestion, SearchQuestion } from "../Find.ts"

/** The most characters of a cursor. */
export const cursorCharacters = 1_000

/** The most characters of a text to look for. */
export const searchCharacters = 1_000

/** The most results of a page. */
export const pageAtMost = 500

/** The results of a page where the question names no limit. */
export const pageDefault = 100

const Cursor = Schema.String.check(Schema.isMaxLength(cursorCharacters))

const Limit = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: pageAtMost }))

const decodePage = Decode.strict(
  Schema.Struct({
    statusPrefix: Schema.optionalKey(Name),
    assignee: Schema.optionalKey(Schema.NullOr(Name)),
    customer: Schema.optionalKey(Name),
    sort: Schema.optionalKey(Schema.Literals(["registered", "updated", "due"])),
    order: Schema.optionalKey(Schema.Literals(["oldestFirst", "newestFirst"])),
    cursor: Schema.optionalKey(Cursor),
    limit: Schema.optionalKey(Limit),
  }),
)

const decodeSearch = Decode.strict(
  Schema.Struct({
    text: Schema.String.check(Schema.isMaxLength(searchCharacters)),
    cursor: Schema.optionalKey(Cursor),
    limit: Schema.optionalKey(Limit),
  }),
)

const decodeCount = Decode.strict(
  Schema.Struct({
    by: Schema.Literals(["status", "assignee", "customer"]),
    statusPrefix: Schema.optionalKey(Name),
  }),
)

/** A sound question for a page. */
export const checkPage = (question: PageQuestion) => checked(decodePage(question))

/** A sound search. */
export const checkSearch = (question: SearchQuestion) => checked(decodeSearch(question))

/** A sound question for counts. */
export const checkCount = (question: CountQuestion) => checked(decodeCount(question))
