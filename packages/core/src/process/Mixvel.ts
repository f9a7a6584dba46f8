// The process of document M: how the maker of the platform MixVel describes its support
// (requirements M-01 to M-16, M-22). The document names no response target, so its desk takes one
// from the contract; and what is closed stays closed there, so a late word opens a new request.
import { letters } from "./letters.ts"
import type { Profile } from "./Profile.ts"
import { standard } from "./Standard.ts"

const { reopenWithin: _, ...likeStandard } = standard
// What is closed stays closed, so nobody is told that it was reopened.
const { reopened: _reopened, ...texts } = letters

/** The process of document M, as data. */
export const mixvel: Profile = {
  ...likeStandard,
  id: "mixvel",
  version: "2",
  desk: {
    name: "Служба поддержки MixVel",
    email: "info@mixvel.com",
    phone: "8 (495) 782-13-15",
    site: "https://mixvel.com/contacts/",
    legalName: "Акционерное общество «Сирена-Трэвел»",
    legalAddress: "125167, г. Москва, Ленинградский пр-т, д. 37, корп. 12, 4 эт., комн. 42",
  },
  languages: ["ru", "en"],
  numberPrefix: "MV-",
  // M-02: requests arrive by e-mail; the phone of chapter 4 is answered by an agent.
  channels: ["email", "phone"],
  // M-03: all of these where possible; what is missing is asked for and refuses nothing.
  requestTypes: [
    {
      id: "support",
      labels: { ru: "Запрос в техническую поддержку", en: "Request for technical support" },
      wished: ["environment", "period", "files"],
      fields: ["affectedVersion", "fixedVersion"],
    },
    {
      // 2.2: the product is to be developed further. No fault, so no cause is found first (B-08).
      id: "development",
      labels: { ru: "Запрос на доработку", en: "Request for development" },
      wished: ["files"],
      way: { causeFirst: false },
      change: "request",
    },
  ],
  // M-17: X.Y.Z says itself of which component it is a build.
  componentScheme: "componentBuild",
  fields: [
    {
      id: "affectedVersion",
      kind: "version",
      scheme: "componentBuild",
      role: "affected",
      labels: { ru: "Версия с неисправностью", en: "Version affected" },
    },
    {
      id: "fixedVersion",
      kind: "version",
      scheme: "componentBuild",
      role: "fixedIn",
      labels: { ru: "Версия с исправлением", en: "Version that mends it" },
    },
  ],
  lines: [
    { id: "support", labels: { ru: "Техническая поддержка", en: "Technical support" } },
    { id: "development", labels: { ru: "Служба разработки", en: "Development" } },
  ],
  // M-06 before M-07 and M-08: when the cause is found, the executor acts.
  causeFirst: true,
  policy: {
    id: "mixvel",
    version: "2",
    clocks: standard.policy.clocks.map(({ target, ...clock }) => {
      // M-09: the customer is reminded nine hours, a working day, before their time is over.
      if (clock.id === "customerAnswer") return { ...clock, warnBefore: [540] }
      return target === undefined || clock.fromContract === true ? clock : { ...clock, target }
    }),
  },
  notices: [
    ...standard.notices.filter(({ event }) => event !== "Reopened"),
    { event: "ClockWarned", clock: "customerAnswer", channel: "email", text: "reminder" },
  ],
  texts,
}
