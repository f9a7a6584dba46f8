// Requests for development (2.2): no cause is looked for, a change of the product is opened, and
// the customer is told when the update comes (M-10), by mail and by phone.
import { instantOf } from "@upkeep-examples/story/day"
import { byMail, byPhone, type Scene } from "@upkeep-examples/story/scene"
import type { Stage } from "@upkeep-examples/story/stage"
import type { Actor } from "@upkeep/core"
import { contacts } from "./people.ts"

const diana: Actor = { kind: "agent", id: "diana" }
const release = { component: "reports", version: "3.4.19" }

/** The tickets, by their channels. */
export interface Developments {
  readonly mail: Scene
  readonly phone: Scene
}

/** Plays them. */
export const development = async (stage: Stage): Promise<Developments> => {
  const { tell, desk, day } = stage
  tell.chapter(
    "A request for development by mail: a change of the product, and the day of the update",
  )
  const mail = await byMail(stage, "2026-12-14 10:00", {
    from: contacts.gleb,
    subject: "Пожелание: выгрузка отчётов по расписанию",
    text: "Хотелось бы получать отчёты по расписанию. Планируется ли это?",
  })
  await mail.act("2026-12-14 10:20", diana, { type: "assign", assignee: "diana" })
  await mail.act("2026-12-14 10:25", diana, {
    type: "setRequestType",
    requestType: "development",
  })
  await mail.act("2026-12-14 11:55", diana, {
    type: "inform",
    text: "Да, расписание войдёт в одну из ближайших сборок модуля отчётов.",
  })
  await mail.act("2026-12-14 12:00", diana, {
    type: "awaitRelease",
    ...release,
    promisedAt: instantOf("2026-12-18 18:00"),
  })
  tell.chapter("Another one by phone: by its type it opens its change at once")
  const phone = await byPhone(stage, {
    by: diana,
    at: "2026-12-14 15:00",
    request: {
      requestType: "development",
      customer: "polus",
      requester: { name: contacts.irina.name, address: contacts.irina.address },
      subject: "Отчёты на почту бухгалтеру",
      text: "Просит присылать отчёты на второй адрес.",
    },
  })
  await phone.act("2026-12-14 15:05", diana, { type: "assign", assignee: "diana" })
  const text = "Ваше пожелание выйдет вместе с расписанием отчётов."
  await phone.act("2026-12-14 15:10", diana, { type: "inform", text })
  await phone.act("2026-12-14 15:11", diana, { type: "awaitRelease", ...release })
  day.moveTo("2026-12-18 11:00")
  await desk.shipRelease({ ...release, actor: diana })
  await stage.work()
  for (const scene of [mail, phone]) await scene.tell()
  return { mail, phone }
}
