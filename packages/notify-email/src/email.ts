// The mail channel: a pool of SMTP connections behind the notifier port.
import { Notifier } from "@upkeep/core/effect"
import { Effect, Layer } from "effect"
import { createTransport } from "nodemailer"
import { mailOf } from "./mail.ts"
import { oneLine } from "./oneLine.ts"
import type { EmailOptions } from "./options.ts"
import { overdue, refusalOf, serverWordsCharacters } from "./refusal.ts"
import { type Settings, settingsOf } from "./settings.ts"

/**
 * Tries of the pool itself: only where not one byte of the mail was sent. The desk does the rest.
 */
const requeues = 1

/**
 * Sends notifications by SMTP: the channel `email`.
 *
 * The options are checked when the desk starts, all mistakes at once (a permanent `NotifyError`);
 * the server is first spoken to with the first mail. The connections close with the desk.
 *
 * @example
 * email({
 *   from: { name: "Support", address: "support@example.com" },
 *   smtp: { host: "mail.example.com", auth: { user: "support", pass: "…" } },
 * }).channel // => "email"
 */
export const email = (options: EmailOptions): Notifier.NotifierAdapter => ({
  name: "notify-email",
  channel: "email",
  layer: Layer.effect(Notifier.Notifier, make(options)),
})

const make = Effect.fnUntraced(function* (options: EmailOptions) {
  const settings = yield* Effect.fromResult(settingsOf(options))
  const transport = yield* Effect.acquireRelease(
    Effect.sync(() => open(settings)),
    (transport) => Effect.sync(() => transport.close({ force: true })),
  )
  return Notifier.Notifier.of({
    send: (notification) => send(notification, { settings, transport }),
  })
})

type Transport = ReturnType<typeof open>

const open = ({ smtp, connections, connectionMillis, greetingMillis, socketMillis }: Settings) =>
  createTransport({
    pool: true,
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    requireTLS: smtp.requireTls,
    auth: smtp.auth,
    tls: smtp.tls,
    maxConnections: connections,
    maxRequeues: requeues,
    dnsTimeout: connectionMillis,
    connectionTimeout: connectionMillis,
    greetingTimeout: greetingMillis,
    socketTimeout: socketMillis,
  })

const send = Effect.fn("Email.send")(function* (
  notification: Notifier.Notification,
  { settings, transport }: { readonly settings: Settings; readonly transport: Transport },
) {
  const { sendMillis, server } = settings
  const mail = yield* Effect.fromResult(mailOf(notification, settings))
  const answer = yield* Effect.tryPromise({
    try: (signal) => transport.sendMail({ ...mail, signal }),
    catch: (cause) => refusalOf(cause, server),
  }).pipe(
    Effect.timeoutOrElse({
      duration: sendMillis,
      orElse: () => Effect.fail(overdue(sendMillis, server)),
    }),
  )
  // There is one recipient: an answer that leaves it out is a refusal, whatever else it says.
  if (answer.rejected.length > 0) return yield* refusalOf(answer.rejectedErrors?.[0], server)
  return { detail: oneLine(answer.response, serverWordsCharacters) }
})
