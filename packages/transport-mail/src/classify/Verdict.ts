// What a mail is, before anyone asks which ticket it belongs to: the first rule that holds says.
import type { MailFacts } from "../MailFacts.ts"
import { rules } from "./rules.ts"
import { isNoReply, tokensOf } from "./signs.ts"
import type { Verdict } from "./ruling.ts"

/**
 * The verdict on a mail: no clock, no store, the same answer for the same mail.
 *
 * `own` are the desk's own addresses, in lower case and without a plus part.
 */
export const of = (facts: MailFacts, own: ReadonlySet<string>): Verdict => {
  for (const rule of rules) {
    const verdict = rule(facts, own)
    if (verdict !== undefined) return verdict
  }
  const { address = null, name = null } = facts.from[0] ?? {}
  if (address === null) throw new Error("a mail without a sender passed the rules")
  return {
    kind: "take",
    sender: { address, name, acknowledge: !facts.noMachineAnswer && !isNoReply(address) },
  }
}

export { tokensOf }
export type { Sender, Verdict } from "./ruling.ts"
