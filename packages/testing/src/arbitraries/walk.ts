// Takes a ticket through a walk of commands, in virtual time, and tells what was seen.
import {
  type Attachment,
  type Command,
  CommandRejected,
  InvalidInput,
  type Problem,
  type Profile,
  type Rejection,
  type TicketView,
} from "@upkeep/core"
import { TicketQuery, type TicketStore } from "@upkeep/core/effect"
import { Effect } from "effect"
import { valuesFor } from "./command/blank.ts"
import type { WalkStep } from "./command.ts"
import { registrationOf } from "../given.ts"
import { usualActor } from "../usualActor.ts"
import { type VirtualDesk, virtualDesk } from "../virtualDesk.ts"

/** What a walk saw at one step. */
export interface Seen {
  readonly before: TicketView
  readonly command: Command
  /** Why the command was refused; null where it was not. */
  readonly rejection: Rejection | null
  /** What was wrong with the command as input; empty where it was well-formed. */
  readonly problems: ReadonlyArray<Problem.Problem>
  /** After the command, the time that passed and all that became due. */
  readonly after: TicketView
}

/** A walk as it went. */
export interface Walk {
  /** The ticket at its end; undefined where no request type of the process can be registered. */
  readonly ticket: TicketView | undefined
  readonly seen: ReadonlyArray<Seen>
  /** The events as they were stored, in their order. */
  readonly journal: ReadonlyArray<TicketStore.EventRow>
}

/** Where a walk begins. */
export interface WalkOptions {
  /** Which of the process's request types is asked for, by its place; the first where absent. */
  readonly requestType?: number
}

/**
 * Registers a request of a process in virtual time and takes it through these steps. What is
 * refused is seen and passed over; anything but a refusal rejects.
 *
 * Throws `InvalidInput` for a profile with mistakes.
 *
 * @example
 * import { standard } from "@upkeep/core"
 * const answer = { command: () => ({ type: "answer", text: "Done." }), actor: undefined }
 * const { ticket, journal } = await walk(standard, [{ ...answer, passes: 72 * 3_600_000 }])
 * ticket?.status // => "closed.silence"
 * journal.map(({ type }) => type).at(-2) // => "SilenceElapsed"
 */
export const walk = async (
  profile: Profile,
  steps: ReadonlyArray<WalkStep>,
  { requestType = 0 }: WalkOptions = {},
): Promise<Walk> => {
  await using virtual = await virtualDesk({ process: profile })
  const file = await virtual.desk.keep(logFile)
  const ticketId = await registered(virtual, profile, { file, requestType })
  if (ticketId === undefined) return { ticket: undefined, seen: [], journal: [] }
  const seen: Array<Seen> = []
  let ticket = await virtual.desk.show(ticketId)
  for (const step of steps) {
    const before = ticket
    const command = step.command({ ticket, profile, file })
    const { actor = usualActor(command) } = step
    const refused = await submitted(virtual, { ticketId, actor, command })
    await virtual.advance({ millis: step.passes })
    ticket = await virtual.desk.show(ticketId)
    seen.push({ before, command, ...refused, after: ticket })
  }
  return { ticket, seen, journal: await journalOf(virtual, ticketId) }
}

const logFile = {
  content: [new TextEncoder().encode("a line of a log\n")],
  name: "log.txt",
  mediaType: "text/plain",
}

type Submission = Parameters<VirtualDesk["desk"]["submit"]>[0]

const submitted = async (
  { desk }: VirtualDesk,
  submission: Submission,
): Promise<Pick<Seen, "rejection" | "problems">> => {
  try {
    await desk.submit(submission)
    return { rejection: null, problems: [] }
  } catch (error) {
    if (error instanceof CommandRejected) return { rejection: error.rejection, problems: [] }
    if (error instanceof InvalidInput) return { rejection: null, problems: error.problems }
    throw error
  }
}

interface Asked {
  readonly file: Attachment
  readonly requestType: number
}

/** A request with everything that its type requires, and that the process lets anybody give. */
const registered = async (
  virtual: VirtualDesk,
  profile: Profile,
  { file, requestType }: Asked,
): Promise<string | undefined> => {
  const { requestTypes, environments } = profile
  const type = requestTypes[requestType % requestTypes.length]
  const { required = [] } = type ?? {}
  const at = virtual.now()
  const [environment] = environments
  const command: Command = {
    ...registrationOf(profile),
    ...(type === undefined ? {} : { requestType: type.id }),
    ...(environment === undefined ? {} : { environment: environment.id }),
    period: { from: at - 1_000, to: at },
    fields: valuesFor(required, profile, at),
    attachments: [file],
  }
  try {
    const actor = usualActor(command)
    const { ticketId } = await virtual.desk.submit({ actor, command })
    await virtual.settle()
    return ticketId
  } catch (error) {
    if (error instanceof InvalidInput) return undefined
    throw error
  }
}

const journalOf = ({ desk }: VirtualDesk, ticketId: string) =>
  desk.run(Effect.flatMap(TicketQuery.TicketQuery, (query) => query.journal(desk.tenant, ticketId)))
