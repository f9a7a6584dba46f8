// Service requests: by phone, where the explanation closes at once, and by mail (B-01, B-03).
import { byMail, byPhone, type Scene } from "@upkeep-examples/story/scene"
import type { Stage } from "@upkeep-examples/story/stage"
import { contacts } from "./people.ts"

/** The tickets, by their channels. */
export interface Services {
  readonly phone: Scene
  readonly mail: Scene
}

/** Plays them. */
export const service = async (stage: Stage): Promise<Services> => {
  const { tell } = stage
  tell.chapter("A service request by phone: the explanation is the answer, and closes at once")
  const vera = { kind: "agent", id: "vera" } as const
  const phone = await byPhone(stage, {
    by: vera,
    at: "2026-11-24 10:00",
    request: {
      requestType: "service",
      customer: "vektor",
      // Nobody asks a caller for an address to write to.
      requester: { name: contacts.natalya.name },
      subject: "Как выгрузить прайс-лист?",
      text: "Спрашивает, где в кабинете выгрузка прайс-листа.",
      fields: { help: "consultation" },
    },
  })
  await phone.act("2026-11-24 10:04", vera, { type: "diagnose", cause: "userError" })
  await phone.act("2026-11-24 10:05", vera, {
    type: "answer",
    text: "Раздел «Каталог», кнопка «Выгрузить» справа вверху; нужны права редактора.",
  })

  tell.chapter("Another one by mail: mails open incidents, so its type is put right")
  const mail = await byMail(stage, "2026-11-24 15:00", {
    from: contacts.emma,
    subject: "Inviting a colleague",
    text: "How do I invite a colleague into our company's account?",
  })
  const executor = await mail.executor()
  await mail.act("2026-11-24 15:10", executor, {
    type: "setRequestType",
    requestType: "service",
    fields: { help: "consultation" },
  })
  await mail.act("2026-11-24 15:20", executor, {
    type: "answer",
    text: "Open “Company”, then “People”, and press “Invite”. They get a mail from us.",
  })
  return { phone, mail }
}
