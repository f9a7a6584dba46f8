// The process of document M: how the maker of the platform MixVel describes its support
// (requirements M-01 to M-16, M-22). The document names no response target, so its desk takes one
// from the contract.
import { standard } from "./Standard.ts"
import type { Profile } from "./Profile.ts"

/** The process of document M, as data. */
export const mixvel: Profile = {
  ...standard,
  id: "mixvel",
  version: "1",
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
    version: "1",
    clocks: standard.policy.clocks.map((clock) => {
      const { target, ...rest } = clock
      return clock.id === "firstResponse" || target === undefined ? rest : { ...rest, target }
    }),
  },
}
