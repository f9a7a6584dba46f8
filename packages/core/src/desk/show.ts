// Everything of one ticket, as people and programs read it.
import { Clock, Effect } from "effect"
import type * as Process from "../process/Process.ts"
import type { Attachment } from "../ticket/Command.ts"
import type { Event } from "../ticket/Event.ts"
import * as Lifecycle from "../ticket/Lifecycle.ts"
import { statusAfter } from "../ticket/Ticket.ts"
import { clocksOf } from "./clocks.ts"
import { messageIdsOf } from "./compose.ts"
import { type Opened, openJournal } from "./open.ts"
import { processesOf, refsOf } from "./processesOf.ts"
import { type Held, heldOf } from "./row.ts"
import type { Content } from "./seal.ts"
import { rowOf, summaryOf } from "./summary.ts"
import type { HistoryEntry, TicketView } from "./View.ts"
import type { Wiring } from "./wiring.ts"

/** Reads a ticket by its id or its number. */
export const show = Effect.fnUntraced(function* (wiring: Wiring, ticket: string) {
  const row = yield* rowOf(wiring, ticket)
  const held = yield* heldOf(row)
  const process = yield* wiring.processOf(held.state.process)
  const processOf = yield* processesOf(wiring, refsOf(held))
  const journal = yield* openJournal(wiring, row.ticketId)
  const content = journal[0]?.content ?? {}
  const deliveries = yield* wiring.query.deliveries(wiring.tenant, row.ticketId)
  const now = yield* Clock.currentTimeMillis
  const view: TicketView = {
    ...summaryOf(row, process, content),
    ...headOf(process, held, content),
    history: historyOf(process, journal),
    clocks: clocksOf(processOf, held, now),
    deliveries,
    messageIds: messageIdsOf(journal),
  }
  return view
})

const headOf = (process: Process.Process, { state }: Held, { requester = {} }: Content) => {
  const { process: ref, terms, requestType, priority, channel, line } = state
  const { cause, module, contract, follows, timeZone } = state
  return {
    process: ref,
    terms,
    requestType,
    priority,
    channel,
    allowed: Lifecycle.permitted(process.lifecycle, state.status),
    line,
    cause,
    module,
    follows,
    contract: contract === null ? null : `${contract.id}@${contract.version}`,
    requester,
    timeZone: timeZone ?? process.calendar.timeZone,
  }
}

const historyOf = (
  { lifecycle }: Process.Process,
  journal: ReadonlyArray<Opened>,
): ReadonlyArray<HistoryEntry> => {
  let status = lifecycle.initial
  return journal.map(({ recorded, content }) => {
    const { number, at, effectiveAt, actor, event } = recorded
    if (event.type !== "Registered") status = statusAfter(lifecycle, status, event)
    return {
      number,
      type: event.type,
      at,
      effectiveAt,
      actor,
      status,
      ...(content.subject === undefined ? {} : { subject: content.subject }),
      ...(content.text === undefined ? {} : { text: content.text }),
      attachments: attachmentsOf(event, content.fileNames ?? []),
      facts: factsOf(event),
    }
  })
}

const attachmentsOf = (event: Event, names: ReadonlyArray<string>): ReadonlyArray<Attachment> =>
  "files" in event
    ? event.files.map((file, index) => ({
        ...file,
        name: names[index] ?? `attachment-${index + 1}`,
      }))
    : []

const factsOf = (event: Event): HistoryEntry["facts"] =>
  Object.fromEntries(Object.entries(event).filter(([name]) => name !== "type" && name !== "files"))
