// The Effect door: services and layers for Effect hosts, ports for adapters.
export * as ActorCommand from "./desk/ActorCommand.ts"
export * as ActorDesk from "./desk/ActorDesk.ts"
export * as Desk from "./desk/Desk.ts"
export * as DeskError from "./desk/DeskError.ts"
export * as DirectoryData from "./desk/DirectoryData.ts"
export * as Import from "./desk/Import.ts"
export type * as Jobs from "./desk/Jobs.ts"
export type * as Migration from "./desk/Migration.ts"
export * as Office from "./desk/Office.ts"
export type * as Prepared from "./desk/Prepared.ts"
export * as Principal from "./desk/Principal.ts"
export type {
  ClockView,
  HistoryEntry,
  TicketSummary,
  TicketView,
  VisibleEntry,
  VisibleSummary,
  VisibleTicket,
} from "./desk/View.ts"
export type { RoutingExplanation } from "./desk/routing.ts"
export * as WhatIf from "./desk/WhatIf.ts"
export * as Worker from "./desk/Worker.ts"
export * as AttachmentStore from "./port/AttachmentStore.ts"
export * as Contracts from "./port/Contracts.ts"
export * as Directory from "./port/Directory.ts"
export * as Inbound from "./port/Inbound.ts"
export * as MemoryDirectory from "./port/MemoryDirectory.ts"
export * as MemoryStorage from "./port/MemoryStorage.ts"
export * as Notifier from "./port/Notifier.ts"
export * as Registry from "./port/Registry.ts"
export * as StorageAdapter from "./port/StorageAdapter.ts"
export * as StoreError from "./port/StoreError.ts"
export * as TicketQuery from "./port/TicketQuery.ts"
export * as TicketStore from "./port/TicketStore.ts"
export * as WorkQueue from "./port/WorkQueue.ts"
export * as Decode from "./problem/Decode.ts"
export * as Period from "./report/Period.ts"
export * as Report from "./report/Report.ts"
export type * as Explanation from "./sla/Explanation.ts"
export * as Command from "./ticket/Command.ts"
export * as Instant from "./ticket/Instant.ts"
export * as Text from "./ticket/Text.ts"
export * as Coverage from "./roster/Coverage.ts"
export * as Member from "./roster/Member.ts"
export * as Roster from "./roster/Roster.ts"
export * as Routing from "./roster/Routing.ts"
