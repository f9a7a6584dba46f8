// What a desk finds, by promises: that of a tenant, or that of one actor.
import type { Effect } from "effect"
import type { CountQuestion, PageQuestion, SearchQuestion } from "../Find.ts"

interface Finder<Page, Hits, Counts, E> {
  readonly page: (question: PageQuestion) => Effect.Effect<Page, E>
  readonly search: (question: SearchQuestion) => Effect.Effect<Hits, E>
  readonly counts: (question: CountQuestion) => Effect.Effect<Counts, E>
}

/** The same by promises. */
export const findByPromise = <Page, Hits, Counts, E>(
  desk: Finder<Page, Hits, Counts, E>,
  run: <A>(effect: Effect.Effect<A, E>) => Promise<A>,
) => ({
  page: (question: PageQuestion = {}) => run(desk.page(question)),
  search: (question: SearchQuestion) => run(desk.search(question)),
  counts: (question: CountQuestion) => run(desk.counts(question)),
})
