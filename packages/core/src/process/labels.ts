// What people call the states: as the profile says, else the words that everybody understands.
import type { Profile } from "./Profile.ts"
import type { Words } from "./profile/parts.ts"

/** What people call a state, in the languages in which anybody says it. */
export const wordsOf = (
  { labels, steps = [] }: Pick<Profile, "labels" | "steps">,
  state: string,
): Words => ({
  ...(Object.hasOwn(standard, state) ? standard[state] : {}),
  ...steps.find(({ id }) => id === state)?.labels,
  ...(Object.hasOwn(labels, state) ? labels[state] : {}),
})

const standard: { readonly [state: string]: Words } = {
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
  unanswered: { en: "Closed: a question was not answered", ru: "Закрыт: нет ответа на вопрос" },
  withdrawn: { en: "Closed: withdrawn", ru: "Закрыт заказчиком" },
  processed: { en: "Processed", ru: "Обработано" },
  rejected: { en: "Closed: rejected", ru: "Закрыт: отклонён" },
  merged: { en: "Closed: merged", ru: "Закрыт: объединён" },
  reheard: { en: "Closed, customer has written", ru: "Закрыт, заказчик написал" },
}
