// A desk whose time stands until it is moved: what is due on the way happens when it is due.
import {
  createDesk,
  type Desk,
  type DeskOptions,
  type Notification,
  type Profile,
  standard,
} from "@upkeep/core"
import { WorkQueue } from "@upkeep/core/effect"
import { Effect } from "effect"
import { outbox } from "./outbox.ts"

/**
 * A length of elapsed time: the sum of these, each finite and not negative; at least one of them. A
 * day is 24 hours.
 */
export interface Span {
  readonly days?: number
  readonly hours?: number
  readonly minutes?: number
  readonly seconds?: number
  readonly millis?: number
}

/** Where virtual time begins unless something else is said: Monday, 23 November 2026, 06:00 UTC. */
export const virtualStart = Date.UTC(2026, 10, 23, 6)

/** How often something may become due at one instant before it counts as endless. */
export const roundsAtMost = 1_000

/** What a virtual desk is made of: everything of a desk but its time. */
export interface VirtualDeskOptions extends Omit<DeskOptions, "now" | "background" | "process"> {
  /** The standard process where absent. */
  readonly process?: Profile
  /** When it begins, in whole epoch milliseconds from 1970 to 2200; `virtualStart` where absent. */
  readonly at?: number
}

/** A desk and the time by which it goes. */
export interface VirtualDesk extends AsyncDisposable {
  readonly desk: Desk
  /** What was sent by the channels of the process; nothing where the host named its own. */
  readonly sent: ReadonlyArray<Notification>
  /** The time, in epoch milliseconds. */
  readonly now: () => number
  /** Lets time pass: whatever becomes due until then happens, each at its own instant. */
  readonly advance: (by: Span) => Promise<void>
  /** Lets time pass until an instant, in whole epoch milliseconds, not past and not after 2200. */
  readonly advanceTo: (at: number) => Promise<void>
  /** Does what is due now. */
  readonly settle: () => Promise<void>
}

/**
 * Opens a desk in virtual time. Each channel of its process keeps what is sent (`sent`), unless
 * notifiers are named. Due work is done by `advance`, `advanceTo` and `settle` alone.
 *
 * Throws a RangeError `out-of-range` for a span or an instant that would lead back or beyond 2200,
 * `unknown-field` for a unit that is none, `missing-field` for a span without any; and an error
 * `endless-work` where one instant never comes to an end.
 *
 * @example
 * await using virtual = await virtualDesk()
 * const { desk } = virtual
 * const actor = { kind: "customer", id: "anna" } as const
 * const requester = { address: "anna@example.com" }
 * const request = { subject: "Login fails", text: "Since noon.", requester }
 * const command = { type: "register", channel: "email", ...request } as const
 * const { ticketId } = await desk.submit({ actor, command })
 * const agent = { kind: "agent", id: "boris" } as const
 * await desk.submit({ ticketId, actor: agent, command: { type: "answer", text: "Try again." } })
 * await virtual.advance({ days: 3 })
 * const { status } = await desk.show(ticketId)
 * status // => "closed.silence"
 */
export const virtualDesk = async (options: VirtualDeskOptions = {}): Promise<VirtualDesk> => {
  const { at: start = virtualStart, ...rest } = options
  refuseOutside(start, 0, "at")
  const { channels: spoken } = options.process ?? standard
  const boxes = options.notify === undefined ? spoken.map((channel) => outbox(channel)) : []
  const notify = options.notify ?? boxes.map(({ adapter }) => adapter)
  let at = start
  const desk = await createDesk({ ...rest, notify, background: false, now: () => at })
  const channels = notify.map(({ channel }) => channel)
  const moveTo = (next: number) => {
    at = next
  }
  const advanceTo = async (until: number) => {
    refuseOutside(until, at, "advanceTo")
    await rounds({ desk, channels, now: () => at, moveTo }, until)
    at = until
  }
  return {
    desk,
    get sent() {
      return boxes.flatMap(({ sent }) => sent)
    },
    now: () => at,
    advance: async (by) => advanceTo(at + millisOf(by)),
    advanceTo,
    settle: () => advanceTo(at),
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  }
}

/** The end of the instants that a desk takes, exclusive. */
const endMillis = Date.UTC(2201, 0, 1)

const refuseOutside = (at: number, from: number, where: string): void => {
  if (!Number.isInteger(at) || at < from || at >= endMillis)
    throw new RangeError(
      `out-of-range: got ${at}, expected whole milliseconds from ${from} to the end of 2200, at ${where}`,
    )
}

const millisIn = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1_000, millis: 1 }

const units = Object.keys(millisIn).join(", ")

const refuseUnits = (span: Span): void => {
  const named = Object.keys(span)
  const unknown = named.filter((unit) => !Object.hasOwn(millisIn, unit))
  if (unknown.length > 0)
    throw new RangeError(
      `unknown-field: got ${unknown.join(", ")}, expected of ${units}, at advance`,
    )
  if (named.length === 0)
    throw new RangeError(`missing-field: got no unit, expected one of ${units}, at advance`)
}

/** How long a span is, in whole milliseconds. */
export const millisOf = (span: Span): number => {
  refuseUnits(span)
  const { days = 0, hours = 0, minutes = 0, seconds = 0, millis = 0 } = span
  const parts = { days, hours, minutes, seconds, millis }
  for (const [unit, count] of Object.entries(parts))
    if (!Number.isFinite(count) || count < 0)
      throw new RangeError(`out-of-range: got ${count}, expected a number from 0 on, at ${unit}`)
  return Math.round(
    days * millisIn.days +
      hours * millisIn.hours +
      minutes * millisIn.minutes +
      seconds * millisIn.seconds +
      millis * millisIn.millis,
  )
}

interface Moving {
  readonly desk: Desk
  readonly channels: ReadonlyArray<string>
  readonly now: () => number
  readonly moveTo: (at: number) => void
}

// What is done may make something else due at the same instant.
const rounds = async (moving: Moving, until: number): Promise<void> => {
  const { desk, now, moveTo } = moving
  let again = 0
  for (;;) {
    await desk.work()
    const next = await nextDueAt(moving)
    if (next === null || next > until) return
    again = next > now() ? 0 : again + 1
    if (again > roundsAtMost)
      throw new Error(
        `endless-work: got work that is due again and again, expected its end, at ${new Date(now()).toISOString()}`,
      )
    moveTo(Math.max(now(), next))
  }
}

const nextDueAt = ({ desk, channels }: Moving): Promise<number | null> =>
  desk.run(
    Effect.flatMap(WorkQueue.WorkQueue, (queue) =>
      queue.nextDueAt({ tenants: [desk.tenant], channels }),
    ),
  )
