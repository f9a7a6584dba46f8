// Who this desk knows: its customers with their contracts, and its staff by the table of document B
// (5.1). All invented.
import { teamOf } from "@upkeep-examples/story/people"
import type { Coverage, Customer, DirectoryData, StaffMember } from "@upkeep/core"

type Contract = Customer["contracts"][number]

const contract = (customer: string, over: Partial<Contract>): Contract => ({
  id: `contract-${customer}`,
  version: "1",
  validFrom: Date.UTC(2026, 0, 1),
  validTo: null,
  // The process promises 24 working hours to everybody.
  targets: {},
  ...over,
})

const customers: ReadonlyArray<Customer> = [
  {
    id: "alfa",
    name: "Альфа-Снаб",
    contacts: [
      { id: "alfa-1", name: "Марина Соколова", address: "sokolova@alfa-snab.example" },
      { id: "alfa-2", name: "Денис Ильин", address: "ilyin@alfa-snab.example" },
    ],
    contracts: [contract("alfa", { quota: { hours: 10, per: "month" } })],
  },
  {
    id: "vektor",
    name: "Вектор Опт",
    contacts: [
      {
        id: "vektor-1",
        name: "Наталья Гусева",
        address: "guseva@vektor-opt.example",
        phone: "+7 900 000-00-01",
      },
    ],
    contracts: [contract("vektor", { quota: { requests: 20, per: "month" } })],
  },
  {
    id: "nord",
    name: "Nord Trade",
    contacts: [
      { id: "nord-1", name: "Emma Lind", address: "emma@nord-trade.example", language: "en" },
    ],
    contracts: [contract("nord", { quota: { hours: 40, per: "term" } })],
  },
]

const shift = (id: string, from: string, to: string) => {
  const hours = [[from, to]]
  const week = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours }
  return { id, version: "1", timeZone: "+03:00", week }
}

const backend = ["Python", "Django", "Flask", "FastAPI", "Kubernetes"]
const web = ["JavaScript", "React"]
const testing = ["автотесты", "ручное тестирование"]

const developers = { line: "development" }
const support = { line: "support", direction: "support" }

const staff: ReadonlyArray<StaffMember> = [
  ...teamOf(
    { ...developers, direction: "backend", competences: backend },
    { arkady: "Аркадий Лунин", boris: "Борис Ким", gleb: "Глеб Орлов" },
  ),
  ...teamOf(
    { ...developers, direction: "web", competences: web },
    { darya: "Дарья Белова", egor: "Егор Зимин", zoya: "Зоя Рябова" },
  ),
  ...teamOf(
    { ...developers, direction: "testing", competences: testing },
    { inna: "Инна Котова", klim: "Клим Дятлов", lada: "Лада Юдина" },
  ),
  ...teamOf({ ...developers, direction: "design" }, { mila: "Мила Савина" }),
  ...teamOf(
    { ...support, workingTime: shift("early", "09:00", "14:00") },
    { vera: "Вера Никитина" },
  ),
  ...teamOf({ ...support, workingTime: shift("late", "13:00", "18:00") }, { timur: "Тимур Алиев" }),
]

/** The directory of the example. */
export const people: DirectoryData = { customers, staff }

/** The table of document B, 5.1; all of them are employees. */
export const needs: ReadonlyArray<Coverage.PeopleNeeded> = [
  { direction: "backend", competences: backend, count: 3, employment: "employee" },
  { direction: "web", competences: web, count: 3, employment: "employee" },
  { direction: "testing", competences: testing, count: 3, employment: "employee" },
  { direction: "design", count: 1, employment: "employee" },
  { direction: "support", count: 2, employment: "employee" },
]

const [marina, denis, natalya, emma] = customers.flatMap(({ contacts }) => contacts)
if (!marina || !denis || !natalya || !emma) throw new Error("somebody of the story is not there")

/** The customers' people who appear in the story. */
export const contacts = { marina, denis, natalya, emma }
