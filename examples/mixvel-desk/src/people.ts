// Who this desk knows: its customers with their contracts and contacts (M-01, M-21), and its staff
// by the table of document M (M-20). All invented.
import { teamOf } from "@upkeep-examples/story/people"
import type { Contract, Coverage, Customer, DirectoryData, StaffMember } from "@upkeep/core"

/** What a contract promises, in minutes of working time; to develop the product, no resolution. */
const promised = (firstResponse: number, resolution: number) => ({
  firstResponse: { workingMinutes: firstResponse },
  resolution: [{ when: { requestType: "support" }, target: { workingMinutes: resolution } }],
})
const gold = promised(60, 960)
const plain = promised(240, 2_400)

const contract = (
  customer: string,
  promised: Pick<Contract, "targets" | "channels" | "quota">,
): Contract => ({
  id: `contract-${customer}`,
  version: "1",
  validFrom: Date.UTC(2026, 0, 1),
  validTo: null,
  ...promised,
})

/** Whom a customer should have (3.6.2): who connects to the service, and who works with it. */
const wanted = [
  { role: "connection", count: 1 },
  { role: "operation", count: 1 },
]
const both = ["connection", "operation"]

const customers: ReadonlyArray<Customer> = [
  {
    id: "polus",
    name: "Полюс Трэвел",
    contacts: [
      {
        id: "polus-1",
        name: "Ирина Лебедева",
        address: "i.lebedeva@polus-travel.example",
        roles: ["operation"],
      },
      {
        id: "polus-2",
        name: "Артём Зуев",
        address: "a.zuev@polus-travel.example",
        roles: ["connection"],
      },
    ],
    contracts: [contract("polus", { targets: gold, quota: { hours: 20, per: "month" } })],
    wanted,
  },
  {
    id: "severbilet",
    name: "Севербилет",
    contacts: [
      {
        id: "severbilet-1",
        name: "Глеб Тарасов",
        address: "tarasov@severbilet.example",
        roles: ["operation"],
      },
    ],
    // By mail alone, as the document has it (3.2).
    contracts: [contract("severbilet", { targets: plain, channels: ["email"] })],
    wanted,
  },
  {
    id: "lazurit",
    name: "Лазурит-тур",
    contacts: [
      {
        id: "lazurit-1",
        name: "Ольга Жукова",
        address: "o.zhukova@lazurit-tour.example",
        roles: both,
      },
    ],
    // M-09: the customer has three working days to do what is theirs.
    contracts: [
      contract("lazurit", {
        targets: { ...plain, customerAnswer: { workingMinutes: 1_620 } },
        quota: { requests: 10, per: "month" },
      }),
    ],
    wanted,
  },
  {
    id: "balt",
    name: "Balt Trips",
    contacts: [
      {
        id: "balt-1",
        name: "Daniel Brook",
        address: "daniel.brook@balt-trips.example",
        language: "en",
        roles: both,
      },
    ],
    contracts: [contract("balt", { targets: gold })],
    wanted,
  },
]

const languages = ["C#", "JavaScript", "TypeScript"]
const web = ["JavaScript", "Angular", "PHP"]
const testing = ["автотесты", "нагрузочное тестирование"]
const helping = ["коммуникабельность", "техническая грамотность", "знание продуктов"]

const developers = { line: "development" }

const staff: ReadonlyArray<StaffMember> = [
  ...teamOf(
    { ...developers, direction: "backend", competences: languages },
    { ivan: "Иван Петров", kirill: "Кирилл Гордеев", lev: "Лев Маркин", yakov: "Яков Титов" },
  ),
  ...teamOf(
    { ...developers, direction: "web", competences: web },
    { alla: "Алла Быкова", roman: "Роман Сычёв", ulyana: "Ульяна Ершова" },
  ),
  ...teamOf(
    { ...developers, direction: "integration", competences: languages },
    {
      makar: "Макар Ефимов",
      maxim: "Максим Рогов",
      nikita: "Никита Шилов",
      nina: "Нина Дёмина",
      oleg: "Олег Фомин",
      pavel: "Павел Чернов",
      semyon: "Семён Власов",
      sofia: "Софья Крылова",
      taras: "Тарас Бойко",
      vadim: "Вадим Жаров",
    },
  ),
  ...teamOf(
    { ...developers, direction: "testing", competences: testing },
    {
      alina: "Алина Мохова",
      anton: "Антон Седов",
      bella: "Белла Сомова",
      dina: "Дина Волкова",
      elena: "Елена Прохорова",
      fedor: "Фёдор Носов",
      galina: "Галина Титова",
      grigory: "Григорий Уваров",
      katya: "Екатерина Лисина",
      larisa: "Лариса Панова",
      marat: "Марат Юсупов",
      zakhar: "Захар Голубев",
    },
  ),
  ...teamOf(
    { line: "support", direction: "support", competences: helping },
    {
      olga: "Ольга Смирнова",
      artur: "Артур Мельник",
      diana: "Диана Котова",
      ilya: "Илья Сафонов",
      ksenia: "Ксения Орлова",
      pyotr: "Пётр Демидов",
      raisa: "Раиса Фролова",
      stepan: "Степан Захаров",
    },
  ),
]

/** The directory of the example. */
export const people: DirectoryData = { customers, staff }

/** The table of document M, 3.6.1; all of them are employees. */
export const needs: ReadonlyArray<Coverage.PeopleNeeded> = [
  { direction: "backend", competences: languages, count: 4, employment: "employee" },
  { direction: "web", competences: web, count: 3, employment: "employee" },
  { direction: "integration", competences: languages, count: 10, employment: "employee" },
  { direction: "testing", competences: testing, count: 12, employment: "employee" },
  { direction: "support", competences: helping, count: 8, employment: "employee" },
]

const [irina, , gleb, olga, daniel] = customers.flatMap(({ contacts }) => contacts)
if (!irina || !gleb || !olga || !daniel) throw new Error("somebody of the story is not there")

/** The customers' people who appear in the story. */
export const contacts = { irina, gleb, olga, daniel }
