// The door of promises.
export type { ClockView, HistoryEntry, TicketSummary, TicketView } from "./desk/View.ts"
export type { FileToKeep, Receipt, Submission, WorkReport } from "./desk/Desk.ts"
export {
  CommandIdReused,
  CommandRejected,
  InvalidInput,
  TicketNotFound,
  VersionMismatch,
} from "./desk/DeskError.ts"
export {
  type CallOptions,
  createDesk,
  type Desk,
  type DeskOptions,
  type DeskServices,
} from "./desk/Door.ts"
export { AttachmentError } from "./port/AttachmentStore.ts"
export {
  type Contact,
  type Contract,
  type Customer,
  DirectoryError,
  type StaffMember,
} from "./port/Directory.ts"
export { directory, type DirectoryAdapter, type DirectoryData } from "./port/MemoryDirectory.ts"
export { memory } from "./port/MemoryStorage.ts"
export { type NotifierAdapter, NotifyError } from "./port/Notifier.ts"
export { VersionExists } from "./port/Registry.ts"
export type { StorageAdapter } from "./port/StorageAdapter.ts"
export { StoreError } from "./port/StoreError.ts"
export * as Problem from "./problem/Problem.ts"
export * as Process from "./process/Process.ts"
export type { Profile } from "./process/Profile.ts"
export { mixvel } from "./process/Mixvel.ts"
export { standard } from "./process/Standard.ts"
export type { Actor, Attachment, Command, CommandType, Requester } from "./ticket/Command.ts"
export type { Rejection, RejectionRule } from "./ticket/Rejection.ts"
