// What can be read of a ticket: plain objects for programs and people.
import type { DeliveryStatus } from "../port/TicketQuery.ts"
import type { Target } from "../sla/Target.ts"
import type { Actor, Attachment, CommandType } from "../ticket/Command.ts"
import type { FieldFacts } from "../ticket/Event.ts"
import type { Obligation } from "../ticket/Obligation.ts"
import type { Awaited, State, TicketLink } from "../ticket/State.ts"

/** A ticket in a list. Times are epoch milliseconds. */
export interface TicketSummary {
  readonly ticketId: string
  readonly number: string
  readonly version: number
  /** What it is about; empty where that was forgotten. */
  readonly subject: string
  /** The configuration: `open.diagnosing.ours`, `completed.awaitingWord`, `closed.silence`. */
  readonly status: string
  /** The label of the status in each language of the ticket's process. */
  readonly labels: { readonly [language: string]: string }
  readonly customer: string | null
  readonly assignee: string | null
  /** The next instant at which anything becomes due. */
  readonly dueAt: number | null
  readonly updatedAt: number
}

/** One event, with its personal content where that is not forgotten. */
export interface HistoryEntry {
  readonly number: number
  readonly type: string
  readonly at: number
  readonly effectiveAt: number
  readonly actor: Actor
  /** The status after the event. */
  readonly status: string
  readonly subject?: string
  readonly text?: string
  /** The questions of a list, in the order of the events that ask them. */
  readonly questions?: ReadonlyArray<string>
  readonly options?: ReadonlyArray<OptionView>
  /** What was written, and the files that came with it, were forgotten. */
  readonly forgotten?: true
  readonly attachments: ReadonlyArray<Attachment>
  /** The event's own facts. */
  readonly facts: { readonly [name: string]: unknown }
}

/** A way to solve a request. */
export interface OptionView {
  readonly id: string
  readonly text: string
}

/** What somebody owes: an answer, a choice, what was recommended, what we undertook, a look. */
export interface ObligationView extends Omit<Obligation, "letter" | "reminded"> {
  /** What it says, where that is not forgotten. */
  readonly text?: string
  /** Of a choice. */
  readonly options?: ReadonlyArray<OptionView>
}

/** A step of the process's own that waits to be taken. */
export interface StepView {
  readonly id: string
  readonly labels: { readonly [language: string]: string }
  readonly owner: Obligation["owner"]
  readonly moves: ReadonlyArray<{
    readonly id: string
    readonly labels: { readonly [language: string]: string }
  }>
}

/** What a field of a request holds. */
export type FieldView = FieldFacts[string]

/**
 * A clock as it stands now. `breached` and `elapsed` (its end closed the ticket) say that the
 * target was reached; `met` that the clock was stopped before.
 */
export interface ClockView {
  readonly id: string
  readonly instance: number
  readonly status: "running" | "paused" | "met" | "breached" | "elapsed" | "cancelled"
  readonly startedAt: number
  readonly target: Target
  /** The process by whose policy and calendar it runs, `id@version`. */
  readonly terms: string
  /** The calendar that it counts by, `id@version`. */
  readonly calendar: string
  /** Null while it is paused and where it has ended. */
  readonly dueAt: number | null
  /** Time spent so far, as the target counts: milliseconds of working or of elapsed time. */
  readonly spentMillis: number
  readonly endedAt: number | null
}

/** Everything of one ticket. */
export interface TicketView extends TicketSummary {
  readonly requester: {
    readonly address?: string
    readonly name?: string
    readonly language?: string
  }
  readonly requestType: string
  readonly channel: string
  /** The commands that the status allows; on an actor's desk those that the actor may give. */
  readonly allowed: ReadonlyArray<CommandType>
  readonly priority: string | null
  readonly process: string
  /** The process whose policy and calendars its clocks follow; `process` unless others apply. */
  readonly terms: string
  /** The zone in which its times are shown: the customer's own, else that of the calendar. */
  readonly timeZone: string
  /** The fields of the process's own, by id; what is personal only where it is not forgotten. */
  readonly fields: { readonly [id: string]: FieldView }
  readonly environment: string | null
  readonly period: State["period"]
  /** Fields that are wished for and lacking. */
  readonly missing: ReadonlyArray<string>
  readonly impact: string | null
  readonly urgency: string | null
  /** What is owed, and by whom. */
  readonly obligations: ReadonlyArray<ObligationView>
  /** The steps of the process's own that can be taken now. */
  readonly steps: ReadonlyArray<StepView>
  /** The day that the customer may expect. */
  readonly promisedAt: number | null
  /** The release that it waits for. */
  readonly awaited: Awaited | null
  /** Of a closed ticket: until when it may be reopened; null where it may not. */
  readonly reopenUntil: number | null
  readonly reopened: number
  readonly mergedInto: string | null
  readonly absorbed: ReadonlyArray<string>
  readonly links: ReadonlyArray<TicketLink>
  readonly snoozedUntil: number | null
  readonly watchers: ReadonlyArray<string>
  readonly workMinutes: number
  /** The changes of the product that it opened, by id. */
  readonly changes: ReadonlyArray<string>
  readonly line: string
  readonly cause: string | null
  readonly module: string | null
  readonly contract: string | null
  readonly follows: string | null
  readonly history: ReadonlyArray<HistoryEntry>
  readonly clocks: ReadonlyArray<ClockView>
  readonly deliveries: ReadonlyArray<DeliveryStatus>
  /** The Message-IDs of the customer's mails on this ticket, oldest first. */
  readonly messageIds: ReadonlyArray<string>
  /** What is wrong with its row: it is read from its journal, and nothing can be done with it. */
  readonly damage?: string
}

/** A ticket in an actor's list. What is the desk's own is absent for customers. */
export interface VisibleSummary extends Omit<TicketSummary, "assignee" | "dueAt"> {
  readonly assignee?: string | null
  readonly dueAt?: number | null
}

/** An event as an actor sees it; of our people a customer sees the kind alone, and no facts. */
export interface VisibleEntry extends Omit<HistoryEntry, "actor" | "facts"> {
  readonly actor: { readonly kind: Actor["kind"]; readonly id?: string }
  readonly facts?: HistoryEntry["facts"]
}

type Own =
  | "process"
  | "terms"
  | "line"
  | "cause"
  | "module"
  | "contract"
  | "clocks"
  | "deliveries"
  | "environment"
  | "period"
  | "impact"
  | "urgency"
  | "awaited"
  | "reopened"
  | "mergedInto"
  | "absorbed"
  | "links"
  | "snoozedUntil"
  | "watchers"
  | "workMinutes"
  | "changes"

/** A ticket as an actor sees it. What is the desk's own is absent for customers. */
export interface VisibleTicket
  extends
    VisibleSummary,
    Omit<TicketView, keyof TicketSummary | Own | "history" | "messageIds">,
    Partial<Pick<TicketView, Own | "messageIds">> {
  readonly history: ReadonlyArray<VisibleEntry>
}
