// A desk at which whole lives of requests are told: people are known, every letter is kept, and its
// worker is never late.
import {
  businessConnect,
  type ClockView,
  createDesk,
  defineNotifier,
  type Desk,
  type DeskOptions,
  type HistoryEntry,
  mixvel,
  type Notification,
  type Profile,
  standard,
} from "@upkeep/core"
import type { Actor, Command, Register } from "../../src/ticket/Command.ts"
import { agent, clockAt, customer, march, minuteMillis } from "../desk/setUp.ts"
import { brief } from "../sla/explaining.ts"
import { directoryFor, people, type Promises } from "./people.ts"

export { agent, customer, march, minuteMillis, refusal, robot } from "../desk/setUp.ts"

export interface Life extends AsyncDisposable {
  readonly desk: Desk
  /** Every letter that went out, in order. */
  readonly letters: ReadonlyArray<Notification>
  /** Lets time pass; whatever comes due on the way is done at its instant. */
  readonly until: (at: number) => Promise<void>
  /** Registers a request of Anna's. */
  readonly register: (
    at: number,
    request?: Partial<typeof Register.Type>,
    by?: Actor,
  ) => Promise<Request>
}

/** A request in its life. */
export interface Request {
  readonly ticketId: string
  readonly number: string
  /** Gives a command at an instant; its letters go out at once. The status is that after them. */
  readonly by: (actor: Actor, at: number, command: Command, effectiveAt?: number) => Promise<string>
  readonly show: () => ReturnType<Desk["show"]>
  /** The runs of a clock by which something is owed, or was. */
  readonly runs: (id: string) => Promise<ReadonlyArray<ClockView>>
  /** The last one; undefined where there is none. */
  readonly clock: (id: string) => Promise<ClockView | undefined>
  /** The last run of a clock, explained. */
  readonly explained: (id: string) => Promise<Awaited<ReturnType<Desk["explain"]>>[number]>
  /** What the journal says of the clock's end: `ClockWarned`, `ClockBreached`, and when. */
  readonly marks: (id: string) => Promise<ReadonlyArray<readonly [type: string, at: number]>>
  /** The events of these types. */
  readonly told: (...types: ReadonlyArray<string>) => Promise<ReadonlyArray<HistoryEntry>>
  /** The subjects of its letters, without its number: `anna: our answer`. */
  readonly letters: () => ReadonlyArray<string>
}

/** Opens a desk; its clock stands at Monday, 2 March, 09:00. */
export const open = async (
  process: Profile,
  promises: Promises = {},
  options: DeskOptions = {},
): Promise<Life> => {
  const clock = clockAt(march(2, 9))
  const letters: Array<Notification> = []
  const send = async (letter: Notification) => ({ detail: `letter ${letters.push(letter)}` })
  const desk = await createDesk({
    process,
    directory: directoryFor(process, promises),
    notify: [defineNotifier({ name: "kept", channel: "email", send })],
    background: false,
    now: clock.now,
    ...options,
  })
  const until = async (at: number) => {
    for (;;) {
      const due = (await desk.list()).flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]))
      const next = Math.min(...due)
      if (next > at) break
      clock.at = Math.max(clock.at, next)
      const { woken } = await desk.work()
      if (woken === 0) throw new Error(`nothing is done of what is due at ${next}`)
    }
    clock.at = Math.max(clock.at, at)
    await desk.work()
  }
  const submit: Stage["submit"] = async (at, submission) => {
    await until(at)
    const receipt = await desk.submit(submission)
    await desk.work()
    return receipt
  }
  const register: Life["register"] = async (at, request = {}, actor = customer) => {
    const { ticketId, number } = await submit(at, { actor, command: { ...login, ...request } })
    return requestOn({ desk, letters, submit }, ticketId, number)
  }
  return {
    desk,
    letters,
    until,
    register,
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  }
}

interface Stage extends Pick<Life, "desk" | "letters"> {
  readonly submit: (
    at: number,
    submission: Parameters<Desk["submit"]>[0],
  ) => ReturnType<Desk["submit"]>
}

const requestOn = ({ desk, letters, submit }: Stage, ticketId: string, number: string): Request => {
  const show = () => desk.show(ticketId)
  const told: Request["told"] = async (...types) =>
    (await show()).history.filter(({ type }) => types.includes(type))
  const runs: Request["runs"] = async (id) =>
    (await show()).clocks.filter((clock) => clock.id === id)
  return {
    ticketId,
    number,
    show,
    told,
    runs,
    by: async (actor, at, command, effectiveAt) => {
      const more = effectiveAt === undefined ? {} : { effectiveAt }
      await submit(at, { ticketId, actor, command, ...more })
      return (await show()).status
    },
    clock: async (id) => (await runs(id)).at(-1),
    explained: async (id) => {
      const found = (await desk.explain(ticketId, { clock: id })).at(-1)
      if (found === undefined) throw new Error(`no clock ${id}`)
      return found
    },
    marks: async (id) =>
      (await told("ClockWarned", "ClockBreached")).flatMap(({ type, effectiveAt, facts }) =>
        facts["clock"] === id ? [[type, effectiveAt] as const] : [],
      ),
    letters: () =>
      letters
        .filter((letter) => letter.ticketId === ticketId)
        .map(({ to, subject }) => `${nameOf(to.address)}: ${withoutNumber(subject, number)}`),
  }
}

const nameOf = (address: string): string => address.slice(0, address.indexOf("@"))

const withoutNumber = (subject: string, number: string): string =>
  subject.replace(`Request ${number}: `, "").replace(` ${number}`, "")

const login = {
  type: "register",
  channel: "email",
  subject: "Login fails",
  text: "The login page is empty since noon.",
  requester: { address: people.anna, name: "Anna", language: "en" },
} as const

/** The processes that are shipped, and those of them that wait for the customer's word. */
export const shipped = [standard, mixvel, businessConnect]
export const confirming = [standard, mixvel]

export const hours = (count: number) => ({ workingMinutes: count * 60 })

/** Runs of a clock, each by its number, how it stands and when it is due. */
export const briefly = (runs: ReadonlyArray<ClockView>) =>
  runs.map(({ instance, status, dueAt }) => [instance, status, dueAt])

/** What our first question is, in every life. */
export const question = { type: "requestInformation", text: "Which browser?" } as const
/** What the customer writes. */
export const reply = { type: "receiveMessage", text: "It is Firefox." } as const
export const word = { type: "inform", text: "We are on it." } as const

/** Boris finds the cause and answers, at one instant. */
export const answer = async (request: Request, at: number): Promise<string> => {
  const { assignee, cause } = await request.show()
  if (assignee === null) await request.by(agent, at, { type: "assign", assignee: "boris" })
  if (cause === null) await request.by(agent, at, { type: "diagnose", cause: "userError" })
  return request.by(agent, at, { type: "answer", text: "Clear the cache, please." })
}

/** Where a clock's time went, as `+1 working hours`: hours, whether they count, why. */
export const whereIn = (explanation: Parameters<typeof brief>[0]): ReadonlyArray<string> =>
  brief(explanation).map((each) => each.replace(/ \d+$/, ""))

/** Minutes that a clock has spent. */
export const spentMinutes = (clock: ClockView | undefined): number | undefined =>
  clock === undefined ? undefined : clock.spentMillis / minuteMillis

/** A process in which requests are urgent or not, where it knows no priorities of its own. */
export const withPriorities = (profile: Profile): Profile =>
  profile.priorities === undefined
    ? {
        ...profile,
        priorities: ["high", "low"].map((id) => ({ id, labels: { en: id, ru: id } })),
      }
    : profile

/** A process whose clock of that id has these rules too. */
export const withClock = (
  profile: Profile,
  id: string,
  rules: Partial<Profile["policy"]["clocks"][number]>,
): Profile => ({
  ...profile,
  policy: {
    ...profile.policy,
    clocks: profile.policy.clocks.map((rule) => (rule.id === id ? { ...rule, ...rules } : rule)),
  },
})
