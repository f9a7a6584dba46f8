// Whose move it is: in every configuration somebody or some clock owes the next one, and whoever
// waits for somebody else need not wait for ever.
import type { Process } from "../../process/Process.ts"
import type { ClockRule } from "../../sla/Policy.ts"
import { type Facts, pick } from "../../sla/Target.ts"
import type { Kind } from "../../ticket/Causes.ts"
import * as Lifecycle from "../../ticket/Lifecycle.ts"
import { turns } from "../../ticket/Obligation.ts"
import { doersOfSignal, isToBeHad, mayHappen } from "../acts.ts"
import { isCounting } from "../clockRun.ts"
import type { Found } from "../finding.ts"
import { byWay, type Rule } from "../rule.ts"
import { reachedOn, type Way } from "../way.ts"

/** Whoever has the turn can make a move; of a step its owner gets the turn. */
export const somebodyOwes: Rule = byWay((way) =>
  reachedOn(way).flatMap((configuration) => {
    const fault = faultIn(way, configuration)
    if (fault === undefined) return []
    const { status } = configuration
    return [{ code: "nobody-owes", at: status, ...fault, path: way.routes.get(status) ?? [] }]
  }),
)

/** A customer or a third party who never answers holds no request for ever. */
export const waitingEnds: Rule = byWay((way, process) =>
  reachedOn(way)
    .filter((each) => isWaiting(each) && !hasWayOut(way, process, each))
    // Which clocks requests of no known type have, nobody can say.
    .filter(({ states }) => way.type !== null || !states.has("awaitingWord"))
    .map(({ status }) => ({
      code: "no-way-out-of-waiting",
      at: status,
      got: "nothing that we or a clock may do where no answer comes",
      expected: status.startsWith("completed")
        ? "a clock that closes it, whatever its line and priority"
        : "a clock that closes it, or a move of ours",
      path: way.routes.get(status) ?? [],
    })),
)

type Fault = Pick<Found, "got" | "expected">

const faultIn = (way: Way, configuration: Lifecycle.Configuration): Fault | undefined => {
  const { states, next } = configuration
  if (states.has("closed")) return undefined
  const turn = Object.values(turns).find((each) => states.has(each))
  if (states.has("open") && turn === undefined)
    return { got: "no turn", expected: `one of ${Object.values(turns).join(", ")}` }
  const owner = turns[Lifecycle.ownerIn(way.lifecycle, states)]
  if (states.has("open") && !states.has(owner) && !next.has(`TurnPassed.${owner}`))
    return { got: "no way to pass the turn", expected: `TurnPassed.${owner}` }
  const mover = moverIn(states, turn)
  if (movers[mover](way, configuration)) return undefined
  return { got: `no move for ${mover}`, expected: `a move of whoever has the turn (${mover})` }
}

type Mover = "vendor" | "customer" | "thirdParty"

const moverIn = (states: ReadonlySet<string>, turn: string | undefined): Mover => {
  if (turn === "thirdPartys") return "thirdParty"
  return turn === "customers" || states.has("awaitingWord") ? "customer" : "vendor"
}

type Asks = (way: Way, configuration: Lifecycle.Configuration) => boolean

// To give a request up is no move that anybody owes; nor is the turn's passing to and fro.
const isMove = (way: Way, configuration: Lifecycle.Configuration, signal: string): boolean =>
  !/^(?:TurnPassed|Withdrawn|Rejected|Merged)(?:\.|$)/.test(signal) &&
  isToBeHad(way.lifecycle, configuration, signal)

const hasMoveOf = (way: Way, configuration: Lifecycle.Configuration, kind: Kind): boolean =>
  [...configuration.next.keys()].some(
    (signal) =>
      isMove(way, configuration, signal) && doersOfSignal(way.lifecycle, signal).has(kind),
  )

// A word of theirs gives us the turn.
const mayWrite =
  (event: "MessageReceived" | "ThirdPartyAnswered"): Asks =>
  ({ lifecycle }, configuration) =>
    mayHappen(lifecycle, configuration, event) && configuration.next.has("TurnPassed.ours")

const byUs: Asks = (way, each) => hasMoveOf(way, each, "agent") || hasMoveOf(way, each, "robot")

const movers: { readonly [mover in Mover]: Asks } = {
  vendor: byUs,
  customer: (way, each) =>
    hasMoveOf(way, each, "customer") || mayWrite("MessageReceived")(way, each) || isSent(each),
  thirdParty: (way, each) => mayWrite("ThirdPartyAnswered")(way, each) || isSent(each),
}

// An answer on its way waits for its channel, whoever has the turn.
const isSent = ({ states }: Lifecycle.Configuration): boolean => states.has("answering")

const isWaiting = ({ states }: Lifecycle.Configuration): boolean =>
  ["customers", "thirdPartys", "awaitingWord"].some((each) => states.has(each))

const hasWayOut = (way: Way, process: Process, each: Lifecycle.Configuration): boolean =>
  hasOwnMove(way, each) || maySettle(way, each) || isTimed(way, process, each)

// What the customer says, somebody of ours may record; but nobody said anything.
const words: ReadonlySet<string> = new Set([
  "Confirmed",
  "Disputed",
  "Thanked",
  "WordHeard",
  "Reopened",
  "SilenceElapsed",
  "ClosingUndone",
])

const hasOwnMove = (way: Way, configuration: Lifecycle.Configuration): boolean =>
  [...configuration.next.keys()].some((signal) => {
    const [head = ""] = signal.split(".")
    const doers = doersOfSignal(way.lifecycle, signal)
    const isOurs = doers.has("agent") || doers.has("robot")
    return isOurs && isMove(way, configuration, signal) && !words.has(head)
  })

// Nobody waits any more for what was asked, and the turn is ours again.
const maySettle = ({ lifecycle }: Way, configuration: Lifecycle.Configuration): boolean =>
  mayHappen(lifecycle, configuration, "ObligationSettled") &&
  configuration.next.has("TurnPassed.ours")

// Whatever its line and priority, a clock runs there however the request came, and its end has an
// arrow.
const isTimed = (
  { type, runs }: Way,
  { profile, priorities, lines }: Process,
  { status, next }: Lifecycle.Configuration,
): boolean => {
  if (type === null || !next.has("SilenceElapsed")) return false
  const closing = profile.policy.clocks.filter((clock) => {
    const there = runs.get(clock.id)?.standings.filter((each) => each.status === status) ?? []
    const isRunning = there.length > 0 && there.every((each) => isCounting(clock, each))
    return clock.effect === "close" && isRunning
  })
  const urgencies = priorities.length === 0 ? [null] : priorities
  return lines.every((line) =>
    urgencies.every((priority) =>
      closing.some((clock) => isOwed(clock, { requestType: type, priority, line })),
    ),
  )
}

const isOwed = ({ target, targets = [] }: ClockRule, facts: Facts): boolean => {
  const found = pick(targets, facts) ?? target
  return found !== undefined && found !== "none"
}
