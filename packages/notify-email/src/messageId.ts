// Message-IDs: ours, the same on every repeat, and the customer's, which are hostile until proven.
import type { Notifier } from "@upkeep/core/effect"

/**
 * Characters of a Message-ID that goes into a header, brackets not counted; the line limit is 998.
 */
export const idCharacters = 250
/** How many of the customer's Message-IDs `References` names: the newest. */
export const referencedIds = 10

/**
 * The Message-ID of a notification, in angle brackets; a repeat of the notification has the same.
 *
 * `domain` is the ASCII form of the sender's domain.
 *
 * @example
 * messageIdOf({ eventNumber: 7, index: 0, replyToken: "abc" }, "example.com")
 * // => "<7.0.abc@example.com>"
 */
export const messageIdOf = (
  notification: Pick<Notifier.Notification, "eventNumber" | "index" | "replyToken">,
  domain: string,
): string =>
  `<${notification.eventNumber}.${notification.index}.${notification.replyToken}@${domain}>`

/**
 * The id at the root of a ticket's thread, in angle brackets. No mail has it: all refer to it.
 *
 * @example
 * threadRootOf("t-1", "example.com") // => "<t-1.root@example.com>"
 */
export const threadRootOf = (ticketId: string, domain: string): string =>
  `<${ticketId}.root@${domain}>`

/** Where a mail hangs in its thread, RFC 5322 3.6.4. */
export interface Thread {
  readonly inReplyTo: string
  readonly references: ReadonlyArray<string>
}

/** The thread of a notification; ids that are not strictly well formed are left out. */
export const threadOf = (
  notification: Pick<Notifier.Notification, "ticketId" | "customerMessageIds">,
  domain: string,
): Thread => {
  const root = threadRootOf(notification.ticketId, domain)
  const ids = [...new Set(notification.customerMessageIds.filter(isId).map((id) => `<${id}>`))]
  const newest = ids.slice(-referencedIds)
  return { inReplyTo: newest.at(-1) ?? root, references: [root, ...newest] }
}

// Printable ASCII without space, brackets, quotes, commas, semicolons, parentheses and backslashes,
// around one `@`: what mailers really write, and nothing that could end a header or a list.
const id = /^[\w!#$%&'*+\-./:=?^`{|}~]+@[\w!#$%&'*+\-./:=?^`{|}~[\]]+$/

/** Whether a Message-ID without its angle brackets may go into a header. */
export const isId = (text: string): boolean => text.length <= idCharacters && id.test(text)
