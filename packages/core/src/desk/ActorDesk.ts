// The desk as one actor may use it: what is not theirs does not exist (P16, H34).
import { Effect, Predicate, Result } from "effect"
import type { AttachmentError, StoredContent } from "../port/AttachmentStore.ts"
import type { StoreError } from "../port/StoreError.ts"
import type { TicketFilter } from "../port/TicketQuery.ts"
import * as Problem from "../problem/Problem.ts"
import { mayAct } from "../ticket/Actors.ts"
import type { Actor, Attachment, Command } from "../ticket/Command.ts"
import { FileNotFound, InvalidInput, TicketNotFound } from "./DeskError.ts"
import type {
  DeskService,
  FileToKeep,
  PreparedCommand,
  Receipt,
  Submission,
  SubmitError,
} from "./Desk.ts"
import { unknownTicket } from "./registration.ts"
import { check, type Principal } from "./Principal.ts"
import type { VisibleSummary, VisibleTicket } from "./View.ts"
import { summaryForCustomer, ticketForCustomer } from "./visible.ts"

/** A submission of a known actor; `ticketId` may be the ticket's number as well. */
export type ActorSubmission = Omit<Submission, "actor">

/** A file of a ticket, to be read as a stream. */
export interface TicketFile extends Attachment {
  readonly content: StoredContent["content"]
}

/** What an actor can do. A ticket of somebody else is answered as one that is not there. */
export interface ActorDeskService {
  readonly principal: Principal
  /** As `submit` of the desk. A customer's own request is always that customer's. */
  readonly submit: (submission: ActorSubmission) => Effect.Effect<Receipt, SubmitError>
  /** As `prepare` of the desk: decided for the actor, and not stored yet. */
  readonly prepare: (submission: ActorSubmission) => Effect.Effect<PreparedCommand, SubmitError>
  /** Everything of one ticket that the actor may see, by its id or its number. */
  readonly show: (ticket: string) => Effect.Effect<VisibleTicket, TicketNotFound | StoreError>
  /** How a ticket stands, without its history. */
  readonly summary: (ticket: string) => Effect.Effect<VisibleSummary, TicketNotFound | StoreError>
  /** A page of the tickets that the actor may see; the limit is 1 to 1,000. */
  readonly list: (
    filter: TicketFilter,
  ) => Effect.Effect<ReadonlyArray<VisibleSummary>, InvalidInput | StoreError>
  /** Keeps a file, so that a command can name it: at most 25 MiB. */
  readonly keep: (file: FileToKeep) => Effect.Effect<Attachment, AttachmentError>
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
      actorDesk(desk, sound.kind === "customer" ? customers(desk, sound) : own(desk, sound)),
    onFailure: (problems) => new InvalidInput({ problems }),
  })

/** What differs from one kind of actor to the other. */
interface Tickets extends Pick<ActorDeskService, "principal" | "show" | "summary" | "list"> {
  /** The submission as the desk takes it, unless the actor may not say it. */
  readonly said: (
    submission: ActorSubmission,
  ) => Effect.Effect<Submission, InvalidInput | TicketNotFound | StoreError>
}

const actorOf = ({ kind, id }: Principal): Actor => ({ kind, id })

const own = (desk: DeskService, principal: Principal): Tickets => ({
  principal,
  said: (submission) =>
    Effect.map(idOf(desk, submission), (ticketId) => ({
      ...submission,
      ...ticketId,
      actor: actorOf(principal),
    })),
  show: (ticket) => Effect.map(desk.show(ticket), (view) => allowedTo(principal, view)),
  summary: desk.summary,
  list: desk.list,
})

const customers = (desk: DeskService, principal: Customer): Tickets => {
  const isTheirs = ({ customer }: VisibleSummary) => customer === principal.customer
  const summary = (ticket: string) =>
    Effect.filterOrFail(desk.summary(ticket), isTheirs, () => new TicketNotFound({ ticket }))
  return {
    principal,
    said: Effect.fnUntraced(function* (submission) {
      yield* refuse(overstepped(submission))
      const command = yield* asCustomer(principal, submission.command, summary)
      const ticketId = yield* idOf({ summary }, submission)
      return { ...submission, ...ticketId, command, actor: actorOf(principal) }
    }),
    show: Effect.fn("ActorDesk.show")(function* (ticket) {
      yield* summary(ticket)
      return allowedTo(principal, ticketForCustomer(yield* desk.show(ticket)))
    }),
    summary: (ticket) => Effect.map(summary(ticket), summaryForCustomer),
    list: Effect.fn("ActorDesk.list")(function* (filter) {
      yield* refuse(filter.assignee === undefined ? [] : [forbidden("assignee", filter.assignee)])
      if ((filter.customer ?? principal.customer) !== principal.customer) return []
      const page = yield* desk.list({ ...filter, customer: principal.customer })
      return page.map(summaryForCustomer)
    }),
  }
}

const idOf = (
  { summary }: Pick<Tickets, "summary">,
  { ticketId }: ActorSubmission,
): Effect.Effect<{ readonly ticketId?: string }, TicketNotFound | StoreError> =>
  ticketId === undefined
    ? Effect.succeed({})
    : Effect.map(summary(ticketId), (found) => ({ ticketId: found.ticketId }))

// What a customer's request says of itself is the host's to say, or the desk's.
const overstepped = ({ command, effectiveAt }: ActorSubmission) => {
  const fields = Predicate.isObject(command) ? Object.entries(command) : []
  const said = fields.filter(
    ([name, value]) => !saysNothing(value) && notTheirs.get(command.type)?.includes(name) === true,
  )
  return [
    ...(effectiveAt === undefined ? [] : [forbidden("effectiveAt", effectiveAt)]),
    ...said.map(([name, value]) => forbidden(`command.${name}`, value)),
  ]
}

const saysNothing = (value: unknown): boolean =>
  value === undefined || (Predicate.isObject(value) && Object.keys(value).length === 0)

const notTheirs = new Map<Command["type"], ReadonlyArray<string>>([
  ["register", ["customer", "requester", "acknowledge", "messageId"]],
  ["receiveMessage", ["from", "messageId"]],
])

const forbidden = (path: string, got: unknown) =>
  Problem.make({ code: "forbidden-field", path, got, expected: "nothing from a customer" })

const refuse = (problems: ReadonlyArray<Problem.Problem>) =>
  problems.length === 0 ? Effect.void : Effect.fail(new InvalidInput({ problems }))

const asCustomer = Effect.fnUntraced(function* (
  { customer, requester = {} }: Customer,
  command: Command,
  summary: Tickets["summary"],
) {
  if (command?.type !== "register") return command
  const { follows } = command
  if (follows !== undefined)
    yield* Effect.catchTag(summary(follows), "TicketNotFound", () => unknownTicket(follows))
  return { ...command, customer, requester }
})

const allowedTo = <V extends VisibleTicket>(principal: Principal, view: V): V => ({
  ...view,
  allowed: view.allowed.filter((command) => mayAct(principal, command)),
})

const actorDesk = (
  desk: DeskService,
  { said, principal, show, summary, list }: Tickets,
): ActorDeskService => ({
  principal,
  submit: Effect.fn("ActorDesk.submit")((submission) =>
    Effect.flatMap(said(submission), desk.submit),
  ),
  prepare: Effect.fn("ActorDesk.prepare")((submission) =>
    Effect.flatMap(said(submission), desk.prepare),
  ),
  show,
  summary,
  list,
  keep: desk.keep,
  file: Effect.fn("ActorDesk.file")(function* (ticket, hash) {
    const { history } = yield* show(ticket)
    const file = history
      .flatMap(({ attachments }) => attachments)
      .find((each) => each.hash === hash)
    if (file === undefined) return yield* new FileNotFound({ ticket, hash })
    const { content } = yield* desk.read(hash)
    return { ...file, content }
  }),
})
