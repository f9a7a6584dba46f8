// A channel that posts each notification as JSON to a URL.
import { defineNotifier, type NotifierAdapter, NotifyError } from "@upkeep/core"

/** Where to post to. */
export interface WebhookOptions {
  readonly url: string
  /** The channel that the notices of the process name. */
  readonly channel: string
  /** How long the other side may take to answer. Default: 10,000. */
  readonly timeoutMillis?: number
}

// "Ask again": 408 Request Timeout and 429 Too Many Requests (RFC 9110, RFC 6585).
const passing = new Set([408, 429])

/** Posts notifications; an answer of 2xx means that the other side has taken it. */
export const webhook = ({
  url,
  channel,
  timeoutMillis = 10_000,
}: WebhookOptions): NotifierAdapter =>
  defineNotifier({
    name: `webhook ${url}`,
    channel,
    send: async (notification, { signal }) => {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": notification.id },
        body: JSON.stringify(notification),
        // A redirect would make a GET without the letter of it, and that would be answered by 200.
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMillis)]),
      })
      const detail = `${response.status} ${await response.text()}`
      if (response.ok) return { detail }
      const isTheirNo = response.status >= 400 && response.status < 500
      const reason = isTheirNo && !passing.has(response.status) ? "permanent" : "temporary"
      throw new NotifyError({ reason, detail })
    },
  })
