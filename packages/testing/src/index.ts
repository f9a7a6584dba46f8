// The door of tests for those who embed Upkeep.
/** The fast-check of the arbitraries: with another copy of it their types would not agree. */
export { default as fc } from "fast-check"
export { arbitraryCalendar } from "./arbitraries/calendar.ts"
export {
  arbitraryCommand,
  arbitraryWalk,
  stepsAtMost,
  type WalkStep,
} from "./arbitraries/command.ts"
export type { Blank, Scene } from "./arbitraries/command/blank.ts"
export { arbitraryProfile } from "./arbitraries/profile.ts"
export { arbitraryJournal, arbitraryTicket } from "./arbitraries/ticket.ts"
export { directorySuite, type FilledDirectory } from "./conformance/directory.ts"
export { lettingGoMillis, notifierSuite } from "./conformance/notifier.ts"
export type { Manner, NotifierChannel, Taken } from "./conformance/notifier/channel.ts"
export { type MainOptions, reportMain, reportText } from "./conformance/report.ts"
export type { Declared, Rule, Subject, Suite } from "./conformance/rule.ts"
export {
  type Report,
  ruleMillis,
  type RuleReport,
  type RunOptions,
  runSuite,
} from "./conformance/run.ts"
export { storageSuite } from "./conformance/storage.ts"
export type { StoragePlace } from "./conformance/storage/rules.ts"
export {
  commandOf,
  commitOf,
  type Stores,
  type Told,
  withStores,
} from "./conformance/storage/stores.ts"
export { given, type Outcome, type Said, type Situation, type Step } from "./given.ts"
export { type Outbox, outbox } from "./outbox.ts"
export {
  roundsAtMost,
  type Span,
  type VirtualDesk,
  virtualDesk,
  type VirtualDeskOptions,
  virtualStart,
} from "./virtualDesk.ts"
export { type Seen, type Walk, walk, type WalkOptions } from "./arbitraries/walk.ts"
