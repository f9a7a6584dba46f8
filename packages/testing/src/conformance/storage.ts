// What every storage adapter must do: the same input has the same outcome on each.
import type { Suite } from "./rule.ts"
import { assignmentRules } from "./storage/assignments.ts"
import { attachmentRules } from "./storage/attachments.ts"
import { bookRules } from "./storage/books.ts"
import { commitRules } from "./storage/commits.ts"
import { deliveryRules } from "./storage/deliveries.ts"
import { keptRules } from "./storage/kept.ts"
import { letterRules } from "./storage/letters.ts"
import { queryRules } from "./storage/queries.ts"
import { returnRules } from "./storage/returns.ts"
import type { StoragePlace } from "./storage/rules.ts"
import { servedRules } from "./storage/served.ts"
import { subjectRules } from "./storage/subjects.ts"
import { wakeRules } from "./storage/wakes.ts"

/**
 * The rules of storage: of its six ports `TicketStore`, `TicketQuery`, `WorkQueue`, `Registry`,
 * `Inbound` and `AttachmentStore`.
 *
 * @example
 * const [first] = storageSuite.rules
 * first.id // => "storage.commits.durable"
 * Object.keys(storageSuite.capabilities) // => ["persistent", "shared"]
 */
export const storageSuite: Suite<StoragePlace> = {
  name: "storage",
  port: "storage",
  capabilities: {
    persistent: "what was stored outlives the adapter: another one at the same place finds it",
    shared: "several adapters at one place are open at once and see each other's commits",
  },
  rules: [
    ...commitRules,
    ...queryRules,
    ...subjectRules,
    ...assignmentRules,
    ...wakeRules,
    ...deliveryRules,
    ...returnRules,
    ...letterRules,
    ...servedRules,
    ...bookRules,
    ...attachmentRules,
    ...keptRules,
  ],
}
