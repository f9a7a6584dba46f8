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
// What is kept of an answer.
const answerBytes = 4096

/** Posts notifications; an answer of 2xx means that the other side has taken it. */
export const webhook = ({
  url,
  channel,
  timeoutMillis = 10_000,
}: WebhookOptions): NotifierAdapter =>
  defineNotifier({
    name: `webhook ${new URL(url).host}`,
    channel,
    send: async ({ id, ticketNumber, to, subject, text, language }, { signal }) => {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": id },
        body: JSON.stringify({ id, ticketNumber, to, subject, text, language }),
        // A redirect would make a GET without the letter of it, and that would be answered by 200.
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMillis)]),
      })
      const detail = `${response.status} ${await startOf(response)}`
      if (response.ok) return { detail }
      const isTheirNo = response.status >= 400 && response.status < 500
      const reason = isTheirNo && !passing.has(response.status) ? "permanent" : "temporary"
      throw new NotifyError({ reason, detail })
    },
  })

const startOf = async ({ body }: Response): Promise<string> => {
  const chunks: Array<Uint8Array> = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    chunks.push(chunk)
    bytes += chunk.length
    // Leaving the loop cancels the rest, which may have no end.
    if (bytes >= answerBytes) break
  }
  return Buffer.concat(chunks).toString("utf8", 0, answerBytes)
}
