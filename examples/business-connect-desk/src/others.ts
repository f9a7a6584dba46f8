// What else becomes of requests: merged, rejected, withdrawn, and followed by another (B-04, M-15).
import { byMail, byPhone, type Scene, sceneOf } from "@upkeep-examples/story/scene"
import type { Stage } from "@upkeep-examples/story/stage"
import { contacts } from "./people.ts"

/** The tickets, by what became of them. */
export interface Others {
  readonly first: Scene
  readonly merged: Scene
  readonly spam: Scene
  readonly foreign: Scene
  readonly withdrawn: Scene
  /** Follows `first`. */
  readonly followUp: Scene
}

/** Plays them. */
export const others = async (stage: Stage): Promise<Others> => {
  const { first, merged } = await twice(stage)
  const { spam, foreign } = await strangers(stage)
  const withdrawn = await incidentByPhone(stage)
  stage.tell.chapter("A word after the closing opens a request that follows the closed one")
  const { ticketId } = await first.reply("2026-12-14 10:00", "Сегодня снова то же самое.")
  const followUp = await sceneOf(stage, ticketId ?? "")
  await followUp.tell()
  return { first, merged, spam, foreign, withdrawn, followUp }
}

const twice = async (stage: Stage): Promise<Pick<Others, "first" | "merged">> => {
  stage.tell.chapter(
    "Two of one company write of one thing: the second request goes into the first",
  )
  const first = await byMail(stage, "2026-12-10 14:00", {
    from: contacts.marina,
    subject: "Не приходят уведомления о заказах",
    text: "С утра нет ни одного уведомления о новых заказах.",
  })
  const merged = await byMail(stage, "2026-12-10 14:10", {
    from: contacts.denis,
    subject: "Уведомления",
    text: "Уведомления о заказах не приходят.",
  })
  const executor = await first.executor()
  await merged.act("2026-12-10 14:20", executor, { type: "merge", into: first.number })
  await merged.reply("2026-12-10 14:30", "У меня та же картина и в мобильной версии.")
  await first.tell()
  await first.act("2026-12-10 15:00", executor, { type: "diagnose", cause: "thirdParty" })
  await first.act("2026-12-10 15:10", executor, {
    type: "answer",
    text: "Сбой был у почтового провайдера, очередь разобрана.",
  })
  return { first, merged }
}

const strangers = async (stage: Stage): Promise<Pick<Others, "spam" | "foreign">> => {
  const { tell } = stage
  tell.chapter(
    "What is no request, and what is not about the product: each refused with its reason",
  )
  const spam = await byMail(stage, "2026-12-11 10:00", {
    from: { address: "promo@top-v-poiske.example" },
    subject: "Продвижение сайтов недорого",
    text: "Выведем ваш сайт в топ за неделю!",
  })
  const one = await spam.executor()
  await spam.act("2026-12-11 10:05", one, { type: "reject", reason: "spam" })
  const foreign = await byMail(stage, "2026-12-11 10:10", {
    from: contacts.marina,
    subject: "Потерялась посылка",
    text: "Курьерская служба потеряла посылку, помогите найти.",
  })
  await foreign.act("2026-12-11 10:20", await foreign.executor(), {
    type: "reject",
    reason: "notProduct",
    text: "Обратитесь, пожалуйста, в службу доставки.",
  })
  return { spam, foreign }
}

const incidentByPhone = async (stage: Stage): Promise<Scene> => {
  stage.tell.chapter("An incident by phone that is no longer needed: the customer withdraws it")
  const scene = await byPhone(stage, {
    by: { kind: "agent", id: "timur" },
    at: "2026-12-11 15:00",
    request: {
      customer: "vektor",
      requester: { name: contacts.natalya.name, address: contacts.natalya.address },
      subject: "Не печатается накладная",
      text: "Печать накладной зависает.",
      fields: { browser: "Chrome 142", system: "Windows 10" },
    },
  })
  await scene.act(
    "2026-12-11 15:40",
    { kind: "customer", id: contacts.natalya.id },
    { type: "withdraw", text: "Перезапустили принтер, печатает." },
  )
  return scene
}
