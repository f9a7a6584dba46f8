// The changes of the schema in their order. What was published never changes: what is to be
// different is a new one.
import type { StorageAdmin } from "@upkeep/core/effect"
import type { Queries } from "../executor.ts"
import { fillWords } from "../searchWords.ts"
import type { ContentColumns } from "./beside.ts"
import { first } from "./first.ts"
import { list } from "./list.ts"
import { look } from "./look.ts"
import { queue } from "./queue.ts"
import { roles } from "./roles.ts"
import { storeCommit } from "./storeCommit.ts"
import { storeCommits } from "./storeCommits.ts"
import { words } from "./words.ts"

/** A change of the schema, for a schema whose quoted name is given. */
export interface Change extends Omit<StorageAdmin.Migration, "sql"> {
  readonly sql: (schema: string) => string
  /**
   * The lowest version of the code that goes on working after it. It grows by a `contract` alone.
   */
  readonly compatible: number
  /** Of `data`: fills a batch, and says how many rows it was; 0 where nothing is left. */
  readonly fill?: (queries: Queries, schema: string) => Promise<number>
}

const storing = (schema: string, contents: ContentColumns): string =>
  storeCommits(schema, contents) + storeCommit(schema, contents)

const base: Change = {
  version: 1,
  name: "tables of a desk",
  kind: "expand",
  compatible: 1,
  sql: (schema) =>
    first(schema) +
    storing(schema, { columns: "", values: "", fields: "" }) +
    list(schema) +
    look(schema) +
    queue(schema) +
    roles(schema),
}

// Code of the version before sends no words: its contents get them later, as those from before do.
const search: Change = {
  version: 2,
  name: "the words of contents, for search",
  kind: "expand",
  compatible: 1,
  sql: (schema) =>
    words(schema) +
    storing(schema, {
      columns: ", words",
      values: ", c.words::tsvector",
      fields: ", words text",
    }),
}

const searchFilled: Change = {
  version: 3,
  name: "the words of contents from before",
  kind: "data",
  compatible: 1,
  sql: () => "",
  fill: fillWords,
}

/** All changes. */
export const changes: ReadonlyArray<Change> = [base, search, searchFilled]

/** The oldest schema with which this code works: what came since is looked for where it is used. */
export const oldestVersion = 1

export { madeBy } from "./expected.ts"
export { rolesByHand } from "./roles.ts"
export { fenceOf } from "./wake.ts"
