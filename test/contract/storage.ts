// What every storage adapter must do: the same input has the same outcome on each.
import { describe } from "vitest"
import { assignmentRules } from "./storage/assignments.ts"
import { attachmentRules } from "./storage/attachments.ts"
import { bookRules } from "./storage/books.ts"
import { commitRules } from "./storage/commits.ts"
import { deliveryRules } from "./storage/deliveries.ts"
import { queryRules } from "./storage/queries.ts"
import { letterRules } from "./storage/letters.ts"
import { returnRules } from "./storage/returns.ts"
import { servedRules } from "./storage/served.ts"
import type { MakeAdapter } from "./storage/stores.ts"
import { wakeRules } from "./storage/wakes.ts"

/**
 * Registers the rules of storage for an adapter. `makeAdapter` gives an empty store each time; an
 * adapter that was built, closed and built again is the same store.
 */
export const storageContract = (name: string, makeAdapter: MakeAdapter): void => {
  describe(`${name} keeps the contract of storage`, () => {
    describe("commits", () => commitRules(makeAdapter))
    describe("queries", () => queryRules(makeAdapter))
    describe("what people have been given", () => assignmentRules(makeAdapter))
    describe("wake-ups", () => wakeRules(makeAdapter))
    describe("deliveries", () => deliveryRules(makeAdapter))
    describe("deliveries that come back", () => returnRules(makeAdapter))
    describe("the order of letters", () => letterRules(makeAdapter))
    describe("whose work is done", () => servedRules(makeAdapter))
    describe("registry and inbound", () => bookRules(makeAdapter))
    describe("attachments", () => attachmentRules(makeAdapter))
  })
}
