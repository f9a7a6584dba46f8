// A notification as a mail: every header from a checked value, nothing taken over from outside as
// it is.
import { Notifier } from "@upkeep/core/effect"
import { Problem } from "@upkeep/core"
import { Result } from "effect"
import type { SendMailOptions } from "nodemailer"
import { isAddress, partsOf } from "./address.ts"
import { htmlOf, plainTextOf } from "./html.ts"
import { isId, messageIdOf, threadOf, threadRootOf } from "./messageId.ts"
import { oneLine } from "./oneLine.ts"
import type { Settings } from "./settings.ts"
import { subjectHeaderOf, subjectOf } from "./subject.ts"

/** Characters of a person's name beside an address. */
export const nameCharacters = 200

/** The mail, or why there can be none: `invalid-recipient` or `invalid-notification`, permanent. */
export const mailOf = (
  notification: Notifier.Notification,
  settings: Settings,
): Result.Result<SendMailOptions, Notifier.NotifyError> => {
  const problems = problemsOf(notification, settings)
  if (problems.length > 0) return Result.fail(permanent(problems))
  const subject = subjectOf(notification.subject, notification.ticketNumber)
  const text = plainTextOf(notification.text)
  const { inReplyTo, references } = threadOf(notification, settings.domain)
  return Result.succeed({
    ...addressing(notification, settings),
    text,
    html: htmlOf(text, notification.language),
    messageId: messageIdOf(notification, settings.domain),
    inReplyTo,
    references: [...references],
    headers: { Subject: subjectHeaderOf(subject), ...automaticHeaders(notification.automatic) },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

const addressing = ({ to, replyToken }: Notifier.Notification, settings: Settings) => ({
  from: mailbox(settings.from),
  to: mailbox(to),
  replyTo: mailbox({ ...settings.from, address: replyAddress(settings, replyToken) }),
  envelope: { from: settings.returnPath, to: [to.address] },
})

const mailbox = ({ name, address }: Notifier.Recipient) => ({ name: nameOf(name ?? ""), address })

// Quotes do not keep every reader from decoding a word in a name, so that there must be none.
const nameOf = (name: string): string => oneLine(name, nameCharacters).replaceAll("=?", "= ?")

const replyAddress = ({ from, plusAddressing }: Settings, replyToken: string): string => {
  const [local, domain] = partsOf(from.address)
  return plusAddressing ? `${local}+${replyToken}@${domain}` : from.address
}

// RFC 3834 5; the second header is what Exchange goes by. No `Precedence`: RFC 3834 3.1.8 does not
// recommend it, and servers take it as a sign of bulk mail.
const automaticHeaders = (automatic: Notifier.Notification["automatic"]): Record<string, string> =>
  automatic === "no" ? {} : { "Auto-Submitted": automatic, "X-Auto-Response-Suppress": "All" }

const problemsOf = (notification: Notifier.Notification, settings: Settings) => {
  const { to, ticketId, replyToken } = notification
  const checks = [
    {
      code: "invalid-recipient",
      holds: isAddress(to.address),
      path: "to.address",
      got: to.address,
      expected: "one mail address",
    },
    {
      code: "invalid-notification",
      holds: isId(threadRootOf(ticketId, settings.domain).slice(1, -1)),
      path: "ticketId",
      got: ticketId,
      expected: "text that a Message-ID can carry",
    },
    {
      code: "invalid-notification",
      holds:
        isId(messageIdOf(notification, settings.domain).slice(1, -1)) &&
        isAddress(replyAddress(settings, replyToken)),
      path: "replyToken",
      got: replyToken,
      expected: "text that a Message-ID and a reply address can carry",
    },
  ]
  return checks.filter(({ holds }) => !holds).map((check) => Problem.make(check))
}

const permanent = (problems: ReadonlyArray<Problem.Problem>) =>
  new Notifier.NotifyError({
    reason: "permanent",
    detail: problems.map(({ message }) => message).join("; "),
  })
