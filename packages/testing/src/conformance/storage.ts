// What every storage adapter must do: the same input has the same outcome on each.
import type { Suite } from "./rule.ts"
import { archiveRules } from "./storage/archives.ts"
import { assignmentRules } from "./storage/assignments.ts"
import { attachmentRules } from "./storage/attachments.ts"
import { batchRules } from "./storage/batches.ts"
import { bookRules } from "./storage/books.ts"
import { commitRules } from "./storage/commits.ts"
import { declaredRules } from "./storage/declared.ts"
import { deliveryRules } from "./storage/deliveries.ts"
import { feedRules } from "./storage/feeds.ts"
import { forgottenRules } from "./storage/forgotten.ts"
import { keptRules } from "./storage/kept.ts"
import { letterRules } from "./storage/letters.ts"
import { listRules } from "./storage/lists.ts"
import { parkingRules } from "./storage/parking.ts"
import { pauseRules } from "./storage/pauses.ts"
import { queryRules } from "./storage/queries.ts"
import { returnRules } from "./storage/returns.ts"
import { declaredAt, type StoragePlace } from "./storage/rules.ts"
import { searchRules } from "./storage/searches.ts"
import { servedRules } from "./storage/served.ts"
import { subjectRules } from "./storage/subjects.ts"
import { textRules } from "./storage/texts.ts"
import { wakeRules } from "./storage/wakes.ts"

/**
 * The rules of storage: of its eight ports `TicketStore`, `TicketQuery`, `WorkQueue`, `Feed`,
 * `Registry`, `Inbound`, `AttachmentStore` and `Archive`. What an adapter can do beyond the others
 * is what its `capabilities` say.
 *
 * @example
 * const [first] = storageSuite.rules
 * first.id // => "storage.commits.durable"
 * const capabilities = ["persistent", "shared", "search", "archive", "clock", "signals"]
 * Object.keys(storageSuite.capabilities) // => capabilities
 */
export const storageSuite: Suite<StoragePlace> = {
  name: "storage",
  port: "storage",
  capabilities: {
    persistent: "what was stored outlives the adapter: another one at the same place finds it",
    shared: "several adapters at one place are open at once and see each other's commits",
    search: "what people wrote is found by its words",
    archive: "everything can be read out of the store, and put into another one",
    clock: "the store tells the time, to all who use it by one clock",
    signals: "workers elsewhere hear that there may be work",
  },
  declared: declaredAt,
  rules: [
    ...commitRules,
    ...batchRules,
    ...forgottenRules,
    ...queryRules,
    ...listRules,
    ...subjectRules,
    ...searchRules,
    ...assignmentRules,
    ...wakeRules,
    ...deliveryRules,
    ...returnRules,
    ...parkingRules,
    ...letterRules,
    ...pauseRules,
    ...servedRules,
    ...feedRules,
    ...bookRules,
    ...attachmentRules,
    ...archiveRules,
    ...textRules,
    ...declaredRules,
    ...keptRules,
  ],
}
