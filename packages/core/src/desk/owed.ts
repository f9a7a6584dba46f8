// What of a ticket waits for somebody, in words: what is owed, the steps that can be taken.
import type * as Process from "../process/Process.ts"
import * as Lifecycle from "../ticket/Lifecycle.ts"
import type { Obligation } from "../ticket/Obligation.ts"
import type { State } from "../ticket/State.ts"
import type { Opened } from "./open.ts"
import type { ObligationView, StepView, TicketView } from "./View.ts"

/** What is owed, with the words in which it was asked for. */
export const obligationsOf = (
  { obligations }: State,
  journal: ReadonlyArray<Opened>,
): ReadonlyArray<ObligationView> =>
  obligations.map((obligation) => {
    const { letter, reminded: _, ...owed } = obligation
    const { recorded, content } = journal[(letter ?? owed.id) - 1] ?? {}
    const text = textOf(owed, journal) ?? content?.text
    const options = recorded?.event.type === "OptionsOffered" ? content?.options : undefined
    return {
      ...owed,
      ...(text === undefined ? {} : { text }),
      ...(options === undefined ? {} : { options }),
    }
  })

// A question of a list stands in the letter that asked them all.
const textOf = ({ id }: Pick<Obligation, "id">, journal: ReadonlyArray<Opened>) => {
  const event = journal[id - 1]?.recorded.event
  return event?.type === "QuestionAsked"
    ? journal[event.letter - 1]?.content.questions?.[event.place]
    : undefined
}

/** The steps of the process's own whose moves the ticket's configuration offers. */
export const stepsIn = (
  process: Process.Process,
  { status, requestType }: State,
): ReadonlyArray<StepView> => {
  const offered = Lifecycle.movesIn(
    process.lifecycles.get(requestType) ?? process.lifecycle,
    status,
  )
  return (process.profile.steps ?? [])
    .filter(({ id }) => offered.some(({ step }) => step === id))
    .map(({ id, labels, owner, moves }) => ({
      id,
      labels,
      owner,
      moves: moves.map((move) => ({ id: move.id, labels: move.labels })),
    }))
}

/** Whom the desk writes to: as it was said last. */
export const requesterIn = (journal: ReadonlyArray<Opened>): TicketView["requester"] =>
  journal.findLast(({ content }) => content.requester !== undefined)?.content.requester ?? {}
