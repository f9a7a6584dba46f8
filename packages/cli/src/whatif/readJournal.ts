// An exported journal, read ticket by ticket in constant memory. Every broken line is found; the
// first one ends what is given out, and all of them are thrown at the end.
import { Problem, type Process } from "@upkeep/core"
import { Decode, type WhatIf } from "@upkeep/core/effect"
import { Result } from "effect"
import { JournalError } from "./JournalError.ts"
import { type End, type Entry, entryOf, type Head, headOf } from "./journalLine.ts"
import { type Line, lineCharactersAtMost, linesOf } from "./lines.ts"

/** The events of a ticket, in their order. */
export interface ReadTicket {
  readonly journal: ReadonlyArray<WhatIf.Recorded>
  /** Where its last event stands: the file and the line. */
  readonly where: string
}

/** A journal whose head was read. */
export interface OpenJournal {
  readonly head: Head
  readonly inForce: Process.Process
  /** Finds the processes that were read so far. */
  readonly processOf: Process.ProcessOf
  /** The tickets, to be read once; throws `JournalError` for what is broken. */
  readonly tickets: AsyncGenerator<ReadTicket>
}

type Problems = ReadonlyArray<Problem.Problem>

/** A line of the file, read. */
interface Read {
  readonly where: string
  readonly entry: Result.Result<Entry, Problems>
}

/** Opens a journal; one that does not begin as a journal does is refused as `JournalError`. */
export const openJournal = async (file: string): Promise<OpenJournal> => {
  const lines = linesOf(file)
  const { value: first } = await lines.next().catch((cause: unknown) => {
    throw new JournalError([unreadable(file, cause)])
  })
  const head = headOf(first?.text ?? "")
  if (Result.isFailure(head)) throw new JournalError(placed(`${file}:1`, head.failure))
  const rest = readIn(file, lines)
  const inForce = await inForceIn(rest, head.success.process, `${file}:2`)
  const processes = new Map([[inForce.ref, inForce]])
  return {
    head: head.success,
    inForce,
    processOf: (ref) => {
      const found = processes.get(ref)
      if (found === undefined) throw new Error(`process ${ref} was not read`)
      return found
    },
    tickets: ticketsIn(file, rest, processes),
  }
}

const unreadable = (got: string, cause: unknown) => {
  const why = cause instanceof Error ? cause.message : String(cause)
  const expected = `a file that upkeep journal wrote (${why})`
  return Problem.make({ code: "cannot-read-journal", path: "--journal", got, expected })
}

const placed = (where: string, problems: Problems): Problems =>
  problems.map((problem) => Problem.within(where, problem))

async function* readIn(
  file: string,
  lines: AsyncGenerator<Line, undefined>,
): AsyncGenerator<Read, undefined> {
  for await (const { number, text } of lines) {
    const where = `${file}:${number}`
    const entry = text === undefined ? Result.fail([tooLong]) : entryOf(text)
    yield { where, entry: Result.mapError(entry, (problems) => placed(where, problems)) }
  }
}

const tooLong = Problem.make({
  code: "too-long",
  path: "",
  got: "more characters",
  expected: `at most ${lineCharactersAtMost} characters on a line`,
})

const inForceIn = async (
  lines: AsyncGenerator<Read, undefined>,
  ref: string,
  path: string,
): Promise<Process.Process> => {
  const { value: read } = await lines.next()
  const entry = read?.entry
  if (entry !== undefined && Result.isFailure(entry)) throw new JournalError(entry.failure)
  const second = entry?.success
  if (second?.kind === "process" && second.process.ref === ref) return second.process
  const got = second?.kind === "process" ? second.process.ref : (second?.kind ?? "nothing more")
  throw new JournalError([unexpected(path, got, `the process ${ref}`)])
}

/** What was read of a journal so far. */
interface Reading {
  readonly processes: Map<string, Process.Process>
  /** The last event; undefined where the next one may be any, after a broken line. */
  last: WhatIf.Recorded | "none" | undefined
  tickets: number
  events: number
  end: End["end"] | undefined
}

async function* ticketsIn(
  file: string,
  lines: AsyncGenerator<Read, undefined>,
  processes: Map<string, Process.Process>,
): AsyncGenerator<ReadTicket> {
  const reading: Reading = { processes, last: "none", tickets: 0, events: 0, end: undefined }
  const problems: Array<Problem.Problem> = []
  let ticket: Array<WhatIf.Recorded> = []
  let at = file
  for await (const { where, entry } of lines) {
    const found = Result.isFailure(entry) ? entry.failure : wrongWith(reading, entry.success, where)
    problems.push(...found)
    if (problems.length >= Decode.listedProblems) break
    if (found.length > 0) reading.last = undefined
    if (problems.length > 0 || Result.isFailure(entry) || entry.success.kind !== "event") continue
    const { recorded } = entry.success
    if (recorded.number === 1 && ticket.length > 0) {
      yield { journal: ticket, where: at }
      ticket = []
    }
    ticket.push(recorded)
    at = where
  }
  if (problems.length === 0) problems.push(...wrongAtEnd(reading, file))
  if (problems.length > 0) throw new JournalError(problems)
  if (ticket.length > 0) yield { journal: ticket, where: at }
}

const wrongWith = (reading: Reading, entry: Entry, path: string): Problems => {
  if (reading.end !== undefined) return [unexpected(path, entry.kind, "nothing after the end")]
  switch (entry.kind) {
    case "process": {
      const { ref } = entry.process
      if (reading.processes.has(ref)) return [unexpected(path, ref, "each process once")]
      reading.processes.set(ref, entry.process)
      return []
    }
    case "event":
      return wrongWithEvent(reading, entry.recorded, path)
    case "end":
      reading.end = entry.end
      return []
  }
}

const unexpected = (path: string, got: string, expected: string) =>
  Problem.make({ code: "unexpected-line", path, got, expected })

const wrongWithEvent = (reading: Reading, recorded: WhatIf.Recorded, path: string): Problems => {
  const { last, processes } = reading
  const { versions, event } = recorded
  const refs = event.type === "PolicyApplied" ? [event.process] : []
  const problems = [
    ...(last === undefined || follows(last, recorded) ? [] : [split(last, recorded, path)]),
    ...[versions.process, ...refs]
      .filter((ref) => !processes.has(ref))
      .map((got) => {
        const expected = "a process of a line before this one"
        return Problem.make({ code: "unknown-process", path, got, expected })
      }),
  ]
  reading.last = recorded
  reading.events += 1
  if (recorded.number === 1) reading.tickets += 1
  return problems
}

// Tickets come in the order of their ids, so that none can come twice.
const follows = (
  last: WhatIf.Recorded | "none",
  { ticketId, number }: WhatIf.Recorded,
): boolean => {
  if (last === "none") return number === 1
  return ticketId === last.ticketId
    ? number === last.number + 1
    : number === 1 && ticketId > last.ticketId
}

const split = (last: WhatIf.Recorded | "none", got: WhatIf.Recorded, path: string) => {
  const next = last === "none" ? "" : `event ${last.number + 1} of ${last.ticketId}, or `
  return Problem.make({
    code: "ticket-split",
    path,
    got: `event ${got.number} of ${got.ticketId}`,
    expected: `${next}event 1 of a later ticket`,
  })
}

const wrongAtEnd = ({ end, tickets, events }: Reading, path: string): Problems => {
  if (end !== undefined && end.tickets === tickets && end.events === events) return []
  const expected =
    end === undefined
      ? "an end, which says how much there is"
      : `${end.tickets} tickets and ${end.events} events`
  const got = `${tickets} tickets and ${events} events`
  return [Problem.make({ code: "journal-cut-off", path, got, expected })]
}
