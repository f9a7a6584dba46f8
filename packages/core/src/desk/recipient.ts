// Whom a letter goes to: the requester, the ticket's executor, one who watches it, or an address of
// our own.
import { Clock, Effect } from "effect"
import type { DirectoryError } from "../port/Directory.ts"
import { NotifyError } from "../port/Notifier.ts"
import * as Member from "../roster/Member.ts"
import type { Requester } from "../ticket/Command.ts"
import type { Event } from "../ticket/Event.ts"
import { type Followers, followersAfter, type ReaderName } from "./notices.ts"
import type { Opened } from "./open.ts"
import { requesterIn } from "./owed.ts"
import type { Wiring } from "./wiring.ts"

/** A reader of letters. */
export interface Reader {
  readonly address: string
  readonly name: string | undefined
  readonly language: string | undefined
  /** The zone of their deadlines; that of the calendar where absent. */
  readonly zone: string | undefined
  /** Whether it is one of our own people. */
  readonly ours: boolean
}

/** Finds the reader; a person who was forgotten, or has no address, cannot be told. */
export const recipientOf = (
  wiring: Wiring,
  journal: ReadonlyArray<Opened>,
  cause: Opened,
  to: ReaderName,
): Effect.Effect<Reader, NotifyError> => {
  if (to === "requester") return requesterOf(wiring, journal)
  if (to === "assignee") {
    const assignee = assigneeAt(journal, cause)
    return assignee === null ? unsayable("nobody had the ticket then") : oneOfOurs(wiring, assignee)
  }
  return "watcher" in to
    ? watcherOf(wiring, to.watcher, partyIn(journal)?.customer ?? null)
    : Effect.succeed(ourOwn(to.address, undefined))
}

const ourOwn = (address: string, name: string | undefined): Reader => {
  const everyone = { language: undefined, zone: undefined, ours: true }
  return { address, name, ...everyone }
}

const requesterOf = (
  wiring: Wiring,
  journal: ReadonlyArray<Opened>,
): Effect.Effect<Reader, NotifyError> => {
  const requester = requesterIn(journal)
  const { address } = requester
  if (address === undefined) return unsayable("the requester's address is not kept (any more)")
  return Effect.map(languageOf(wiring, requester), (language) => ({
    address,
    name: requester.name,
    language,
    zone: partyIn(journal)?.timeZone,
    ours: false,
  }))
}

// Who watches is one of ours, or a person at a customer.
const watcherOf = (
  wiring: Wiring,
  id: string,
  customer: string | null,
): Effect.Effect<Reader, NotifyError> => {
  const { directory, tenant } = wiring
  return Effect.flatMap(asked(directory.contact(tenant, id)), (contact) => {
    if (contact === undefined) return oneOfOurs(wiring, id)
    // The ticket may have been corrected to be another customer's since.
    if (contact.customer !== customer) return unsayable(`${id} is another customer's contact`)
    const { address, name, language } = contact
    return Effect.succeed({ address, name, language, zone: undefined, ours: false })
  })
}

// Whose request it is, as it was said last.
const partyIn = (journal: ReadonlyArray<Opened>) =>
  journal.map(({ recorded }) => recorded.event).findLast(saysCustomer)

const saysCustomer = (
  event: Event,
): event is Extract<Event, { readonly type: "Registered" | "CustomerCorrected" }> =>
  event.type === "Registered" || event.type === "CustomerCorrected"

// Who had the ticket when it happened, and so who is told again when a letter is repeated.
const assigneeAt = (journal: ReadonlyArray<Opened>, cause: Opened): string | null =>
  journal
    .slice(0, cause.recorded.number)
    .reduce<Followers>((before, { recorded }) => followersAfter(before, recorded.event), {
      assignee: null,
      watchers: [],
    }).assignee

const oneOfOurs = Effect.fnUntraced(function* ({ directory, tenant }: Wiring, id: string) {
  const member = yield* asked(directory.staffMember(tenant, id))
  if (member?.address === undefined)
    return yield* unsayable(`the directory has no address of ${id}`)
  // I09: who has left reads nothing more of the desk's.
  if (Member.hasLeft(member, yield* Clock.currentTimeMillis))
    return yield* unsayable(`${id} has left`)
  return ourOwn(member.address, member.name)
})

/** A letter that nobody can be given: it is parked at once, with this reason. */
export const unsayable = (detail: string): Effect.Effect<never, NotifyError> =>
  Effect.fail(new NotifyError({ reason: "permanent", detail: `cannot-compose: ${detail}` }))

// What the requester asked for, else what the directory knows of the person.
const languageOf = ({ directory, tenant }: Wiring, { address = "", language }: Requester) =>
  language === undefined
    ? asked(
        Effect.map(
          directory.customerByAddress(tenant, address),
          (customer) =>
            customer?.contacts.find((contact) => sameAddress(contact.address, address))?.language,
        ),
      )
    : Effect.succeed(language)

const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** A directory that is away delays a letter and spoils none. */
export const asked = <A>(
  question: Effect.Effect<A, DirectoryError>,
): Effect.Effect<A, NotifyError> =>
  Effect.mapError(
    question,
    ({ message, cause }) => new NotifyError({ reason: "temporary", detail: message, cause }),
  )
