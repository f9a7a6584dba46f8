// The tables of staff of both documents (M 3.6.1, B 5.1) and that of the customer's people
// (M 3.6.2), as facts; and the originals, where they lie beside the repository.
import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Needs } from "../../src/roster/Coverage.ts"

type Staff = NonNullable<Needs["people"]>

const employee = "employee" as const

export const staffOfMixvel: Staff = [
  {
    direction: "Разработка backend",
    competences: ["C#", "JavaScript", "TypeScript"],
    count: 4,
    employment: employee,
  },
  {
    direction: "Разработка веб-приложения",
    competences: ["JavaScript", "Angular", "PHP"],
    count: 3,
    employment: employee,
  },
  {
    direction: "Разработка интеграционных решений",
    competences: ["C#", "JavaScript", "TypeScript"],
    count: 10,
    employment: employee,
  },
  {
    direction: "Тестирование ПО",
    competences: ["Опыт разработки автотестов", "нагрузочного тестирования"],
    count: 12,
    employment: employee,
  },
  {
    direction: "Техническая поддержка ПО",
    competences: [
      "Коммуникабельность",
      "техническая грамотность",
      "знание продуктов производителя",
    ],
    count: 8,
    employment: employee,
  },
]

export const staffOfBusinessConnect: Staff = [
  {
    direction: "Разработка Back-END",
    competences: [
      "Python 3.7-3.11",
      "Django",
      "Flask",
      "FastAPI",
      "опыт разработки под микросервисную архитектуру на базе Kubernetes",
    ],
    count: 3,
    employment: employee,
  },
  {
    direction: "Разработка WEB приложения",
    competences: ["JavaScript", "React"],
    count: 3,
    employment: employee,
  },
  {
    direction: "Тестировщики",
    competences: ["Опыт разработки автотестов", "ручного тестирования"],
    count: 3,
    employment: employee,
  },
  { direction: "Дизайнер UX/UI", count: 1, employment: employee },
  { direction: "Специалисты службы технической поддержки", count: 2, employment: employee },
]

/** Who is wanted at a customer; the competence stands for the role there. */
export const peopleOfCustomers: Staff = [
  { direction: "Подключение к сервису", competences: ["Продвинутый пользователь ПК"], count: 1 },
  { direction: "Эксплуатация", competences: ["Пользователь ПК"], count: 1 },
]

const found = (folder: string): string | undefined => {
  const candidate = join(folder, "shared", "reference")
  if (existsSync(candidate)) return candidate
  return dirname(folder) === folder ? undefined : found(dirname(folder))
}

const folder = found(dirname(fileURLToPath(import.meta.url)))

/** What a title says where the originals are absent. */
export const without =
  folder === undefined ? " (skipped: no folder shared/reference beside the repository)" : ""

/** The rows of an original's tables, cell by cell, without their numbers. */
export const tablesOf = (document: string): ReadonlyArray<ReadonlyArray<string>> =>
  readFileSync(join(folder ?? "", `${document}.md`), "utf8")
    .split("\n")
    .flatMap((line) => {
      const [number = "", ...cells] = line.split("\t").map((cell) => cell.trim())
      return /^\d+$/.test(number) && cells.length === 3 ? [cells] : []
    })

/** The same rows of facts. */
export const cellsOf = (staff: Staff): ReadonlyArray<ReadonlyArray<string>> =>
  staff.map(({ direction, competences = [], count }) => [
    direction,
    competences.join(", "),
    String(count),
  ])

/** Exactly the people that a table names. */
export const peopleOf = (staff: Staff) =>
  staff.flatMap(({ direction, competences = [], count, employment = employee }, row) =>
    Array.from({ length: count }, (_, n) => {
      const id = `${row + 1}-${String(n + 1).padStart(2, "0")}`
      return { id, name: `Person ${id}`, line: "first", direction, competences, employment }
    }),
  )
