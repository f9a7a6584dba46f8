// What the description for customers needs of a language: one that lacks a sentence does not
// compile.

/** How many of a unit, with the right form of its name. */
export type Count = (count: number) => string

/** The lengths that a promise can have. */
export interface Lengths {
  readonly hours: Count
  readonly minutes: Count
  readonly workingHours: Count
  readonly workingMinutes: Count
  readonly workingDays: Count
  readonly calendarDays: Count
  readonly calendarMonths: Count
  readonly businessDays: Count
}

/** Sections, in the order in which they are told. */
export type Heading =
  | "reach"
  | "asks"
  | "priorities"
  | "hours"
  | "promises"
  | "course"
  | "told"
  | "waiting"
  | "answer"
  | "end"

/** The words of a language. */
export interface CustomerWords {
  readonly title: (desk: string) => string
  readonly headings: { readonly [heading in Heading]: string }
  /** What is said of some request types alone. */
  readonly only: (types: string) => string
  readonly quoted: (text: string) => string
  readonly lengths: Lengths
  readonly weekdays: readonly [string, string, string, string, string, string, string]
  readonly reach: {
    readonly email: (address: string) => string
    readonly phone: (number: string | undefined) => string
    readonly web: (site: string | undefined) => string
    readonly other: (channel: string) => string
    readonly number: (example: string) => string
  }
  readonly asks: {
    readonly required: (fields: string) => string
    readonly wished: (fields: string) => string
    readonly fields: (fields: string) => string
    readonly priority: (priority: string) => string
    readonly change: string
    readonly choices: (field: string, choices: string) => string
    readonly needed: string
    readonly missing: string
  }
  readonly priorities: {
    readonly order: string
    readonly matrix: (impacts: string, urgencies: string) => string
  }
  readonly hours: {
    readonly zone: (zone: string) => string
    readonly always: string
    readonly none: string
    readonly from: (date: string) => string
    readonly holidays: (until: string) => string
    readonly other: (calendar: string) => string
    readonly differs: string
  }
  readonly promises: {
    readonly clocks: { readonly [id: string]: string }
    readonly clock: (name: string, target: string) => string
    readonly case: (of: string, target: string) => string
    readonly others: string
    readonly none: string
    readonly contract: string
    readonly orContract: string
    readonly stands: (states: string) => string
    readonly yours: (name: string, target: string) => string
    readonly warned: (before: string) => string
    readonly businessDay: (length: string) => string
    readonly calendar: (calendar: string) => string
  }
  readonly course: {
    readonly received: string
    readonly receivedByPerson: string
    readonly taken: string
    readonly causeFirst: string
    readonly escalation: (lines: string) => string
    readonly options: string
    readonly individualWork: string
    readonly release: string
    readonly step: (step: string, after: string, before: string) => string
    readonly owner: {
      readonly vendor: string
      readonly customer: string
      readonly thirdParty: string
    }
    readonly moves: (moves: string) => string
    readonly moveNeeds: (move: string, fields: string) => string
  }
  readonly told: {
    readonly byMail: string
    readonly by: (channel: string) => string
    readonly events: { readonly [event: string]: string }
    readonly other: (event: string) => string
  }
  readonly waiting: {
    readonly question: string
    readonly stands: (clocks: string) => string
    readonly unanswered: (length: string) => string
    readonly stays: string
  }
  readonly answer: {
    readonly asked: string
    readonly agree: string
    readonly disagree: string
    readonly silence: (length: string) => string
    readonly late: string
    readonly processed: string
  }
  readonly end: {
    readonly withdraw: string
    readonly reject: (reasons: string) => string
    readonly noContract: string
    readonly merge: string
    readonly reopen: (length: string) => string
    readonly again: string
  }
}
