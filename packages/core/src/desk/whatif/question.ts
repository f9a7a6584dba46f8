// What a desk can be asked about its tickets, and what it answers.
import type * as WhatIf from "../WhatIf.ts"

/** What a desk is asked: by what instead, until when, and for which tickets. */
export type WhatIfQuestion = WhatIf.Instead & {
  /** Epoch milliseconds; what was recorded later is not looked at. Default: now. */
  readonly now?: number
  /** Tickets after this id; for the next page what this one gave as `next`. */
  readonly after?: string
  /** How many tickets are asked: 1 to 1,000. Default: 100. */
  readonly limit?: number
}

/** The answers of a page. */
export interface WhatIfPage {
  /** The tickets of which anything would be otherwise, or that could not be asked. */
  readonly tickets: ReadonlyArray<WhatIf.Answer>
  /** Of all tickets that were asked here; pages are added up by `WhatIf.plus`. */
  readonly totals: WhatIf.Totals
  /** Where the next page begins; null where there is none. */
  readonly next: string | null
}
