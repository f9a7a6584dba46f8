// The process of a desk that says nothing else: acknowledge, assign, work, answer, hear the
// customer.
import type { Profile } from "./Profile.ts"
import { letters } from "./letters.ts"

/** The standard process, as data: change what differs and give it your own id. */
export const standard: Profile = {
  id: "standard",
  version: "1",
  desk: { name: "Support", email: "support@example.com" },
  languages: ["en", "ru"],
  numberPrefix: "T-",
  channels: ["email", "phone", "web"],
  requestTypes: [{ id: "request", labels: { en: "Request", ru: "Запрос" } }],
  environments: [
    { id: "production", labels: { en: "Production", ru: "Продуктовый" } },
    { id: "test", labels: { en: "Test", ru: "Тестовый" } },
  ],
  fieldLabels: {
    environment: {
      en: "the environment (test or production)",
      ru: "название стенда (тестовый или продуктовый)",
    },
    period: { en: "the period in which it occurred", ru: "период, в котором возникла проблема" },
    files: { en: "log files", ru: "лог-файлы запроса и ошибок" },
  },
  askForMissing: {
    en: "To help you sooner we would also need: {{fields}}. Just reply to this mail.",
    ru: "Чтобы помочь быстрее, пришлите, пожалуйста, также: {{fields}}. Достаточно ответить на это письмо.",
  },
  lines: [
    { id: "first", labels: { en: "First line", ru: "Первая линия" } },
    { id: "second", labels: { en: "Second line", ru: "Вторая линия" } },
  ],
  confirmation: true,
  causeFirst: false,
  acknowledgeByMachine: true,
  calendar: {
    id: "weekdays",
    version: "1",
    timeZone: "+03:00",
    week: {
      mon: [["09:00", "18:00"]],
      tue: [["09:00", "18:00"]],
      wed: [["09:00", "18:00"]],
      thu: [["09:00", "18:00"]],
      fri: [["09:00", "18:00"]],
    },
  },
  policy: {
    id: "standard",
    version: "1",
    clocks: [
      {
        id: "firstResponse",
        fromContract: true,
        target: { workingMinutes: 1_440 },
        starts: [{ event: "Registered" }],
        stops: [
          { event: "Informed", by: ["agent"] },
          { event: "InformationRequested", by: ["agent"] },
          { event: "Answered", by: ["agent"] },
        ],
        cancels: [{ enters: "closed" }],
        warnAt: [0.75],
        effect: "breach",
      },
      {
        // Only a contract promises when a request is solved. The clock stands while others owe the
        // next move, and from the answer to the customer's word (M-11, M-12).
        id: "resolution",
        fromContract: true,
        starts: [{ event: "Registered" }],
        stops: [{ enters: "closed" }],
        cancels: [{ event: "Withdrawn" }],
        pausesIn: ["customers", "thirdPartys", "awaitingWord", "heard"],
        warnAt: [0.75],
        effect: "breach",
      },
      {
        // What the customer adds to an open request, once we have said a first word. A message that
        // crosses the answer is a word to be ruled (M-14); after a dispute it is owed again.
        id: "nextReply",
        fromContract: true,
        starts: [{ event: "MessageReceived", in: ["open"], unlessRunning: "firstResponse" }],
        stops: [
          { event: "Informed", by: ["agent"] },
          { event: "InformationRequested", by: ["agent"] },
          { event: "Answered", by: ["agent"] },
        ],
        cancels: [{ enters: "completed" }, { enters: "closed" }],
        warnAt: [0.75],
        effect: "breach",
      },
      {
        // The customer's own time, where a contract names one (M-09).
        id: "customerAnswer",
        fromContract: true,
        starts: [{ enters: "customers" }],
        stops: [{ leaves: "customers" }],
        cancels: [{ enters: "closed" }],
        effect: "breach",
      },
      {
        id: "silence",
        target: { calendarDays: 3 },
        starts: [{ enters: "awaitingWord" }],
        stops: [{ leaves: "awaitingWord" }],
        effect: "close",
      },
    ],
  },
  labels: {
    registered: { en: "Registered", ru: "Зарегистрирован" },
    diagnosing: { en: "Being diagnosed", ru: "Диагностика" },
    escalated: { en: "With another line", ru: "Передан в другую службу" },
    solving: { en: "Being solved", ru: "Решается" },
    answering: { en: "Answer on its way", ru: "Ответ доставляется" },
    customers: { en: "Waiting for the customer", ru: "Ждёт заказчика" },
    thirdPartys: { en: "Waiting for a third party", ru: "Ждёт третью сторону" },
    awaitingWord: { en: "Completed", ru: "Завершён" },
    heard: { en: "Completed, customer has written", ru: "Завершён, заказчик написал" },
    confirmed: { en: "Closed: confirmed", ru: "Закрыт: подтверждён" },
    silence: { en: "Closed: no word within 3 days", ru: "Закрыт: нет ответа 3 дня" },
    withdrawn: { en: "Closed: withdrawn", ru: "Закрыт заказчиком" },
    processed: { en: "Processed", ru: "Обработано" },
  },
  notices: [
    { event: "Acknowledged", channel: "email", text: "acknowledged" },
    { event: "Assigned", channel: "email", text: "assigned" },
    { event: "InformationRequested", channel: "email", text: "question" },
    { event: "Informed", channel: "email", text: "information" },
    { event: "Answered", channel: "email", text: "answer" },
    { event: "Disputed", channel: "email", text: "resumed" },
    { event: "SilenceElapsed", channel: "email", text: "closedBySilence" },
    { event: "Confirmed", channel: "email", text: "confirmed" },
    { event: "Withdrawn", channel: "email", text: "withdrawn" },
  ],
  texts: letters,
}
