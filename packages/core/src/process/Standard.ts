// The process of a desk that says nothing else: acknowledge, assign, work, answer, hear the
// customer.
import type { Policy } from "../sla/Policy.ts"
import { letters } from "./letters.ts"
import type { Notice, Profile } from "./Profile.ts"

type Conditions = Policy["clocks"][number]["stops"]

/** What is a word of ours to the customer; a release that ships is our answer, whoever ships it. */
const responses: Conditions = [
  { event: "Informed", by: ["agent"] },
  { event: "InformationRequested", by: ["agent"] },
  { event: "OptionsOffered", by: ["agent"] },
  { event: "Recommended", by: ["agent"] },
  { event: "DatePromised", by: ["agent"] },
  { event: "WorkaroundGiven", by: ["agent"] },
  { event: "Answered", by: ["agent"] },
  { event: "ReleaseShipped" },
]

const policy: Policy = {
  id: "standard",
  version: "2",
  clocks: [
    {
      // Once given, it is given: what is reopened is owed the next reply.
      id: "firstResponse",
      fromContract: true,
      target: { workingMinutes: 1_440 },
      starts: [{ event: "Registered" }],
      stops: responses,
      cancels: [{ enters: "closed" }],
      warnAt: [0.75],
      effect: "breach",
    },
    {
      // Only a contract promises when a request is solved. The clock stands while others owe the
      // next move, and from the answer to the customer's word (M-11, M-12).
      id: "resolution",
      fromContract: true,
      starts: [{ event: "Registered" }, { event: "Reopened" }],
      stops: [{ enters: "closed" }],
      cancels: [{ event: "Withdrawn" }, { event: "Rejected" }, { event: "Merged" }],
      pausesIn: ["customers", "thirdPartys", "awaitingWord", "heard"],
      warnAt: [0.75],
      effect: "breach",
    },
    {
      // What the customer adds to an open request, once we have said a first word. A message that
      // crosses the answer is a word to be ruled (M-14); after a dispute it is owed again.
      id: "nextReply",
      fromContract: true,
      starts: [
        { event: "MessageReceived", in: ["open"], unlessRunning: "firstResponse" },
        { event: "Reopened" },
      ],
      stops: responses,
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
}

const byMail = (event: string, text: keyof typeof letters): Notice => ({
  event,
  channel: "email",
  text,
})

/** The standard process, as data: change what differs and give it your own id. */
export const standard: Profile = {
  id: "standard",
  version: "2",
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
  options: true,
  individualWork: true,
  release: true,
  reopenWithin: { calendarDays: 30 },
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
  policy,
  labels: { silence: { en: "Closed: no word within 3 days", ru: "Закрыт: нет ответа 3 дня" } },
  notices: [
    byMail("Acknowledged", "acknowledged"),
    // Nothing answers spam: its sender is somebody else, or glad to hear that somebody reads it.
    { ...byMail("Rejected", "rejected"), reasons: ["noContract", "notProduct", "duplicate"] },
    byMail("Assigned", "assigned"),
    byMail("InformationRequested", "question"),
    { ...byMail("ObligationDue", "reminder"), owner: "customer" },
    byMail("Informed", "information"),
    byMail("WorkaroundGiven", "workaround"),
    byMail("OptionsOffered", "options"),
    byMail("Recommended", "recommendation"),
    byMail("DatePromised", "promise"),
    byMail("Answered", "answer"),
    byMail("ReleaseShipped", "release"),
    byMail("Disputed", "resumed"),
    byMail("SilenceElapsed", "closedBySilence"),
    byMail("Confirmed", "confirmed"),
    byMail("Withdrawn", "withdrawn"),
    byMail("Reopened", "reopened"),
  ],
  texts: letters,
}
