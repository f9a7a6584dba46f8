// Everything of one ticket, as people and programs read it.
import { Clock, Effect } from "effect"
import * as Process from "../process/Process.ts"
import type { Attachment } from "../ticket/Command.ts"
import type { Event } from "../ticket/Event.ts"
import * as Lifecycle from "../ticket/Lifecycle.ts"
import { clocksOf } from "./clocks.ts"
import { messageIdsOf } from "./compose.ts"
import { statesOf } from "./fold.ts"
import { readable } from "./held.ts"
import { type Opened, openJournal } from "./open.ts"
import { obligationsOf, requesterIn, stepsIn } from "./owed.ts"
import { processesOf, refsIn, refsOf } from "./processesOf.ts"
import { windowOf } from "./reopening.ts"
import type { Held } from "./row.ts"
import { rowOf, summaryOf } from "./summary.ts"
import type { HistoryEntry, TicketView } from "./View.ts"
import { ticketForCustomer } from "./visible.ts"
import type { Wiring } from "./wiring.ts"

/** Reads a ticket by its id or its number. */
export const show = (wiring: Wiring, ticket: string) =>
  Effect.map(read(wiring, ticket), ({ view }) => view)

/** The same, as its customer may see it: by the process that the ticket is on (P14, P16). */
export const showToCustomer = (wiring: Wiring, ticket: string) =>
  Effect.map(read(wiring, ticket), ({ view, process }) => ticketForCustomer(view, process.profile))

const read = Effect.fnUntraced(function* (wiring: Wiring, ticket: string) {
  const row = yield* rowOf(wiring, ticket)
  const journal = yield* openJournal(wiring, row.ticketId)
  const { held, damage } = yield* readable(wiring, row, journal)
  const process = yield* wiring.processOf(held.state.process)
  const refs = refsIn(journal.map(({ recorded }) => recorded))
  const processOf = yield* processesOf(wiring, new Set([...refs, ...refsOf(held)]))
  const content = journal[0]?.content ?? {}
  const deliveries = yield* wiring.query.deliveries(wiring.tenant, row.ticketId)
  const now = yield* Clock.currentTimeMillis
  const view: TicketView = {
    ...summaryOf(row, process, content),
    ...headOf(process, held, journal),
    ...standingOf(process, held, journal),
    history: historyOf(processOf, journal),
    clocks: clocksOf(processOf, held, now),
    deliveries,
    messageIds: messageIdsOf(journal),
    ...(damage === undefined ? {} : { damage, ...stopped }),
  }
  return { view, process }
})

// Nothing can be done with a damaged ticket, and nobody knows what to call its status.
const stopped = { labels: {}, allowed: [], steps: [] }

const headOf = (process: Process.Process, { state }: Held, journal: ReadonlyArray<Opened>) => {
  const { process: ref, terms, requestType, priority, impact, urgency, channel, line } = state
  const { cause, module, contract, follows, timeZone, environment, period } = state
  return {
    process: ref,
    terms,
    requestType,
    priority,
    impact,
    urgency,
    channel,
    allowed: Lifecycle.permitted(Process.lifecycleOf(process, requestType), state.status),
    line,
    cause,
    module,
    environment,
    period,
    follows,
    contract: contract === null ? null : `${contract.id}@${contract.version}`,
    requester: requesterIn(journal),
    timeZone: timeZone ?? process.calendar.timeZone,
  }
}

const standingOf = (process: Process.Process, { state }: Held, journal: ReadonlyArray<Opened>) => {
  const { missing, promisedAt, awaited, reopened, mergedInto, absorbed, links } = state
  const { snoozedUntil, watchers, workMinutes, changes } = state
  return {
    fields: fieldsOf(state, journal),
    missing,
    obligations: obligationsOf(state, journal),
    steps: stepsIn(process, state),
    promisedAt,
    awaited,
    reopenUntil: windowOf(process, state).reopenUntil ?? null,
    reopened,
    mergedInto,
    absorbed,
    links,
    snoozedUntil,
    watchers,
    workMinutes,
    changes,
  }
}

// What is personal lies with the content, and is gone where that is forgotten.
const fieldsOf = (
  { fields }: Held["state"],
  journal: ReadonlyArray<Opened>,
): TicketView["fields"] =>
  Object.fromEntries([
    ...Object.entries(fields),
    ...journal.flatMap(({ content }) => Object.entries(content.fields ?? {})),
  ])

const historyOf = (
  processOf: Process.ProcessOf,
  journal: ReadonlyArray<Opened>,
): ReadonlyArray<HistoryEntry> => {
  const states = statesOf(
    processOf,
    journal.map(({ recorded }) => recorded),
  )
  return journal.map(({ recorded, content, forgotten }, index) => {
    const { number, at, effectiveAt, actor, event } = recorded
    const { subject, text, questions, options } = content
    return {
      number,
      type: event.type,
      at,
      effectiveAt,
      actor,
      status: states[index]?.status ?? "",
      ...(subject === undefined ? {} : { subject }),
      ...(text === undefined ? {} : { text }),
      ...(questions === undefined ? {} : { questions }),
      ...(options === undefined ? {} : { options }),
      ...(forgotten ? { forgotten: true as const } : {}),
      // Who asked to be forgotten did not ask for their words alone.
      attachments: forgotten ? [] : attachmentsOf(event, content.fileNames ?? []),
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
