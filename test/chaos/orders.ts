// What the harness tells its processes, and what they tell it.

/** How a channel behaves: as it should, or takes nothing, slowly, or and reports an error. */
export type ChannelMode = "fine" | "refuses" | "slow" | "shrugs"

/** An order to a worker or to a client. */
export type Order =
  | { readonly order: "clock"; readonly offsetMillis: number }
  | { readonly order: "channel"; readonly mode: ChannelMode }
  /** Which share of the commands is sent twice at once, or before its turn. */
  | { readonly order: "haste"; readonly share: number }
  /** Begin no more lives, and say when the last command was answered. */
  | { readonly order: "finish" }

/** What a process says: that it is at work, or that it has nothing left to do. */
export type Word = "ready" | "finished"

/** Hears orders, each kind by its own function. */
export const hear = (handle: (order: Order) => void): void => {
  process.on("message", (message: unknown) => {
    if (isOrder(message)) handle(message)
  })
}

const isOrder = (message: unknown): message is Order =>
  typeof message === "object" && message !== null && "order" in message

/** Says a word to the harness; nobody may be there any more to hear it. */
export const say = (word: Word): void => {
  process.send?.(word, () => undefined)
}
