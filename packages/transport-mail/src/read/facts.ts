// A parsed mail as plain facts.
import { addressParser, type Email } from "postal-mime"
import type { MailFacts } from "../MailFacts.ts"
import * as MailLimits from "../MailLimits.ts"
import { bodyOf } from "./body.ts"
import { filesOf } from "./files.ts"
import {
  addressesOf,
  decoded,
  idsIn,
  mailboxesOf,
  messageIdOf,
  token,
  valuesOf,
} from "./headers.ts"
import { reportOf } from "./report.ts"
import { subjectOf } from "./text.ts"

/** What is known of the mail; `warnings` are those that came before. */
export const factsOf = async (
  email: Email,
  mail: Buffer,
  warnings: Set<string>,
): Promise<MailFacts> => {
  const { headers } = email
  const body = bodyOf(email, mail, warnings)
  const { files, leftOut } = await filesOf(email.attachments, warnings)
  const type = valuesOf(headers, "content-type")[0] ?? ""
  const returnPath = returnPathOf(valuesOf(headers, "return-path")[0])
  const from = valuesOf(headers, "from").filter((value) => value !== "")
  const facts = {
    fromHeaders: from.length,
    from: from.flatMap(mailboxesOf),
    replyTo: addressesOf(email.replyTo),
    recipients: recipientsOf(email),
    returnPath,
    subject: subjectOf(decoded(headers, "subject") ?? ""),
    ...body,
    attachments: files,
    leftOut,
    messageId: messageIdOf(valuesOf(headers, "message-id")[0] ?? ""),
    answers: answersOf(email),
    ...machineSigns(email),
    report: reportOf(type, returnPath === "", email.attachments),
    dateClaimed: dateOf(valuesOf(headers, "date")[0]),
  }
  for (const warning of oddities(email, facts)) warnings.add(warning)
  return { ...facts, warnings: [...warnings].slice(0, MailLimits.warnings) }
}

const recipientsOf = ({ headers, to = [], cc = [] }: Email): ReadonlyArray<string> => {
  const delivered = valuesOf(headers, "delivered-to", "x-original-to", "envelope-to")
  const all = [...delivered.flatMap((value) => addressParser(value)), ...to, ...cc]
  return addressesOf(all.slice(0, MailLimits.recipients))
}

const returnPathOf = (value: string | undefined): string | null =>
  value === undefined
    ? null
    : (addressesOf(addressParser(value))[0] ?? (/^<\s*>$/.test(value) ? "" : null))

const answersOf = ({ headers }: Email): ReadonlyArray<string> => {
  const replied = valuesOf(headers, "in-reply-to").flatMap(idsIn)
  const thread = valuesOf(headers, "references").flatMap(idsIn).toReversed()
  return [...new Set([...replied, ...thread])].slice(0, MailLimits.referencedIds)
}

const machineSigns = ({ headers }: Email) => ({
  autoSubmitted: token(headers, "auto-submitted"),
  precedence: token(headers, "precedence"),
  autoReply: valuesOf(
    headers,
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-mail-autoreply",
  ).some((value) => value.toLowerCase() !== "no"),
  noMachineAnswer:
    !["", "none"].includes(token(headers, "x-auto-response-suppress") ?? "") ||
    valuesOf(headers, "list-unsubscribe").length > 0,
  list: valuesOf(headers, "list-id").length > 0,
})

const dateOf = (value: string | undefined): number | null => {
  const instant = Date.parse(value ?? "")
  return Number.isNaN(instant) ? null : instant
}

const oddities = (
  { headers, subject }: Email,
  facts: Pick<MailFacts, "dateClaimed" | "from" | "messageId">,
): ReadonlyArray<string> => [
  ...(valuesOf(headers, "message-id").length > 1
    ? ["message-id-repeated: the first of several Message-IDs was taken"]
    : []),
  ...((facts.messageId?.length ?? 0) > MailLimits.nameCharacters
    ? ["message-id-long: the Message-ID is kept as a hash only"]
    : []),
  ...(facts.dateClaimed === null
    ? ["date-unreadable: the mail names no date that can be read"]
    : []),
  ...((subject ?? "").length > MailLimits.subjectCharacters
    ? [`subject-cut: the subject was cut to ${MailLimits.subjectCharacters} characters`]
    : []),
  ...(valuesOf(headers, "from").some(isSpoof)
    ? ["name-is-address: the sender's name is itself an address and was left out"]
    : []),
]

const isSpoof = (value: string): boolean => {
  const [mailbox] = mailboxesOf(value)
  return (
    mailbox !== undefined && mailbox.name === null && value.indexOf("@") !== value.lastIndexOf("@")
  )
}
