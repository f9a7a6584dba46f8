// The words of tables and pages, in the languages in which we have words.

/** What stands around that which a process says itself. */
export interface Words {
  readonly process: string
  readonly generated: string
  readonly chart: string
  readonly way: (types: string) => string
  readonly statuses: string
  readonly statusesNote: string
  readonly status: string
  readonly label: (language: string) => string
  readonly phase: string
  readonly turn: string
  readonly running: string
  readonly standing: string
  readonly phases: { readonly [phase in "open" | "completed" | "closed"]: string }
  readonly owners: { readonly [owner in "vendor" | "customer" | "thirdParty"]: string }
  readonly matrix: string
  readonly who: string
  readonly matrixNote: string
  readonly command: string
  readonly before: string
  readonly mermaid: string
}

const english: Words = {
  process: "Process",
  generated: "Generated from the process; do not edit.",
  chart: "The chart",
  way: (types) => `The way of ${types}`,
  statuses: "Statuses",
  statusesNote:
    "A clock is named where some order of commands leads to it: it can run there, or it can have begun and stands there.",
  status: "Status",
  label: (language) => `Name (${language})`,
  phase: "Phase",
  turn: "Whose move",
  running: "Clocks that can run",
  standing: "Clocks that stand",
  phases: { open: "open", completed: "completed", closed: "closed" },
  owners: { vendor: "ours", customer: "the customer’s", thirdParty: "a third party’s" },
  matrix: "Who may do what where",
  who: "**c** customer, **a** agent, **r** robot (the desk itself)",
  matrixNote:
    "This is asked before the data of a command, which may still be refused for what it says.",
  command: "Command",
  before: "no ticket yet",
  mermaid: "The chart as Mermaid",
}

const russian: Words = {
  process: "Процесс",
  generated: "Создано из процесса; не правьте вручную.",
  chart: "Схема",
  way: (types) => `Порядок для: ${types}`,
  statuses: "Статусы",
  statusesNote:
    "Отсчёт назван там, куда к нему ведёт хоть какой-то порядок команд: там он может идти или, уже начатый, стоять.",
  status: "Статус",
  label: (language) => `Название (${language})`,
  phase: "Стадия",
  turn: "Чей ход",
  running: "Отсчёты, которые могут идти",
  standing: "Отсчёты на паузе",
  phases: { open: "открыт", completed: "завершён", closed: "закрыт" },
  owners: { vendor: "наш", customer: "заказчика", thirdParty: "третьей стороны" },
  matrix: "Кто что и где может",
  who: "**c** – заказчик, **a** – сотрудник, **r** – робот (сама служба)",
  matrixNote:
    "Это проверяется раньше данных команды; из-за них команда может быть отклонена и позже.",
  command: "Команда",
  before: "запроса ещё нет",
  mermaid: "Схема на языке Mermaid",
}

/** The words for a language; English ones where we have none. */
export const wordsFor = (language: string): Words =>
  language.split("-")[0] === "ru" ? russian : english
