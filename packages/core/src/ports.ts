// What stores, directories and notifiers are written against; a part of the one door (index.ts).
export type { ArchiveRow, ArchivedDelivery } from "./port/Archive.ts"
export { AttachmentError, type StoredContent, type StoredFile } from "./port/AttachmentStore.ts"
export {
  type Absence,
  type Contact,
  type Contract,
  type Customer,
  type CustomerContact,
  DirectoryError,
  type Quota,
  type StaffMember,
  type WantedRole,
} from "./port/Directory.ts"
export { type FeedPage, type FeedRead, feedLimit } from "./port/Feed.ts"
export type { InboundOutcome, InboundRow, Watermark } from "./port/Inbound.ts"
export type { DirectoryAdapter, DirectoryData } from "./port/MemoryDirectory.ts"
export { memory } from "./port/MemoryStorage.ts"
export {
  type Accepted,
  type NotifierAdapter,
  type Notification,
  NotifyError,
  type Recipient,
} from "./port/Notifier.ts"
export {
  type RegistryEntry,
  registryLimit,
  type RegistryPage,
  VersionExists,
} from "./port/Registry.ts"
export type {
  Finding as StoreFinding,
  Migration,
  MigrationPlan,
  StorageAdmin,
} from "./port/StorageAdmin.ts"
export type { StorageAdapter, StorageCapabilities } from "./port/StorageAdapter.ts"
export type {
  ArchiveFunctions,
  AttachmentFunctions,
  FeedFunctions,
  InboundFunctions,
  QueryFunctions,
  RegistryFunctions,
  StorageFunctions,
  StoragePorts,
  TicketFunctions,
} from "./port/StorageFunctions.ts"
export type { WorkFunctions } from "./port/WorkFunctions.ts"
export { StoreError, type StoreReason } from "./port/StoreError.ts"
export {
  type Assignments,
  assigneesAtMost,
  type ContentKey,
  type ContentSubject,
  type CountBy,
  type DeliveryStatus,
  listLimit,
  type SearchHit,
  type TicketCount,
  type TicketFilter,
  type TicketSearch,
  type TicketSort,
} from "./port/TicketQuery.ts"
export {
  CommandRepeated,
  type CommandRow,
  type Commit,
  type CommitRefused,
  type ContentRow,
  type DeliveryRow,
  type EventRow,
  LeaseLost,
  type Look,
  type Looked,
  lookLimit,
  type Settlement,
  type TicketRow,
  VersionConflict,
} from "./port/TicketStore.ts"
export {
  type Claim,
  claimLimit,
  type DeliveryClaim,
  type DueDelivery,
  type DueTicket,
  type ParkedWork,
  type Postponement,
  type Returned,
  type Sending,
  type Served,
  type WaitingDelivery,
  type WorkPage,
} from "./port/WorkQueue.ts"
export * as Words from "./port/Words.ts"
