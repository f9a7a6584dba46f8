// One ticket's whole life: acknowledged, assigned, clarified, diagnosed, handed over, answered,
// disputed, answered again and closed by silence (M-04 to M-08, M-11, M-12, M-14).
import type { Scene } from "@upkeep-examples/story/scene"
import type { Stage } from "@upkeep-examples/story/stage"
import type { Actor } from "@upkeep/core"

const olga: Actor = { kind: "agent", id: "olga" }

/** Plays the life of a ticket to its end. */
export const first = async ({ tell, receiver }: Stage, scene: Scene): Promise<void> => {
  tell.chapter("Somebody takes it")
  await scene.act("2026-11-23 09:20", olga, { type: "assign", assignee: "olga" })
  tell.chapter(
    "Something is missing: the clock of the contract stands while the customer owes an answer",
  )
  await scene.act("2026-11-23 09:40", olga, {
    type: "requestInformation",
    text: "Повторяется ли проблема сейчас? Пришлите, пожалуйста, лог-файлы запроса и ошибок.",
  })
  await scene.reply("2026-11-24 10:10", "Да, повторяется: сегодня в 9:50, продуктовый стенд.")
  tell.chapter("The cause is found: the product's fault, so it goes to the developers, by a rule")
  const fault = { type: "diagnose", cause: "productFault", module: "orders" } as const
  await scene.act("2026-11-24 10:30", olga, fault)
  await scene.act("2026-11-24 10:35", olga, {
    type: "escalate",
    line: "development",
    text: "Похоже на модуль заказов, подробности в переписке.",
  })
  const developer = await scene.executor()
  await scene.act("2026-11-24 12:00", developer, fault)
  tell.chapter(
    "An answer; the customer's server is busy at first, and completion waits for delivery",
  )
  receiver.refuseNext()
  await scene.act("2026-11-24 15:00", developer, {
    type: "answer",
    text: "Мы перезапустили обработку заказов, проблема больше не должна повторяться.",
  })
  await scene.work("2026-11-24 15:02")
  tell.chapter("The customer writes; a person rules that it is a disagreement, with an argument")
  await scene.reply(
    "2026-11-25 09:30",
    "К сожалению, проблема осталась: сегодня в 9:10 то же самое.",
  )
  await scene.act("2026-11-25 09:45", olga, { type: "rule", ruling: "dispute" })
  tell.chapter("Another answer")
  await scene.act("2026-11-26 11:00", developer, {
    type: "answer",
    text: "Исправлена ошибка в модуле заказов, обновление установлено. Проверьте, пожалуйста.",
  })
  tell.chapter("Three days of silence")
  await scene.work("2026-11-28 11:01")
  await scene.work("2026-11-29 11:02")
}
