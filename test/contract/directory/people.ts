// A directory with something in every field. All invented.
import type { Contract, DirectoryData } from "@upkeep/core"

const from = Date.UTC(2026, 0, 1)
const until = Date.UTC(2027, 0, 1)
const promised = { firstResponse: { workingMinutes: 60 } }
const gold: Contract = {
  id: "gold",
  version: "1",
  validFrom: from,
  validTo: until,
  targets: promised,
}

const shift = [["20:00", "24:00"]]
const night = {
  id: "night",
  version: "1",
  timeZone: "Europe/Moscow",
  week: { mon: shift, tue: shift, wed: shift },
}

/** Customers, contracts and staff. */
export const people: DirectoryData = {
  customers: [
    {
      id: "polus",
      name: "Полюс Трэвел",
      contacts: [
        {
          id: "polus-1",
          name: "Ирина Лебедева",
          address: "I.Lebedeva@Polus.example",
          language: "ru",
          phone: "+7 495 000-00-00",
          roles: ["connection", "operation"],
        },
        { id: "polus-2", name: "O'Neill \u{1f6e0}", address: "o'neill@polus.example" },
      ],
      contracts: [
        { ...gold, channels: ["email"], quota: { hours: 7.5, per: "month" } },
        {
          ...gold,
          version: "2",
          channels: ["phone"],
          requestTypes: ["incident"],
          calendar: "always",
          quota: { requests: 20, per: "term" },
        },
        { ...gold, version: "3", validFrom: until, validTo: null },
      ],
      timeZone: "Asia/Yekaterinburg",
      wanted: [{ role: "operation", count: 2 }],
    },
    { id: "lone", name: "Lone", contacts: [], contracts: [] },
    {
      id: "постоянный",
      name: "Постоянный",
      contacts: [{ id: "контакт", name: "Ян", address: "ЯН@пример.example" }],
      contracts: [],
    },
  ],
  staff: [
    {
      id: "zoya",
      name: "Зоя",
      address: "zoya@desk.example",
      line: "support",
      lines: ["support", "development"],
      direction: "backend",
      competences: ["sql", "gds"],
      employment: "employee",
      workingTime: night,
      absences: [{ from, to: from + 86_400_000 }],
      capacity: 12,
    },
    { id: "alexei", name: "Алексей", line: "development", employment: "contractor", leftAt: until },
    { id: "olga", name: "Olga", line: "support" },
  ],
}
