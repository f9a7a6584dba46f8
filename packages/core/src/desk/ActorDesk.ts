// The desk as one actor may use it: what is not theirs does not exist (P16, H34).
import { Effect, Result } from "effect"
import type { AttachmentError, StoredContent } from "../port/AttachmentStore.ts"
import type { DirectoryError } from "../port/Directory.ts"
import type { StoreError } from "../port/StoreError.ts"
import type { TicketFilter } from "../port/TicketQuery.ts"
import * as Problem from "../problem/Problem.ts"
import type { Explanation } from "../sla/Explanation.ts"
import { mayAct } from "../ticket/Actors.ts"
import type { Attachment } from "../ticket/Command.ts"
import { FileNotFound, InvalidInput, TicketNotFound } from "./DeskError.ts"
import type { DeskService, FileToKeep, PreparedCommand, Receipt, SubmitError } from "./Desk.ts"
import type { ExplainOptions } from "./explain.ts"
import { check, type Principal } from "./Principal.ts"
import type { ActorFindService, PageQuestion } from "./Find.ts"
import type { RoutingExplanation } from "./routing.ts"
import { type ActorSubmission, said } from "./said.ts"
import { actorTiesOf } from "./ties/services.ts"
import type { CausedAnswer, CausedReport, Shipment, ShipmentReport, Split } from "./Ties.ts"
import { type Upload, uploadOf } from "./Upload.ts"
import type { VisibleSummary, VisibleTicket } from "./View.ts"
import { summaryForCustomer } from "./visible.ts"

/** A file of a ticket, to be read as a stream. */
export interface TicketFile extends Attachment {
  readonly content: StoredContent["content"]
}

/** What an actor can do. A ticket of somebody else is answered as one that is not there. */
export interface ActorDeskService extends ActorFindService {
  readonly principal: Principal
  /** As `submit` of the desk. A customer's own request is always that customer's. */
  readonly submit: (submission: ActorSubmission) => Effect.Effect<Receipt, SubmitError>
  /** As `prepare` of the desk: decided for the actor, and not stored yet. */
  readonly prepare: (submission: ActorSubmission) => Effect.Effect<PreparedCommand, SubmitError>
  /** Everything of one ticket that the actor may see, by its id or its number. */
  readonly show: (ticket: string) => Effect.Effect<VisibleTicket, TicketNotFound | StoreError>
  /** Why a ticket's clocks stand as they do; nothing for customers, who see no clocks. */
  readonly explain: (
    ticket: string,
    options?: ExplainOptions,
  ) => Effect.Effect<
    ReadonlyArray<Explanation> | undefined,
    InvalidInput | TicketNotFound | StoreError
  >
  /** Whom the routing would choose for a ticket now, and why; nothing for customers. */
  readonly explainRouting: (
    ticket: string,
  ) => Effect.Effect<RoutingExplanation | undefined, TicketNotFound | DirectoryError | StoreError>
  /** How a ticket stands, without its history. */
  readonly summary: (ticket: string) => Effect.Effect<VisibleSummary, TicketNotFound | StoreError>
  /** A page of the tickets that the actor may see; the limit is 1 to 1,000. */
  readonly list: (
    filter: TicketFilter,
  ) => Effect.Effect<ReadonlyArray<VisibleSummary>, InvalidInput | StoreError>
  /** As `split` of the desk; like the next two it is refused to customers. */
  readonly split: (split: Omit<Split, "actor">) => Effect.Effect<Receipt, SubmitError>
  readonly answerCaused: (
    answer: Omit<CausedAnswer, "actor">,
  ) => Effect.Effect<CausedReport, SubmitError>
  readonly shipRelease: (
    shipment: Omit<Shipment, "actor">,
  ) => Effect.Effect<ShipmentReport, SubmitError>
  /** Keeps a file of at most 25 MiB; the actor's commands name it by the id of the upload. */
  readonly keep: (file: FileToKeep) => Effect.Effect<Upload, AttachmentError>
  /** A file of a ticket by its hash, where the actor sees an event that has it. */
  readonly file: (
    ticket: string,
    hash: string,
  ) => Effect.Effect<TicketFile, TicketNotFound | FileNotFound | AttachmentError | StoreError>
}

type Customer = Extract<Principal, { readonly kind: "customer" }>

/** The desk of one actor; refuses a principal with mistakes, all of them at once. */
export const make = (
  desk: DeskService,
  principal: Principal,
): Result.Result<ActorDeskService, InvalidInput> =>
  Result.mapBoth(check(principal), {
    onSuccess: (sound) =>
      actorDesk(desk, sound, sound.kind === "customer" ? customers(desk, sound) : own(desk, sound)),
    onFailure: (problems) => new InvalidInput({ problems }),
  })

/** What differs from one kind of actor to the other. */
type Reading = ActorFindService &
  Pick<ActorDeskService, "show" | "explain" | "explainRouting" | "summary" | "list">

const own = (desk: DeskService, principal: Principal): Reading => ({
  show: (ticket) => Effect.map(desk.show(ticket), (view) => allowedTo(principal, view)),
  explain: desk.explain,
  explainRouting: desk.explainRouting,
  summary: desk.summary,
  list: desk.list,
  page: desk.page,
  search: desk.search,
  counts: desk.counts,
})

const customers = (desk: DeskService, principal: Customer): Reading => {
  const isTheirs = ({ customer }: VisibleSummary) => customer === principal.customer
  const summary = (ticket: string) =>
    Effect.filterOrFail(desk.summary(ticket), isTheirs, () => new TicketNotFound({ ticket }))
  return {
    show: Effect.fn("ActorDesk.show")(function* (ticket) {
      yield* summary(ticket)
      return allowedTo(principal, yield* desk.showToCustomer(ticket))
    }),
    explain: (ticket) => Effect.as(summary(ticket), undefined),
    explainRouting: (ticket) => Effect.as(summary(ticket), undefined),
    summary: (ticket) => Effect.map(summary(ticket), summaryForCustomer),
    list: Effect.fn("ActorDesk.list")(function* (filter) {
      yield* refuseOurs(filter)
      const { customer = principal.customer } = filter
      const page = yield* desk.list({ ...filter, customer: principal.customer })
      return customer === principal.customer ? page.map(summaryForCustomer) : []
    }),
    page: Effect.fn("ActorDesk.page")(function* (question) {
      yield* refuseOurs(question)
      const { customer = principal.customer } = question
      if (customer !== principal.customer) return { tickets: [], next: null }
      const { tickets, next } = yield* desk.page({ ...question, customer })
      return { tickets: tickets.map(summaryForCustomer), next }
    }),
    search: () => Effect.succeed(undefined),
    counts: () => Effect.succeed(undefined),
  }
}

// Who of the desk has a ticket, and when something of it is due, is the desk's own: so are lists by
// that.
const refuseOurs = ({ assignee, sort }: Pick<PageQuestion, "assignee" | "sort">) => {
  const problems = [
    ...(assignee === undefined ? [] : [notForCustomers("assignee", assignee)]),
    ...(sort === "due" ? [notForCustomers("sort", sort)] : []),
  ]
  return problems.length === 0 ? Effect.void : Effect.fail(new InvalidInput({ problems }))
}

const notForCustomers = (path: string, got: unknown) =>
  Problem.make({ code: "forbidden-field", path, got, expected: "nothing from a customer" })

const allowedTo = <V extends VisibleTicket>(principal: Principal, view: V): V => ({
  ...view,
  allowed: view.allowed.filter((command) => mayAct(principal, command)),
})

const actorDesk = (desk: DeskService, principal: Principal, reading: Reading): ActorDeskService => {
  const { show, summary } = reading
  const taken = (submission: ActorSubmission) => said(desk, principal, submission, summary)
  return {
    ...reading,
    ...actorTiesOf(desk, principal),
    principal,
    submit: Effect.fn("ActorDesk.submit")((submission) =>
      Effect.flatMap(Effect.interruptible(taken(submission)), desk.submit),
    ),
    prepare: Effect.fn("ActorDesk.prepare")((submission) =>
      Effect.flatMap(taken(submission), desk.prepare),
    ),
    keep: (file) => Effect.map(desk.keep(file), (kept) => uploadOf(desk, principal, kept)),
    file: Effect.fn("ActorDesk.file")(function* (ticket, hash) {
      const { history } = yield* show(ticket)
      const file = history
        .flatMap(({ attachments }) => attachments)
        .find((each) => each.hash === hash)
      if (file === undefined) return yield* new FileNotFound({ ticket, hash })
      const { content } = yield* desk.read(hash)
      return { ...file, content }
    }),
  }
}
