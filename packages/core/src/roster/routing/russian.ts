// Routing explained in Russian.
import type { Words } from "./words.ts"

export const russian: Words = {
  out: {
    left: "больше не работает с",
    otherLine: "работает в других службах:",
    lacksCompetence: "нет компетенции",
    absent: "отсутствует до",
    offShift: "не на смене до",
    full: "полная загрузка,",
  },
  unlike: {
    requestType: "другой вид запроса",
    priority: "другой приоритет",
    line: "другая служба",
    channel: "другой канал",
    field: "не заполнено поле с компетенцией",
  },
  nobody: {
    noRule: "Исполнитель не назначен: запросу не подходит ни одно правило",
    noMember: "Исполнитель не назначен: взять запрос некому",
  },
  best: {
    leastLoad: "меньше всего открытых запросов",
    roundRobin: "дольше всех без новых запросов",
  },
  phrases: {
    assigned: "Назначен исполнитель",
    byRule: "Правило",
    doesNotFit: "не подходит",
    line: "служба",
    competence: "компетенция",
    openTickets: "открытых запросов:",
    of: "из",
    lastAssigned: "последнее назначение",
    neverAssigned: "назначений не было",
    offShiftForEver: "не на смене и больше на неё не выйдет",
    only: "больше взять запрос некому",
    equal: "первый по идентификатору среди равных, остальные:",
  },
}
