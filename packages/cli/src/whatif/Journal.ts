// upkeep journal: all events of a store as a file that stands alone.
import { Conformance, type Desk, type EventRow, listLimit, Process } from "@upkeep/core"
import { Registry, TicketQuery, WhatIf } from "@upkeep/core/effect"
import { Effect, Result } from "effect"
import { checkEnvironment } from "../environment.ts"
import type { Options } from "../options.ts"
import { openToLook } from "../store.ts"
import { UsageError } from "../UsageError.ts"
import { type EventLog, formatOf } from "./formats.ts"
import { journalFormat } from "./journalLine.ts"
import { fileSink, outputSink, type Sink } from "./sink.ts"

/**
 * Writes the journal of a store, ticket by ticket: facts, and nothing that people wrote. The file
 * is in its place once it is whole. As JSON lines it is what `upkeep whatif` reads; as CSV and XES
 * an event log for process mining, and for `upkeep conform`.
 */
export const journal = async (argument: string | undefined, options: Options): Promise<void> => {
  if (argument !== undefined) throw new UsageError(`got ${argument}, expected: upkeep journal`)
  checkEnvironment(options)
  const log = formatOf(options)
  await using desk = await openToLook(options)
  const out = options.said("out")
  await using sink = out === undefined ? outputSink() : await fileSink(out, options)
  await (log === undefined ? writeJournal(desk, sink, Date.now()) : writeLog(desk, sink, log))
  await sink.finish()
}

const writeJournal = async (desk: Desk, sink: Sink, at: number): Promise<void> => {
  const { tenant, profile } = desk
  const process = `${profile.id}@${profile.version}`
  const write = (line: object) => sink.write(JSON.stringify(line))
  await write({ upkeep: "journal", format: journalFormat, tenant, at, process })
  await write({ process: profile })
  const written = new Set([process])
  const end = { tickets: 0, events: 0 }
  for await (const events of ticketsOf(desk)) {
    for (const ref of refsIn(events)) {
      if (written.has(ref)) continue
      await write({ process: await profileOf(desk, ref) })
      written.add(ref)
    }
    for (const each of events) await write(each)
    end.tickets += 1
    end.events += events.length
  }
  await write({ end })
}

const writeLog = async (desk: Desk, sink: Sink, log: EventLog): Promise<void> => {
  const processes = new Map<string, Process.Process>()
  for (const line of log.begin(desk.tenant)) await sink.write(line)
  for await (const events of ticketsOf(desk)) {
    for (const ref of refsIn(events)) {
      if (!processes.has(ref)) processes.set(ref, madeOf(await profileOf(desk, ref), ref))
    }
    const rows = Conformance.logOf((ref) => foundIn(processes, ref), events)
    for (const line of log.ticket(rows)) await sink.write(line)
  }
  for (const line of log.end) await sink.write(line)
}

const madeOf = (profile: unknown, ref: string): Process.Process =>
  Result.getOrThrowWith(Process.make(profile), ([problem]) =>
    damage(`process ${ref}`, problem?.message ?? ""),
  )

const foundIn = (processes: ReadonlyMap<string, Process.Process>, ref: string): Process.Process => {
  const process = processes.get(ref)
  if (process === undefined) throw damage(`process ${ref}`, "expected it before its tickets")
  return process
}

type Events = ReadonlyArray<WhatIf.Recorded>

const refsIn = (events: Events): ReadonlyArray<string> =>
  events.flatMap(({ versions, event }) => {
    if (event.type === "PolicyApplied") return [versions.process, event.process]
    return event.type === "ProcessMigrated" ? [versions.process, event.to] : [versions.process]
  })

async function* ticketsOf(desk: Desk): AsyncGenerator<Events> {
  let after: string | undefined
  do {
    const page = await desk.run(pageOf(desk.tenant, after))
    for (const ticketId of page) yield await desk.run(eventsOf(desk.tenant, ticketId))
    after = page.length < listLimit ? undefined : page.at(-1)
  } while (after !== undefined)
}

const pageOf = (tenant: string, after: string | undefined) =>
  Effect.gen(function* () {
    const query = yield* TicketQuery.TicketQuery
    const from = after === undefined ? {} : { after }
    const rows = yield* query.list(tenant, { limit: listLimit, ...from })
    return rows.map(({ ticketId }) => ticketId)
  })

const eventsOf = (tenant: string, ticketId: string) =>
  Effect.gen(function* () {
    const query = yield* TicketQuery.TicketQuery
    return (yield* query.journal(tenant, ticketId)).map(recordedIn)
  })

const recordedIn = ({ ticketId, number, body }: EventRow): WhatIf.Recorded => {
  const where = `event ${number} of ticket ${ticketId}`
  return Result.getOrThrowWith(WhatIf.recordedOf(jsonIn(body, where)), ([problem]) =>
    damage(where, problem?.message ?? ""),
  )
}

const jsonIn = (text: string, where: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw damage(where, "expected JSON")
  }
}

const damage = (where: string, said: string) => new Error(`damaged: ${where}: ${said}`)

const profileOf = async (desk: Desk, ref: string): Promise<unknown> => {
  const cut = ref.indexOf("@")
  const name = { kind: "process", id: ref.slice(0, cut), version: ref.slice(cut + 1) }
  const find = Effect.flatMap(Registry.Registry, (registry) => registry.find(desk.tenant, name))
  const entry = await desk.run(find)
  const where = `process ${ref}`
  if (entry === undefined) throw damage(where, "expected it in the registry")
  return jsonIn(entry.body, where)
}
