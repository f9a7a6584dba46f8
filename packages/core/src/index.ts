// The door of promises.
export * as Calendar from "./calendar/Calendar.ts"
export * as Interval from "./calendar/Interval.ts"
export * as LocalTime from "./calendar/LocalTime.ts"
export * as WorkingTime from "./calendar/WorkingTime.ts"
export * as Conformance from "./conform/Conformance.ts"
export * as Description from "./describe/Description.ts"
export type { ActorCommand } from "./desk/ActorCommand.ts"
export {
  backup,
  type BackupOptions,
  backupsOf,
  checkBackup,
  recordBackup,
  type Recording,
  restore,
} from "./desk/backup/backup.ts"
export { BackupError, type BackupReason } from "./desk/backup/BackupError.ts"
export type { LostFile } from "./desk/backup/fileCheck.ts"
export type { BackupReport, Lines } from "./desk/backup/read.ts"
export type { RestoredTenant, RestoreOptions, RestoreReport } from "./desk/backup/restore.ts"
export type { TenantRows } from "./desk/backup/tally.ts"
export type { TicketFile } from "./desk/ActorDesk.ts"
export type { ActorDesk } from "./desk/ActorDoor.ts"
export type { ActorSubmission } from "./desk/said.ts"
export type { Upload } from "./desk/Upload.ts"
export {
  defineNotifier,
  type NotifierDefinition,
  type NotifierFunctions,
  type NotifierName,
  type OpenedNotifier,
  type SendOptions,
} from "./desk/DefinedNotifier.ts"
export { defineStorage, type StorageDefinition } from "./desk/DefinedStorage.ts"
export type {
  ClockView,
  HistoryEntry,
  TicketSummary,
  TicketView,
  VisibleEntry,
  VisibleSummary,
  VisibleTicket,
} from "./desk/View.ts"
export type { ExplainOptions } from "./desk/explain.ts"
export type { FileToKeep, PreparedCommand, Receipt, Submission, WorkReport } from "./desk/Desk.ts"
export {
  CommandIdReused,
  CommandRejected,
  FileNotFound,
  InvalidInput,
  Overloaded,
  TicketNotFound,
  VersionMismatch,
} from "./desk/DeskError.ts"
export type { DeskHealth } from "./desk/Health.ts"
export {
  type CallOptions,
  createDesk,
  type Desk,
  type DeskOptions,
  type DeskServices,
} from "./desk/Door.ts"
export type {
  ClockChange,
  ClockStanding,
  LeftTicket,
  MovedDeadline,
  MovedTicket,
  Page,
  PolicyOrder,
  PolicyPreview,
  PolicyQuestion,
  PolicyReport,
  PreviewedTicket,
  RecomputeReport,
} from "./desk/Jobs.ts"
export type {
  MigratedTicket,
  MigrationOrder,
  MigrationQuestion,
  MigrationReport,
  StrandedTicket,
} from "./desk/Migration.ts"
export { examineDesks, type Examination } from "./desk/operating/examine.ts"
export type {
  DeskOperator,
  ParkedPart,
  PauseOrder,
  ReleaseOrder,
  WaitingNotice,
  WorkPart,
} from "./desk/Operating.ts"
export type { Principal } from "./desk/Principal.ts"
export type { BackupRun } from "./desk/records.ts"
export type {
  CausedAnswer,
  CausedReport,
  Shipment,
  ShipmentReport,
  Split,
  TicketNames,
} from "./desk/Ties.ts"
export type { Checkpoint } from "./desk/chain/Checkpoint.ts"
export type {
  Damage,
  DamageCode,
  IntegrityQuestion,
  IntegrityReport,
} from "./desk/chain/Integrity.ts"
export type { ForgetOrder, ForgetReport } from "./desk/Trail.ts"
export type { RoutingExplanation } from "./desk/routing.ts"
export type { AuditPage, AuditQuestion } from "./desk/audit/question.ts"
export type {
  ActorFind,
  CountQuestion,
  DeskFind,
  FoundMessage,
  PageQuestion,
  SearchPage,
  SearchQuestion,
  TicketPage,
} from "./desk/Find.ts"
export type { ReportQuestion } from "./desk/report/question.ts"
export type {
  ProductToPublish,
  PublishedProduct,
  PublishedVersion,
  VersionToPublish,
} from "./desk/Versions.ts"
export type { WhatIfPage, WhatIfQuestion } from "./desk/whatif/question.ts"
export { defineDirectory, type DirectoryDefinition } from "./desk/DefinedDirectory.ts"
export { directory } from "./desk/DirectoryData.ts"
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
export type * from "./port/StorageFunctions.ts"
export type { WorkFunctions } from "./port/WorkFunctions.ts"
export { StoreError, type StoreReason } from "./port/StoreError.ts"
export {
  type Assignments,
  assigneesAtMost,
  type ContentKey,
  type ContentSubject,
  type CountBy,
  type DeliveryStatus,
  type EventPage,
  isAboutFiles,
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
export * as Problem from "./problem/Problem.ts"
export * as Diff from "./process/Diff.ts"
export * as Process from "./process/Process.ts"
export type { Profile } from "./process/Profile.ts"
export { businessConnect } from "./process/BusinessConnect.ts"
export { mixvel } from "./process/Mixvel.ts"
export { standard } from "./process/Standard.ts"
export * as Period from "./report/Period.ts"
export * as Audit from "./audit/Audit.ts"
export { findingText, type FindingTextOptions } from "./audit/text.ts"
export * as Report from "./report/Report.ts"
export * as Coverage from "./roster/Coverage.ts"
export * as Member from "./roster/Member.ts"
export * as Roster from "./roster/Roster.ts"
export * as Routing from "./roster/Routing.ts"
export type * as Explanation from "./sla/Explanation.ts"
export {
  type ExplanationLanguage,
  type ExplanationTextOptions,
  explanationText,
} from "./sla/explanation/text.ts"
export type { Actor, Attachment, Command, CommandType, Requester } from "./ticket/Command.ts"
export type { Rejection, RejectionRule } from "./ticket/Rejection.ts"
export { type Finding, type FindingCode, findingCodes, verifyProcess } from "./verify/Verify.ts"
export * as ProductVersion from "./version/ProductVersion.ts"
export * as Version from "./version/Version.ts"
export * as VersionHistory from "./version/VersionHistory.ts"
export * as VersionRange from "./version/VersionRange.ts"
