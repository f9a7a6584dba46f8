// The rules, in the order in which they are asked.
import * as Address from "../Address.ts"
import type { MailFacts } from "../MailFacts.ts"
import { ignored, quarantined, type Verdict } from "./ruling.ts"
import { isNoReply, isOutOfOffice, mayBeOutOfOffice, tokensOf } from "./signs.ts"

/** One rule: its verdict, or undefined where it says nothing about the mail. */
export type Rule = (facts: MailFacts, own: ReadonlySet<string>) => Verdict | undefined

// ML02, ML74
const noSender: Rule = ({ fromHeaders }) =>
  fromHeaders === 0 ? quarantined("no-sender") : undefined

// ML04: parsers disagree on which of two senders counts, and that is how one passes for another.
const ambiguousSender: Rule = ({ fromHeaders, from }) =>
  fromHeaders > 1 || from.length > 1 ? quarantined("ambiguous-sender") : undefined

// ML64
const receipt: Rule = ({ report }) => (report?.kind === "receipt" ? ignored("receipt") : undefined)

// ML30: before the address is checked, because far servers sign as `MAILER-DAEMON`.
const bounce: Rule = ({ report }) =>
  report?.kind === "delivery" && (report.action === "failed" || report.action === "")
    ? { kind: "bounce", report }
    : undefined

// A server tells that a mail is late or was delivered: nothing to do.
const deliveryNotice: Rule = ({ report }) =>
  report?.kind === "delivery" ? ignored("delivery-notice") : undefined

// ML08, ML13
const invalidAddress: Rule = ({ from }) =>
  (from[0]?.address ?? null) === null ? quarantined("invalid-address") : undefined

// ML27: what the desk wrote itself is never news to it.
const ownAddress: Rule = ({ from }, own) =>
  from.some(({ address }) => address !== null && own.has(Address.key(Address.withoutPlus(address))))
    ? ignored("own-address")
    : undefined

// ML28, RFC 3834. Where only the subject says so it is dropped for nothing but a known form.
const autoReply: Rule = ({ autoSubmitted, autoReply, precedence, subject }) =>
  (autoSubmitted !== null && autoSubmitted !== "no" && autoSubmitted !== "") ||
  autoReply ||
  precedence === "auto_reply" ||
  isOutOfOffice(subject)
    ? ignored("auto-reply")
    : undefined

// ML28: a subject with words of its own may be a request; in answer to a mail it hardly is, for
// people answer with `Re:`. A person looks at it.
const perhapsAutoReply: Rule = (facts) =>
  mayBeOutOfOffice(facts.subject) && (facts.answers.length > 0 || tokensOf(facts).length > 0)
    ? quarantined("auto-reply")
    : undefined

// ML30: nobody can be answered, and no report says which mail it is about.
const nullReturnPath: Rule = ({ returnPath }) =>
  returnPath === "" ? ignored("unknown-dsn") : undefined

// ML32
const bulk: Rule = ({ list, precedence }) =>
  list || ["bulk", "list", "junk"].includes(precedence ?? "") ? quarantined("bulk") : undefined

// ML75: a confirmation mail sent to a ticket's address would give its reader a foreign account.
const thirdParty: Rule = (facts) =>
  tokensOf(facts).length > 0 && isNoReply(facts.from[0]?.address ?? "")
    ? quarantined("third-party")
    : undefined

/** Every rule, the first that holds wins. */
export const rules: ReadonlyArray<Rule> = [
  noSender,
  ambiguousSender,
  receipt,
  bounce,
  deliveryNotice,
  invalidAddress,
  ownAddress,
  autoReply,
  nullReturnPath,
  perhapsAutoReply,
  bulk,
  thirdParty,
]
