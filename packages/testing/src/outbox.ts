// A channel that keeps what it is given: for tests of a product that embeds a desk.
import { defineNotifier, type Notification, type NotifierAdapter } from "@upkeep/core"

/** A channel, and everything that was sent by it. */
export interface Outbox {
  readonly adapter: NotifierAdapter
  /** In the order in which it was sent. */
  readonly sent: ReadonlyArray<Notification>
}

/**
 * Opens a channel that takes everything and sends nothing; `email` where no channel is named.
 *
 * @example
 * import { createDesk } from "@upkeep/core"
 * const { adapter, sent } = outbox()
 * await using desk = await createDesk({ notify: [adapter], background: false })
 * const actor = { kind: "customer", id: "anna" } as const
 * const requester = { address: "anna@example.com" }
 * const request = { subject: "Login fails", text: "Since noon.", requester }
 * await desk.submit({ actor, command: { type: "register", channel: "email", ...request } })
 * await desk.work()
 * sent.map(({ to, subject }) => `${to.address}: ${subject}`)
 * // => ["anna@example.com: We have received your request T-1"]
 */
export const outbox = (channel = "email"): Outbox => {
  const sent: Array<Notification> = []
  const adapter = defineNotifier({
    name: `outbox of ${channel}`,
    channel,
    send: async (notification) => {
      sent.push(notification)
      return { detail: `number ${sent.length} in the outbox` }
    },
  })
  return { adapter, sent }
}
