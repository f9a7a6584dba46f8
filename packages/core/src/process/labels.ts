// What people call the states of a request, and the reasons for which one is rejected: as the
// profile says, else the words that everybody understands.
import type { Profile } from "./Profile.ts"
import type { Words } from "./profile/parts.ts"

/** What people call a state or a reason, in the languages in which anybody says it. */
export const wordsOf = (
  { labels, steps = [] }: Pick<Profile, "labels" | "steps">,
  id: string,
): Words => ({
  ...(Object.hasOwn(states, id) ? states[id] : {}),
  ...(Object.hasOwn(reasons, id) ? reasons[id] : {}),
  ...steps.find((step) => step.id === id)?.labels,
  ...(Object.hasOwn(labels, id) ? labels[id] : {}),
})

interface Named {
  readonly [id: string]: Words
}

/** The states that people meet on some way. */
export const states: Named = {
  registered: { en: "Registered", ru: "Зарегистрирован" },
  diagnosing: { en: "Being diagnosed", ru: "Диагностика" },
  escalated: { en: "With another line", ru: "Передан в другую службу" },
  solving: { en: "Being solved", ru: "Решается" },
  fixing: { en: "With a specialist", ru: "В работе у специалиста" },
  awaitingRelease: { en: "Waiting for a release", ru: "Ждёт обновления" },
  answering: { en: "Answer on its way", ru: "Ответ доставляется" },
  customers: { en: "Waiting for the customer", ru: "Ждёт заказчика" },
  thirdPartys: { en: "Waiting for a third party", ru: "Ждёт третью сторону" },
  awaitingWord: { en: "Completed", ru: "Завершён" },
  heard: { en: "Completed, customer has written", ru: "Завершён, заказчик написал" },
  confirmed: { en: "Closed: confirmed", ru: "Закрыт: подтверждён" },
  silence: { en: "Closed: no word", ru: "Закрыт: нет ответа" },
  unanswered: { en: "Closed: no word from the customer", ru: "Закрыт: нет ответа заказчика" },
  withdrawn: { en: "Closed: withdrawn", ru: "Закрыт заказчиком" },
  processed: { en: "Processed", ru: "Обработано" },
  rejected: { en: "Closed: rejected", ru: "Закрыт: отклонён" },
  merged: { en: "Closed: merged", ru: "Закрыт: объединён" },
  reheard: { en: "Closed, customer has written", ru: "Закрыт, заказчик написал" },
}

/** The states that only hold others together, and have no name. */
export const unnamedStates = ["open", "ours", "completed", "closed"] as const

/** Why a request is rejected, as a letter says it in `{{reason}}`. */
export const reasons: Named = {
  noContract: { en: "no contract covers it", ru: "нет действующего договора" },
  notProduct: { en: "it is not about the product", ru: "запрос не относится к работе ПО" },
  spam: { en: "it is no request", ru: "сообщение не является запросом" },
  duplicate: { en: "it repeats another request", ru: "запрос повторяет другой запрос" },
}
