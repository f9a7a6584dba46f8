// A notifier with its other side, and how rules send by it.
import type { Accepted, Notification, NotifierAdapter, NotifyError } from "@upkeep/core"
import { Notifier } from "@upkeep/core/effect"
import { Effect } from "effect"
import { adapterShape, expectShape, expectShapes } from "../fixture.ts"
import { type Rule, rule } from "../rule.ts"

/** What has arrived at the other side. */
export interface Taken {
  /** By which the other side could tell a repeat; undefined where it is given nothing. */
  readonly id: string | undefined
  /** The address of the recipient. */
  readonly to: string
  /** Everything that the recipient reads: subject and text. */
  readonly words: string
}

/** How the other side behaves: it takes, refuses for now or for good, is gone, or says nothing. */
export type Manner = "willing" | "notNow" | "never" | "away" | "silent"

/** A notifier and its other side, to which nothing has been sent yet. */
export interface NotifierChannel {
  readonly adapter: NotifierAdapter
  /** Everything that has arrived, in the order of arrival. */
  readonly taken: () => Promise<ReadonlyArray<Taken>>
  /** Makes the other side behave so from now on; needed where `disturbed` is declared. */
  readonly become?: (manner: Manner) => Promise<void>
}

/** A rule of notifiers. */
export const notifierRule = (
  id: string,
  title: string,
  run: (channel: NotifierChannel) => Promise<void>,
  needs?: string,
): Rule<NotifierChannel> =>
  rule(
    `notifier.${id}`,
    title,
    async (channel) => {
      const disturbed = needs === "disturbed" ? ({ become: "function" } as const) : {}
      const shape = { adapter: "object", taken: "function", ...disturbed } as const
      expectShape(channel, "make()", shape)
      expectShape(channel.adapter, "adapter", adapterShape)
      await run(checked(channel))
    },
    needs,
  )

// An item that lacks its words would fail where they are looked for.
const checked = (channel: NotifierChannel): NotifierChannel => ({
  adapter: channel.adapter,
  taken: async () => {
    const all = await channel.taken()
    expectShapes(all, "taken()", { to: "text", words: "text" })
    return all
  },
  become: async (manner) => channel.become?.(manner),
})

/** Opens the adapter, sends these at once, closes it. */
export const sending = (
  { adapter }: NotifierChannel,
  notifications: ReadonlyArray<Notification>,
): Effect.Effect<ReadonlyArray<Accepted>, NotifyError> =>
  Effect.flatMap(Notifier.Notifier, ({ send }) =>
    Effect.all(
      notifications.map((each) => send(each)),
      { concurrency: "unbounded" },
    ),
  ).pipe(Effect.provide(adapter.layer))

/** What the channel said as it took notifications that were sent at once. */
export const accepted = (
  channel: NotifierChannel,
  ...notifications: ReadonlyArray<Notification>
): Promise<ReadonlyArray<Accepted>> => Effect.runPromise(sending(channel, notifications))

/** Why the channel did not take a notification. */
export const refused = (
  channel: NotifierChannel,
  notification: Notification,
): Promise<NotifyError> => Effect.runPromise(Effect.flip(sending(channel, [notification])))

/** A notification of a ticket of its own to a recipient of its own. */
export const notificationOf = (
  place: number,
  words: Partial<Pick<Notification, "subject" | "text">> = {},
): Notification => ({
  id: `ticket-${place}.7.0`,
  ticketId: `ticket-${place}`,
  ticketNumber: `T-${place}`,
  eventNumber: 7,
  index: 0,
  to: { address: `reader${place}@customer.example`, name: `Reader ${place}` },
  language: "en",
  subject: `About request ${place}`,
  text: `Hello ${place},\n\nthe answer is ${place * 1_111}.\nBest wishes`,
  automatic: "no",
  // Signed for each ticket, and so another one for each.
  replyToken: `abcdefghijklmnopqrstuvwxyz234567abcdefghijkl${"abcdefghijklmnop"[place % 16]}`,
  customerMessageIds: [],
  ...words,
})
