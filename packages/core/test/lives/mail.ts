// Whose mail answers which letter: by the token that every letter of ours carries.
import type { Notification } from "@upkeep/core"
import { Desk } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Life } from "./life.ts"

/** The ticket to which an answer to a letter belongs; empty for none. */
export const ticketOf = (
  { desk }: Pick<Life, "desk">,
  letter: Notification | undefined,
): Promise<string> =>
  desk.run(
    Effect.map(Desk.Desk, (service) => service.ticketOfReplyToken(letter?.replyToken ?? "") ?? ""),
  )
