// Sends one notification through the adapter, as a desk does.
import { Notifier } from "@upkeep/core/effect"
import { Effect } from "effect"
import { email, type EmailOptions } from "../src/index.ts"

export const optionsFor = (port: number, more: Partial<EmailOptions> = {}): EmailOptions => ({
  from: { name: "Поддержка", address: "support@example.com" },
  smtp: { host: "127.0.0.1", port },
  ...more,
})

export const notification = (more: Partial<Notifier.Notification> = {}): Notifier.Notification => ({
  id: "t-1.7.0",
  ticketId: "t-1",
  ticketNumber: "MX-42",
  eventNumber: 7,
  index: 0,
  to: { address: "anna@customer.example", name: "Анна Иванова" },
  language: "ru",
  subject: "Ответ на ваше обращение",
  text: "Здравствуйте!\n\nСмотрите https://example.com/a?b=1&c=2.\nДо свидания.",
  automatic: "no",
  replyToken: "abcdefghijklmnopqrstuvwxyz234567abcdefghijklm",
  customerMessageIds: [],
  ...more,
})

const delivery = (options: EmailOptions, given: Notifier.Notification) =>
  Effect.gen(function* () {
    const notifier = yield* Notifier.Notifier
    return yield* notifier.send(given)
  }).pipe(Effect.provide(email(options).layer))

export const send = (options: EmailOptions, given: Notifier.Notification) =>
  Effect.runPromise(delivery(options, given))

export const failure = (options: EmailOptions, given = notification()) =>
  Effect.runPromise(Effect.flip(delivery(options, given)))
