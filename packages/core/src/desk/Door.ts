// The door of promises: plain objects in and out, typed errors, for everyone.
import { Effect, ManagedRuntime, Result } from "effect"
import type { AttachmentError } from "../port/AttachmentStore.ts"
import type { Directory } from "../port/Directory.ts"
import type { NotifyError } from "../port/Notifier.ts"
import type { VersionExists } from "../port/Registry.ts"
import type { Storage } from "../port/StorageAdapter.ts"
import type { StoreError } from "../port/StoreError.ts"
import type { TicketFilter } from "../port/TicketQuery.ts"
import type { Problem } from "../problem/Problem.ts"
import * as Process from "../process/Process.ts"
import type { Profile } from "../process/Profile.ts"
import type { Report } from "../report/Report.ts"
import type { Explanation } from "../sla/Explanation.ts"
import type { Attachment } from "../ticket/Command.ts"
import { type ActorDeskService, make } from "./ActorDesk.ts"
import { type ActorDesk, actorDeskOf } from "./ActorDoor.ts"
import {
  Desk as DeskTag,
  type DeskService,
  type FileToKeep,
  type PreparedCommand,
  type Receipt,
  type Submission,
  type WorkReport,
} from "./Desk.ts"
import type { AuditPage, AuditQuestion } from "./audit/question.ts"
import { trailByPromise } from "./chain/services.ts"
import { InvalidInput } from "./DeskError.ts"
import { disposed } from "./ending.ts"
import type { DeskHealth } from "./Health.ts"
import type { DeskFind } from "./Find.ts"
import { findByPromise } from "./find/promised.ts"
import { layerOf } from "./layers.ts"
import type { ExplainOptions } from "./explain.ts"
import type {
  Page,
  PolicyOrder,
  PolicyPreview,
  PolicyQuestion,
  PolicyReport,
  RecomputeReport,
} from "./Jobs.ts"
import type { MigrationOrder, MigrationQuestion, MigrationReport } from "./Migration.ts"
import * as Office from "./Office.ts"
import type { TicketSummary, TicketView } from "./View.ts"
import type { Principal } from "./Principal.ts"
import type { RoutingExplanation } from "./routing.ts"
import { type DeskOptions, optionProblems } from "./options.ts"
import type { DeskOperator } from "./Operating.ts"
import { operatorByPromise } from "./operating/services.ts"
import { pageOf } from "./page.ts"
import { type CallOptions, promiseOf } from "./promised.ts"
import type { DeskTies } from "./Ties.ts"
import type { DeskTrail } from "./Trail.ts"
import type { DeskVersions } from "./Versions.ts"
import { versionsByPromise } from "./versions/services.ts"
import type { ReportQuestion } from "./report/question.ts"
import type { WhatIfPage, WhatIfQuestion } from "./whatif/question.ts"
import * as Worker from "./Worker.ts"

export type { CallOptions, DeskOptions }

/** The services that `run` gives to an effect: the door to everything behind this desk. */
export type DeskServices = DeskTag | Storage | Directory

/** A desk by promises. A refusal rejects with one of the errors of `DeskError`. */
export interface Desk
  extends AsyncDisposable, DeskFind, DeskOperator, DeskTies, DeskTrail, DeskVersions {
  readonly tenant: string
  /** The profile of the process in force: new tickets are opened on it. */
  readonly profile: Profile
  /** How the desk is: whether it should be sent commands, and what it has to do. */
  readonly health: () => Promise<DeskHealth>
  /**
   * Carries out a command. Given up before its commit was sent, it is not done; after that the
   * answer is a `StoreError` `outcome-unknown` with the id to ask again by.
   */
  readonly submit: (submission: Submission, options?: CallOptions) => Promise<Receipt>
  /** Decides a command, for a storage adapter to store in a transaction of the host's own. */
  readonly prepare: (submission: Submission) => Promise<PreparedCommand>
  readonly receipt: (commandId: string) => Promise<Receipt | undefined>
  readonly show: (ticket: string) => Promise<TicketView>
  /** Why the clocks of a ticket stand as they do: every stretch since the start of each run. */
  readonly explain: (
    ticket: string,
    options?: ExplainOptions,
  ) => Promise<ReadonlyArray<Explanation>>
  /** Whom the routing would choose for a ticket now, and why; nothing is assigned. */
  readonly explainRouting: (ticket: string) => Promise<RoutingExplanation>
  readonly summary: (ticket: string) => Promise<TicketSummary>
  readonly list: (filter?: Partial<TicketFilter>) => Promise<ReadonlyArray<TicketSummary>>
  /** Asks a page of tickets what would have been under another policy or calendar. */
  readonly whatIf: (question: WhatIfQuestion, options?: CallOptions) => Promise<WhatIfPage>
  /** What the desk did in a period, by its journals; changes nothing. */
  readonly report: (question: ReportQuestion, options?: CallOptions) => Promise<Report>
  /** Where clocks of a page of tickets may have been played with; changes nothing. */
  readonly audit: (question?: AuditQuestion, options?: CallOptions) => Promise<AuditPage>
  /** What a policy would do to tickets that are not closed; nothing is stored. */
  readonly previewPolicy: (question: PolicyQuestion) => Promise<PolicyPreview>
  /** Lets tickets that are not closed follow a published policy; may be begun again at any time. */
  readonly applyPolicy: (order: PolicyOrder, options?: CallOptions) => Promise<PolicyReport>
  /** What a version of their process would make of open tickets; nothing is stored. */
  readonly previewMigration: (question: MigrationQuestion) => Promise<MigrationReport>
  /** Lets tickets that are not closed go on by a published version of their process. */
  readonly migrateTickets: (
    order: MigrationOrder,
    options?: CallOptions,
  ) => Promise<MigrationReport>
  /** Measures tickets anew after an update of the host's zone data. */
  readonly recompute: (page?: Page, options?: CallOptions) => Promise<RecomputeReport>
  /** What deserves a look: holidays or open time that end within 60 days. */
  readonly warnings: () => Promise<ReadonlyArray<Problem>>
  readonly keep: (file: FileToKeep) => Promise<Attachment>
  /**
   * The desk as one actor may use it: what is not theirs does not exist. The host answers for who
   * asks; a principal with mistakes is thrown as `InvalidInput`.
   */
  readonly forActor: (principal: Principal) => ActorDesk
  /** Does everything that is due now: wakes tickets, sends notifications. */
  readonly work: () => Promise<WorkReport>
  /** The desk of another tenant on the same store; nothing crosses. */
  readonly forTenant: (tenant: string) => Promise<Desk>
  /** Runs an effect with this desk's services: for adapters, and for hosts that know Effect. */
  readonly run: <A, E>(
    effect: Effect.Effect<A, E, DeskServices>,
    options?: CallOptions,
  ) => Promise<A>
}

/**
 * Opens a desk; close it with `await using` or by `desk[Symbol.asyncDispose]()`.
 *
 * Refuses a profile with mistakes (`InvalidInput`, all of them), a store that cannot be opened
 * (`StoreError`) and a notifier that is set up wrong (`NotifyError`).
 *
 * @example
 * await using desk = await createDesk()
 * const actor = { kind: "customer", id: "anna" } as const
 * const request = { subject: "Login fails", text: "Since noon.", requester: {} }
 * const command = { type: "register", channel: "email", ...request } as const
 * const { number, status } = await desk.submit({ actor, command })
 * number // => "T-1"
 * status // => "open.registered.ours"
 */
export const createDesk = async (options: DeskOptions = {}): Promise<Desk> => {
  const problems = optionProblems(options)
  if (problems.length > 0) throw new InvalidInput({ problems })
  const runtime = ManagedRuntime.make(layerOf(options, processOf(options)))
  try {
    return promised(runtime, await runtime.runPromise(DeskTag))
  } catch (error) {
    await runtime.dispose()
    throw error
  }
}

const processOf = ({ process }: DeskOptions): Process.Process | undefined => {
  if (process === undefined) return undefined
  const made = Process.make(process)
  if (Result.isFailure(made)) throw new InvalidInput({ problems: made.failure })
  return made.success
}

type Runtime = ManagedRuntime.ManagedRuntime<
  DeskServices | Office.Office | Worker.Worker,
  InvalidInput | NotifyError | StoreError | VersionExists | AttachmentError
>

const promised = (
  runtime: Runtime,
  desk: DeskService,
  dispose = () => disposed(runtime),
): Desk => ({
  tenant: desk.tenant,
  profile: desk.profile,
  health: () => promiseOf(runtime, desk.health),
  submit: (submission, options) =>
    promiseOf(runtime, desk.submit(submission), { ...options, answers: true }),
  prepare: (submission) => promiseOf(runtime, desk.prepare(submission)),
  receipt: (commandId) => promiseOf(runtime, desk.receipt(commandId)),
  show: (ticket) => promiseOf(runtime, desk.show(ticket)),
  explain: (ticket, options) => promiseOf(runtime, desk.explain(ticket, options)),
  explainRouting: (ticket) => promiseOf(runtime, desk.explainRouting(ticket)),
  summary: (ticket) => promiseOf(runtime, desk.summary(ticket)),
  list: (filter) => promiseOf(runtime, desk.list(pageOf(filter))),
  ...findByPromise(desk, (effect) => promiseOf(runtime, effect)),
  whatIf: (question, options) => promiseOf(runtime, desk.whatIf(question), options),
  report: (question, options) => promiseOf(runtime, desk.report(question), options),
  audit: (question, options) => promiseOf(runtime, desk.audit(question), options),
  ...jobsByPromise(runtime, desk),
  ...trailByPromise(desk, (effect, options) => promiseOf(runtime, effect, options)),
  ...operatorByPromise(desk, (effect) => promiseOf(runtime, effect)),
  ...versionsByPromise(desk, (effect) => promiseOf(runtime, effect)),
  warnings: () => promiseOf(runtime, desk.warnings),
  keep: (file) => promiseOf(runtime, desk.keep(file)),
  forActor: (principal) => actorDesk(runtime, Result.getOrThrow(make(desk, principal))),
  work: () => promiseOf(runtime, workOf(desk.tenant)),
  forTenant: async (tenant) => {
    const forTenant = Effect.flatMap(Office.Office, (office) => office.forTenant(tenant))
    // The store belongs to the desk that opened it: closing this one closes nothing.
    return promised(runtime, await promiseOf(runtime, forTenant), async () => {})
  },
  run: (effect, options) =>
    promiseOf(runtime, Effect.provideService(effect, DeskTag, desk), options),
  [Symbol.asyncDispose]: dispose,
})

const actorDesk = (runtime: Runtime, desk: ActorDeskService): ActorDesk =>
  actorDeskOf(desk, (effect, options) => promiseOf(runtime, effect, options))

const workOf = (tenant: string) => Effect.flatMap(Worker.Worker, ({ work }) => work([tenant]))

type Job =
  | "previewPolicy"
  | "applyPolicy"
  | "previewMigration"
  | "migrateTickets"
  | "recompute"
  | keyof DeskTies

const jobsByPromise = (runtime: Runtime, desk: DeskService): Pick<Desk, Job> => ({
  previewPolicy: (question) => promiseOf(runtime, desk.previewPolicy(question)),
  applyPolicy: (order, options) => promiseOf(runtime, desk.applyPolicy(order), options),
  previewMigration: (question) => promiseOf(runtime, desk.previewMigration(question)),
  migrateTickets: (order, options) => promiseOf(runtime, desk.migrateTickets(order), options),
  recompute: (page, options) => promiseOf(runtime, desk.recompute(page ?? {}), options),
  split: (given) => promiseOf(runtime, desk.split(given)),
  answerCaused: (given) => promiseOf(runtime, desk.answerCaused(given)),
  shipRelease: (given) => promiseOf(runtime, desk.shipRelease(given)),
})
