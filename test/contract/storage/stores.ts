// Opens a store for one test, and makes the rows that tests store: as the rules of storage do.
export { commandOf, commitOf, type Stores, type Told, withStores as on } from "@upkeep/testing"

/** The tenant of the tests. */
export const acme = "acme"
