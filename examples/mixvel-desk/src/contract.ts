// What the contract decides (M-01): a customer's call is no channel of its contract, its mail is.
// The call holds all that a request for support should hold (M-03); the mail is withdrawn (M-15).
import { instantOf } from "@upkeep-examples/story/day"
import { byMail, byPhone, type Scene } from "@upkeep-examples/story/scene"
import type { Stage } from "@upkeep-examples/story/stage"
import type { Actor } from "@upkeep/core"
import { contacts } from "./people.ts"

const stepan: Actor = { kind: "agent", id: "stepan" }

/** The tickets, by their channels. */
export interface Covered {
  readonly phone: Scene
  readonly mail: Scene
}

/** Plays them. */
export const contract = async (stage: Stage): Promise<Covered> => {
  const { tell } = stage
  tell.chapter("A call that the contract does not cover is taken, and nothing is promised")
  const { name, address } = contacts.gleb
  const phone = await byPhone(stage, {
    by: stepan,
    at: "2026-12-21 10:00",
    request: {
      customer: "severbilet",
      requester: { name, address },
      subject: "Не открывается карта мест",
      text: "Вместо схемы салона красное окно.",
      environment: "production",
      period: { from: instantOf("2026-12-21 09:15"), to: instantOf("2026-12-21 09:55") },
    },
  })
  await phone.act("2026-12-21 10:10", stepan, { type: "assign", assignee: "stepan" })
  await phone.act("2026-12-21 10:30", stepan, { type: "diagnose", cause: "userError" })
  await phone.act("2026-12-21 10:35", stepan, {
    type: "answer",
    text: "Карта мест открывается в браузере не старше года: обновите его, пожалуйста.",
  })
  tell.chapter("The same by mail has its contract's targets; then it is no longer needed")
  const mail = await byMail(stage, "2026-12-21 11:00", {
    from: contacts.gleb,
    subject: "Не открывается карта мест",
    text: "Повторяю письмом, как в договоре.",
  })
  const gleb: Actor = { kind: "customer", id: contacts.gleb.id }
  await mail.act("2026-12-21 11:30", gleb, { type: "withdraw", text: "Браузер обновили." })
  return { phone, mail }
}
