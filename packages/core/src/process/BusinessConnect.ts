// The process of document B: how the maker of the platform Business Connect describes its support
// (requirements B-01 to B-08, B-21, M-22 of its chapter 6). A handled request is processed, and no
// word of the customer is waited for.
import type { ClockRule } from "../sla/Policy.ts"
import { lettersWithoutWord } from "./letters.ts"
import type { Notice, Profile } from "./Profile.ts"
import { standard } from "./Standard.ts"

// B-07: answers and regular support are given within 24 hours. The document leaves open of which
// kind; these are of working time, and `elapsedMinutes` would count all hours.
const day = { workingMinutes: 1_440 } as const

const clocks = standard.policy.clocks.flatMap((clock): ReadonlyArray<ClockRule> => {
  if (clock.id === "firstResponse") return [{ ...clock, target: day }]
  if (clock.id !== "resolution") return []
  // To develop the product is no regular support. The clock stands while support waits for what the
  // request lacks (B-05), and for nobody else.
  const development = { when: { requestType: "development" }, target: "none" } as const
  return [{ ...clock, target: day, targets: [development], pausesIn: ["customers"] }]
})

const told = new Set([
  "Acknowledged",
  "Rejected",
  "InformationRequested",
  "ObligationDue",
  "Informed",
  "WorkaroundGiven",
  "Recommended",
  "DatePromised",
  "Answered",
  "ReleaseShipped",
  "Withdrawn",
])
const notices: ReadonlyArray<Notice> = standard.notices.filter(({ event }) => told.has(event))
const { assigned: _assigned, options: _options, ...texts } = lettersWithoutWord

// B-21: where the product was working, as far as the channel or the user says so.
const surroundings = ["browser", "device", "system", "clientVersion"]

/** The process of document B, as data. */
export const businessConnect: Profile = {
  id: "business-connect",
  version: "1",
  desk: {
    name: "Служба поддержки «Бизнес Коннект»",
    email: "help@vtbconnect.ru",
    phone: "8-800-222-42-14",
    legalName: "ООО Бизнес Коннект",
    legalAddress: "191144, г. Санкт-Петербург, Дегтярный переулок, д. 11, лит. А, офис А409",
  },
  languages: ["ru", "en"],
  numberPrefix: "BC-",
  // B-01
  channels: ["email", "phone"],
  // B-02: a screenshot where possible. B-03: mails open requests of the first type, which may be
  // raised to a problem.
  requestTypes: [
    {
      id: "incident",
      labels: { ru: "Инцидент", en: "Incident" },
      priority: "high",
      wished: ["files"],
      fields: surroundings,
    },
    {
      id: "problem",
      labels: { ru: "Проблема", en: "Problem (outage)" },
      priority: "critical",
      wished: ["files", "outage"],
      fields: surroundings,
    },
    {
      id: "service",
      labels: { ru: "Запрос на обслуживание", en: "Service request" },
      priority: "normal",
      fields: ["help", ...surroundings],
      way: { individualWork: false, release: false },
    },
    {
      id: "development",
      labels: { ru: "Запрос на развитие", en: "Development request" },
      priority: "low",
      fields: ["clientVersion"],
      way: { individualWork: false },
      change: "request",
    },
  ],
  priorities: [
    { id: "critical", labels: { ru: "Критический", en: "Critical" } },
    { id: "high", labels: { ru: "Высокий", en: "High" } },
    { id: "normal", labels: { ru: "Обычный", en: "Normal" } },
    { id: "low", labels: { ru: "Низкий", en: "Low" } },
  ],
  environments: [],
  fields: [
    {
      id: "outage",
      kind: "choice",
      labels: { ru: "Последствия сбоя", en: "What the failure did" },
      choices: [
        { id: "stopped", labels: { ru: "Остановка работы", en: "The work has stopped" } },
        { id: "unusable", labels: { ru: "Потеря работоспособности", en: "A function is lost" } },
      ],
    },
    {
      // B-20
      id: "help",
      kind: "choice",
      labels: { ru: "Вид помощи", en: "Kind of help" },
      choices: [
        { id: "consultation", labels: { ru: "Консультация", en: "Consultation" } },
        { id: "webinar", labels: { ru: "Вебинар", en: "Webinar" } },
      ],
    },
    { id: "browser", kind: "text", most: 200, labels: { ru: "Браузер", en: "Browser" } },
    { id: "device", kind: "text", most: 200, labels: { ru: "Устройство", en: "Device" } },
    {
      id: "system",
      kind: "text",
      most: 200,
      labels: { ru: "Операционная система", en: "Operating system" },
    },
    {
      id: "clientVersion",
      kind: "version",
      labels: { ru: "Версия клиента", en: "Version of the client" },
    },
  ],
  // B-09: each release of each microservice is v.0.0.N.
  componentScheme: "sequence",
  fieldLabels: {
    ...standard.fieldLabels,
    files: { ru: "снимок экрана со сбоем", en: "a screenshot of the failure" },
  },
  askForMissing: standard.askForMissing,
  lines: [
    { id: "support", labels: { ru: "Служба технической поддержки", en: "Technical support" } },
  ],
  // B-06
  confirmation: false,
  causeFirst: false,
  // M-16, which the document says of its own product as well.
  individualWork: true,
  release: true,
  acknowledgeByMachine: true,
  // B-07
  calendar: {
    id: "business-connect",
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
  policy: { id: "business-connect", version: "1", clocks },
  labels: { processed: { ru: "Обработано", en: "Processed" } },
  notices,
  texts,
}
