// given, when, then: what a process makes of a command, or of time that passes, as data.
import {
  type Actor,
  type ClockView,
  type Command,
  CommandRejected,
  type DirectoryAdapter,
  type Notification,
  type Profile,
  type Rejection,
  standard,
  type TicketView,
} from "@upkeep/core"
import { usualActor } from "./usualActor.ts"
import { type Span, type VirtualDesk, virtualDesk } from "./virtualDesk.ts"

/** A command with who gives it. */
export interface Said {
  readonly command: Command
  /** The customer for what customers say, the machine for what only machines say, else an agent. */
  readonly actor?: Actor
}

/** What happens: a command, by its usual actor or by one who is named, or time that passes. */
export type Step = Command | Said | { readonly advance: Span }

/** Where a story begins. */
export interface Situation {
  /** The standard process where absent. */
  readonly process?: Profile
  /** Nobody is known where absent, and anybody may be named. */
  readonly directory?: DirectoryAdapter
  /** When it begins, in epoch milliseconds; see `virtualStart`. */
  readonly at?: number
  /**
   * What has happened. A request that nobody registers first is a plain one: of the first type, by
   * the first channel, of somebody with an address.
   */
  readonly soFar?: ReadonlyArray<Step>
}

/** What came of the last step, and of all that became due by it. */
export interface Outcome {
  /** The types of the events that happened, in their order. */
  readonly events: ReadonlyArray<string>
  /** Why the command was refused; null where it was not. */
  readonly rejection: Rejection | null
  /** The configuration afterwards: `completed.awaitingWord`. Empty before there is a ticket. */
  readonly status: string
  readonly clocks: ReadonlyArray<ClockView>
  /** What people were told. */
  readonly sent: ReadonlyArray<Notification>
  /** Everything of the ticket; undefined where none was registered. */
  readonly ticket: TicketView | undefined
}

/**
 * A situation, in which something happens: `given({ … }).when(step)` tells what came of it. Each
 * `when` plays the situation anew, in virtual time and in memory, so that one may be asked often.
 *
 * A step of `soFar` that is refused rejects with an Error (`given-refused`); a last step that is
 * none at all, say a channel that the process does not have, with the desk's `InvalidInput`.
 *
 * @example
 * import { standard } from "@upkeep/core"
 * const answer = { type: "answer", text: "Try again." } as const
 * const answered = given({ process: standard, soFar: [{ type: "assign", assignee: "boris" }] })
 * const { events, status } = await answered.when(answer)
 * events // => ["Answered", "NotificationDelivered", "Completed"]
 * status // => "completed.awaitingWord"
 *
 * const { rejection } = await answered.when({ type: "dispute" })
 * rejection?.rule // => "TransitionNotAllowed"
 *
 * const silent = given({ soFar: [answer] }).when({ advance: { days: 3 } })
 * await silent.then(({ status }) => status) // => "closed.silence"
 */
export const given = (situation: Situation = {}) => ({
  when: async (step: Step): Promise<Outcome> => {
    const { process = standard, soFar = [], directory, at } = situation
    await using virtual = await virtualDesk({
      process,
      ...(directory === undefined ? {} : { directory }),
      ...(at === undefined ? {} : { at }),
    })
    const told = [...soFar, step]
    const steps = told.slice(0, 1).some(isRegistration) ? told : [registrationOf(process), ...told]
    const story: Story = { virtual, ticketId: undefined }
    for (const each of steps.slice(0, -1)) await before(story, each)
    return await last(story, step)
  },
})

interface Story {
  readonly virtual: VirtualDesk
  ticketId: string | undefined
}

const isRegistration = (step: Step): boolean => {
  if ("advance" in step) return false
  return ("type" in step ? step : step.command).type === "register"
}

/** A plain request, as a process takes it. */
export const registrationOf = ({
  channels,
}: Pick<Profile, "channels">): Command & { readonly type: "register" } => ({
  type: "register",
  channel: channels[0] ?? "email",
  subject: "A request",
  text: "Please help.",
  requester: { address: "customer@example.com" },
})

const before = async (story: Story, step: Step): Promise<void> => {
  const refused = await happen(story, step)
  if (refused !== null) throw new Error(`given-refused: ${refused.message}`)
}

const last = async (story: Story, step: Step): Promise<Outcome> => {
  const { virtual } = story
  const [known, told] = [(await shown(story))?.history.length ?? 0, virtual.sent.length]
  const rejection = await happen(story, step)
  const ticket = await shown(story)
  return {
    events: (ticket?.history ?? []).slice(known).map(({ type }) => type),
    rejection,
    status: ticket?.status ?? "",
    clocks: ticket?.clocks ?? [],
    sent: virtual.sent.slice(told),
    ticket,
  }
}

const shown = async ({ virtual, ticketId }: Story): Promise<TicketView | undefined> =>
  ticketId === undefined ? undefined : virtual.desk.show(ticketId)

const happen = async (story: Story, step: Step): Promise<Rejection | null> => {
  const { virtual, ticketId } = story
  if ("advance" in step) {
    await virtual.advance(step.advance)
    return null
  }
  const { command, actor = usualActor(command) }: Said = "type" in step ? { command: step } : step
  try {
    const named = ticketId === undefined ? {} : { ticketId }
    const receipt = await virtual.desk.submit({ ...named, actor, command })
    story.ticketId ??= receipt.ticketId
    await virtual.settle()
    return null
  } catch (error) {
    if (error instanceof CommandRejected) return error.rejection
    throw error
  }
}
