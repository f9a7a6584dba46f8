// A process with two steps of its own: a change is approved by the customer before anybody works on
// it, and tested by the vendor before it waits for its release.
import { type Profile, standard } from "@upkeep/core"

/** The process, as data. */
export const approving: Profile = {
  ...standard,
  id: "approving",
  version: "1",
  desk: { name: "Lathe Works support", email: "support@lathe-works.example" },
  numberPrefix: "LW-",
  requestTypes: [
    {
      id: "question",
      labels: { en: "Question", ru: "Вопрос" },
      way: { steps: [], individualWork: false, release: false },
    },
    {
      id: "change",
      labels: { en: "Change", ru: "Изменение" },
      // The price is what is found first: without it there is nothing to approve.
      way: { causeFirst: true, steps: ["approval", "test"] },
      change: "request",
    },
  ],
  fields: [
    { id: "approver", kind: "person", labels: { en: "Approved by", ru: "Согласовал" } },
    { id: "budget", kind: "number", least: 1, labels: { en: "Budget, EUR", ru: "Бюджет, евро" } },
    { id: "build", kind: "version", labels: { en: "Tested build", ru: "Проверенная сборка" } },
  ],
  steps: [
    {
      id: "approval",
      labels: { en: "Waiting for approval", ru: "Ждёт согласования" },
      after: "diagnosing",
      before: "solving",
      owner: "customer",
      moves: [
        {
          id: "approve",
          labels: { en: "Approve", ru: "Согласовать" },
          to: "next",
          required: ["approver", "budget"],
        },
        { id: "object", labels: { en: "Object", ru: "Возразить" }, to: "back" },
      ],
    },
    {
      id: "test",
      labels: { en: "Being tested", ru: "Тестируется" },
      after: "fixing",
      before: "awaitingRelease",
      owner: "vendor",
      moves: [
        {
          id: "pass",
          labels: { en: "Passed", ru: "Пройден" },
          to: "next",
          required: ["build"],
        },
        { id: "fail", labels: { en: "Failed", ru: "Не пройден" }, to: "back" },
      ],
    },
  ],
}
