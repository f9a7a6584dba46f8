// Finding tickets: page by page in any order, by what people wrote, and by how many there are.
import type { Effect } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type { CountBy, TicketCount, TicketFilter } from "../port/TicketQuery.ts"
import type { InvalidInput } from "./DeskError.ts"
import type { TicketSummary, VisibleSummary } from "./View.ts"

/** Which tickets, and in which order; the cursor says where to go on. */
export interface PageQuestion extends Pick<
  TicketFilter,
  "statusPrefix" | "assignee" | "customer" | "sort" | "order"
> {
  /** The `next` of the page before, of the same question. */
  readonly cursor?: string
  /** 1 to 500; 100 by default. */
  readonly limit?: number
}

/** A page; `next` is the cursor of the next one, null on the last. */
export interface TicketPage<Summary = TicketSummary> {
  readonly tickets: ReadonlyArray<Summary>
  readonly next: string | null
}

/** What to look for in subjects and texts. */
export interface SearchQuestion {
  /**
   * Words, each the beginning of one; all of them in one message. Letters' case and width do not
   * count, nor what stands between words.
   */
  readonly text: string
  readonly cursor?: string
  /** 1 to 500; 100 by default. */
  readonly limit?: number
}

/** A message in which every word was found. */
export interface FoundMessage {
  readonly ticket: TicketSummary
  /** The number of its event in the ticket's history. */
  readonly eventNumber: number
}

/** Messages, the newest first. */
export interface SearchPage {
  readonly hits: ReadonlyArray<FoundMessage>
  readonly next: string | null
}

/** What is counted. */
export interface CountQuestion {
  readonly by: CountBy
  readonly statusPrefix?: string
}

/** What a desk finds. */
export interface FindService {
  /**
   * A page of tickets. Walking the pages shows every ticket that did not move meanwhile once; one
   * that moved may come again where it is now. Refuses a cursor that this desk did not give for
   * this question (`invalid-cursor`).
   */
  readonly page: (question: PageQuestion) => Effect.Effect<TicketPage, InvalidInput | StoreError>
  /**
   * Messages by their words. Refuses a text without a word (`no-words`), and a store that cannot
   * search fails as `unsupported`.
   */
  readonly search: (
    question: SearchQuestion,
  ) => Effect.Effect<SearchPage, InvalidInput | StoreError>
  /** How many tickets there are of each status, or of each person, the most first. */
  readonly counts: (
    question: CountQuestion,
  ) => Effect.Effect<ReadonlyArray<TicketCount>, InvalidInput | StoreError>
}

/** What one actor finds: a customer their own tickets, and neither messages nor counts. */
export interface ActorFindService {
  readonly page: (
    question: PageQuestion,
  ) => Effect.Effect<TicketPage<VisibleSummary>, InvalidInput | StoreError>
  readonly search: (
    question: SearchQuestion,
  ) => Effect.Effect<SearchPage | undefined, InvalidInput | StoreError>
  readonly counts: (
    question: CountQuestion,
  ) => Effect.Effect<ReadonlyArray<TicketCount> | undefined, InvalidInput | StoreError>
}

/** The same by promises; see `FindService`. */
export interface DeskFind {
  readonly page: (question?: PageQuestion) => Promise<TicketPage>
  readonly search: (question: SearchQuestion) => Promise<SearchPage>
  readonly counts: (question: CountQuestion) => Promise<ReadonlyArray<TicketCount>>
}

/** The same by promises, for one actor; see `ActorFindService`. */
export interface ActorFind {
  readonly page: (question?: PageQuestion) => Promise<TicketPage<VisibleSummary>>
  readonly search: (question: SearchQuestion) => Promise<SearchPage | undefined>
  readonly counts: (question: CountQuestion) => Promise<ReadonlyArray<TicketCount> | undefined>
}
