// What can be read of a ticket: plain objects for programs and people.
import type { DeliveryStatus } from "../port/TicketQuery.ts"
import type { Target } from "../sla/Target.ts"
import type { Actor, Attachment, CommandType } from "../ticket/Command.ts"

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
  readonly attachments: ReadonlyArray<Attachment>
  /** The event's own facts. */
  readonly facts: { readonly [name: string]: unknown }
}

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

type Own = "process" | "terms" | "line" | "cause" | "module" | "contract" | "clocks" | "deliveries"

/** A ticket as an actor sees it. What is the desk's own is absent for customers. */
export interface VisibleTicket
  extends
    VisibleSummary,
    Omit<TicketView, keyof TicketSummary | Own | "history" | "messageIds">,
    Partial<Pick<TicketView, Own | "messageIds">> {
  readonly history: ReadonlyArray<VisibleEntry>
}
