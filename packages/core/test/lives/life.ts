// A desk at which whole lives of requests are told: people are known, every letter is kept, and its
// worker is never late.
import {
  type ClockView,
  type Contract,
  createDesk,
  defineNotifier,
  type Desk,
  type DeskOptions,
  directory,
  type HistoryEntry,
  type Notification,
  type Profile,
} from "@upkeep/core"
import type { Actor, Command, Register } from "../../src/ticket/Command.ts"
import { agent, clockAt, customer, march, minuteMillis } from "../desk/setUp.ts"
import { brief } from "../sla/explaining.ts"

export { agent, customer, march, minuteMillis, refusal, robot } from "../desk/setUp.ts"

/** The contracts of the tests' customer: one for what comes by mail, one for what is phoned. */
export interface Promises {
  readonly email?: Contract["targets"]
  readonly phone?: Contract["targets"]
  /** Of the other customer, by every channel. */
  readonly other?: Contract["targets"]
}

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
  /** The last run of a clock; undefined where it has none. */
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

/** Our own people and theirs, by the local part of their addresses. */
export const people = {
  anna: "anna@acme.example",
  pavel: "pavel@acme.example",
  gleb: "gleb@globex.example",
} as const

const always = { version: "1", validFrom: 0, validTo: null }

const directoryFor = ({ lines, policy }: Profile, { email, phone, other }: Promises) => {
  const known = new Set(policy.clocks.filter((rule) => rule.fromContract).map(({ id }) => id))
  const contract = (id: string, promised: Contract["targets"], more: object = {}): Contract => {
    const targets = Object.entries(promised).filter(([clock]) => known.has(clock))
    return { id, ...always, targets: Object.fromEntries(targets), ...more }
  }
  const anna = { id: "anna", name: "Anna", address: people.anna, language: "en" }
  const pavel = { id: "pavel", name: "Pavel", address: people.pavel, language: "en" }
  const gleb = { id: "gleb", name: "Глеб", address: people.gleb, language: "ru" }
  const acme = [
    ...(email === undefined ? [] : [contract("mail", email, { channels: ["email"] })]),
    ...(phone === undefined ? [] : [contract("phone", phone, { channels: ["phone"] })]),
  ]
  const globex = other === undefined ? [] : [contract("globex", other)]
  const line = lines[0]?.id ?? ""
  return directory({
    customers: [
      { id: "acme", name: "ACME", contacts: [anna, pavel], contracts: acme },
      { id: "globex", name: "Globex", contacts: [gleb], contracts: globex },
    ],
    staff: ["boris", "wanda"].map((id) => ({
      id,
      name: id,
      address: `${id}@desk.example`,
      line,
    })),
  })
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
  const submit = async (at: number, submission: Parameters<Desk["submit"]>[0]) => {
    await until(at)
    const receipt = await desk.submit(submission)
    await desk.work()
    return receipt
  }
  const register: Life["register"] = async (at, request = {}, actor = customer) => {
    const command = { ...login, ...request }
    const { ticketId, number } = await submit(at, { actor, command })
    const show = () => desk.show(ticketId)
    const told: Request["told"] = async (...types) =>
      (await show()).history.filter(({ type }) => types.includes(type))
    return {
      ticketId,
      number,
      show,
      told,
      by: async (by, when, given, effectiveAt) => {
        const more = effectiveAt === undefined ? {} : { effectiveAt }
        await submit(when, { ticketId, actor: by, command: given, ...more })
        return (await show()).status
      },
      clock: async (id) => (await show()).clocks.findLast((each) => each.id === id),
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
  return {
    desk,
    letters,
    until,
    register,
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
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
