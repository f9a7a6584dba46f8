// The door of promises for one actor: what is not theirs does not exist.
import type { Effect } from "effect"
import type { TicketFilter } from "../port/TicketQuery.ts"
import type { Explanation } from "../sla/Explanation.ts"
import type { ActorDeskService, TicketFile } from "./ActorDesk.ts"
import type { FileToKeep, PreparedCommand, Receipt } from "./Desk.ts"
import type { ExplainOptions } from "./explain.ts"
import type { ActorFind } from "./Find.ts"
import { pageOf } from "./page.ts"
import type { Principal } from "./Principal.ts"
import type { CallOptions, RunOptions } from "./promised.ts"
import type { RoutingExplanation } from "./routing.ts"
import type { ActorSubmission } from "./said.ts"
import type { ActorTies } from "./Ties.ts"
import type { Upload } from "./Upload.ts"
import type { VisibleSummary, VisibleTicket } from "./View.ts"

/** The desk of one actor, by promises. A ticket of somebody else is one that is not there. */
export interface ActorDesk extends ActorFind, ActorTies {
  readonly principal: Principal
  /** A customer's own request is always that customer's. */
  readonly submit: (submission: ActorSubmission, options?: CallOptions) => Promise<Receipt>
  readonly prepare: (submission: ActorSubmission) => Promise<PreparedCommand>
  /** Everything that the actor may see; for customers without what is the desk's own. */
  readonly show: (ticket: string) => Promise<VisibleTicket>
  /** Why the clocks of a ticket stand as they do; for customers, who see none, nothing. */
  readonly explain: (
    ticket: string,
    options?: ExplainOptions,
  ) => Promise<ReadonlyArray<Explanation> | undefined>
  /** Whom the routing would choose for a ticket now, and why; for customers nothing. */
  readonly explainRouting: (ticket: string) => Promise<RoutingExplanation | undefined>
  readonly summary: (ticket: string) => Promise<VisibleSummary>
  readonly list: (filter?: Partial<TicketFilter>) => Promise<ReadonlyArray<VisibleSummary>>
  /** The actor's commands name the file by the id of the upload. */
  readonly keep: (file: FileToKeep) => Promise<Upload>
  /** A file of a ticket by its hash, where the actor sees an event that has it. */
  readonly file: (ticket: string, hash: string) => Promise<TicketFile>
}

type Run = <A, E>(effect: Effect.Effect<A, E>, options?: RunOptions) => Promise<A>

/** The desk of an actor, by promises. */
export const actorDeskOf = (desk: ActorDeskService, run: Run): ActorDesk => ({
  principal: desk.principal,
  submit: (submission, options) => run(desk.submit(submission), { ...options, answers: true }),
  prepare: (submission) => run(desk.prepare(submission)),
  show: (ticket) => run(desk.show(ticket)),
  explain: (ticket, options) => run(desk.explain(ticket, options)),
  explainRouting: (ticket) => run(desk.explainRouting(ticket)),
  summary: (ticket) => run(desk.summary(ticket)),
  list: (filter) => run(desk.list(pageOf(filter))),
  page: (question = {}) => run(desk.page(question)),
  search: (question) => run(desk.search(question)),
  counts: (question) => run(desk.counts(question)),
  split: (given) => run(desk.split(given)),
  answerCaused: (given) => run(desk.answerCaused(given)),
  shipRelease: (given) => run(desk.shipRelease(given)),
  keep: (file) => run(desk.keep(file)),
  file: (ticket, hash) => run(desk.file(ticket, hash)),
})
