// How requests close: by what may close them, where it may, and from wherever they are.
import { byWay, type Rule } from "../rule.ts"
import { leadingTo, type Said } from "../way.ts"

/** A closing that may be: by which signal, from where, on which ways. */
interface Closing {
  readonly to: string
  readonly by: string
  readonly from: RegExp
  readonly on?: (said: Said) => boolean
}

const confirming = ({ confirmation }: Said): boolean => confirmation
const unconfirmed = ({ confirmation }: Said): boolean => !confirmation
const reopening = (said: Said): boolean => said.reopening
const reheard = /^closed\.reheard$/
const opened = /^open\./

const closings: ReadonlyArray<Closing> = [
  { to: "confirmed", by: "Confirmed", from: /^completed\./, on: confirming },
  { to: "confirmed", by: "Confirmed", from: reheard, on: confirming },
  { to: "confirmed", by: "Thanked", from: reheard, on: confirming },
  { to: "silence", by: "SilenceElapsed", from: /^completed\.awaitingWord$/, on: confirming },
  { to: "processed", by: "Completed", from: /^open\.answering\./, on: unconfirmed },
  { to: "processed", by: "Confirmed", from: reheard, on: unconfirmed },
  { to: "processed", by: "Thanked", from: reheard, on: unconfirmed },
  { to: "withdrawn", by: "Withdrawn", from: /^(?:open|completed)\./ },
  { to: "rejected", by: "Rejected", from: opened },
  { to: "merged", by: "Merged", from: /^open\.(?!answering\.)/ },
  {
    to: "unanswered",
    by: "SilenceElapsed",
    from: /^open\..+\.customers$/,
    on: ({ unanswered }) => unanswered,
  },
  {
    to: "reheard",
    by: "WordHeard",
    from: /^closed\.(?:confirmed|silence|processed)$/,
    on: reopening,
  },
]

/** No request closes otherwise than it may there. */
export const closingsInPlace: Rule = byWay(({ lifecycle, routes, said }) =>
  [...routes].flatMap(([status, path]) =>
    [...(lifecycle.table.get(status)?.next ?? [])]
      .filter(([signal, to]) => to.startsWith("closed") && !isInPlace(said, status, signal, to))
      .map(([signal, to]) => ({
        code: "wrong-close" as const,
        at: status,
        got: `${signal} to ${to}`,
        expected: expectedOf(said, status),
        path,
      })),
  ),
)

const isInPlace = (said: Said, status: string, signal: string, to: string): boolean =>
  closingsIn(said, status).some((each) => signal === each.by && to === `closed.${each.to}`)

const closingsIn = (said: Said, status: string): ReadonlyArray<Closing> =>
  closings.filter(({ from, on = () => true }) => from.test(status) && on(said))

const expectedOf = (said: Said, status: string): string => {
  const may = closingsIn(said, status).map(({ to, by }) => `${to} by ${by}`)
  return may.length === 0 ? "no closing there" : `to close there only ${may.join(", ")}`
}

/** From each configuration a request can close. */
export const closable: Rule = byWay((way) =>
  once(way.routes, way.lifecycle, leadingTo(way, isClosed)).map(({ status, path }) => ({
    code: "cannot-close" as const,
    at: status,
    got: "no way to any closing",
    expected: "a way to one",
    path,
  })),
)

const isClosed = (status: string): boolean => status.startsWith("closed")

/** From each configuration a request can close otherwise than by being given up. */
export const answerable: Rule = byWay((way) => {
  const closable = leadingTo(way, isClosed)
  const answerable = leadingTo(way, (to) => isClosed(to) && !givenUp.test(to))
  return once(way.routes, way.lifecycle, answerable)
    .filter(({ status }) => closable.has(status))
    .map(({ status, path }) => ({
      code: "no-answer" as const,
      at: status,
      got: "no way on but to withdraw, to reject or to merge it",
      expected: "a way to an answer",
      path,
    }))
})

const givenUp = /^closed\.(?:withdrawn|rejected|merged)$/

type Way = Parameters<typeof leadingTo>[0]

// The first configuration of each state of the work from which nothing leads on: whose turn it is
// makes no other mistake of it.
const once = (
  routes: Way["routes"],
  { table }: Way["lifecycle"],
  leading: ReadonlySet<string>,
): ReadonlyArray<{ readonly status: string; readonly path: ReadonlyArray<string> }> => {
  const stuck = [...routes]
    .filter(([status]) => table.has(status) && !isClosed(status) && !leading.has(status))
    .map(([status, path]) => ({ status, path }))
  const states = stuck.map(({ status }) => status.split(".", 2).join("."))
  return stuck.filter((_, index) => states.indexOf(states[index] ?? "") === index)
}
