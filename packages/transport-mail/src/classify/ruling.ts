// What a rule can say about a mail.
import type { MailReport } from "../MailFacts.ts"

/** What to do with a mail. */
export type Verdict =
  /** It makes no ticket; `reason` says why. */
  | {
      readonly kind: "refuse"
      readonly outcome: "quarantined" | "ignored"
      readonly reason: string
    }
  /** A far server returned a mail for good: perhaps one of ours. */
  | { readonly kind: "bounce"; readonly report: MailReport }
  /** Somebody wrote. */
  | { readonly kind: "take"; readonly sender: Sender }

/** Who wrote a mail that is taken. */
export interface Sender {
  readonly address: string
  readonly name: string | null
  /** False where no machine may answer. */
  readonly acknowledge: boolean
}

/** The mail waits for a person. */
export const quarantined = (reason: string): Verdict => ({
  kind: "refuse",
  outcome: "quarantined",
  reason,
})

/** The mail is booked, and nothing follows. */
export const ignored = (reason: string): Verdict => ({ kind: "refuse", outcome: "ignored", reason })
