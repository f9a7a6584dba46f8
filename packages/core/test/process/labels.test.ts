// What people call what they meet: the standard words, those of a profile, those of its steps.
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { businessConnect } from "../../src/process/BusinessConnect.ts"
import { reasons, states, unnamedStates } from "../../src/process/labels.ts"
import { mixvel } from "../../src/process/Mixvel.ts"
import * as Process from "../../src/process/Process.ts"
import { statesOf } from "../../src/process/rule.ts"
import { standard } from "../../src/process/Standard.ts"
import { Reject } from "../../src/ticket/Command.ts"
import * as Lifecycle from "../../src/ticket/Lifecycle.ts"
import { problemsOf } from "./made.ts"

const made = (over: object) => Result.getOrThrow(Process.make({ ...standard, ...over }))
const step = {
  id: "approval",
  labels: { en: "Waiting for an approval", ru: "Ждёт согласования" },
  after: "registered",
  before: "diagnosing",
  owner: "customer",
  moves: [{ id: "approve", labels: { en: "Approve", ru: "Согласовать" }, to: "next" }],
}

describe("the standard words", () => {
  it("stand for every state that any way has, and for every reason, in both languages", () => {
    const all = { causeFirst: false, escalation: true, options: true, individualWork: true }
    const ways = [true, false].map((confirmation) =>
      Lifecycle.make({ ...all, confirmation, release: true, unanswered: true, reopening: true }),
    )
    const met = new Set([...Object.keys(states), ...unnamedStates])
    expect(met).toEqual(new Set(statesOf(ways)))
    expect(Object.keys(reasons)).toEqual([...Reject.fields.reason.literals])
    for (const words of [...Object.values(states), ...Object.values(reasons)])
      expect(Object.keys(words)).toEqual(["en", "ru"])
  })

  it("hold where the profile says nothing, language by language", () => {
    const process = made({ labels: { solving: { ru: "В работе" }, spam: { en: "no request" } } })
    const called = (status: string) => [
      Process.labelOf(process, status, "en"),
      Process.labelOf(process, status, "ru"),
    ]
    expect(called("open.solving.ours")).toEqual(["Being solved", "В работе"])
    expect(called("open.fixing.ours")).toEqual(["With a specialist", "В работе у специалиста"])
    expect(Process.wordFor(process, "spam", "en")).toBe("no request")
    expect(Process.wordFor(process, "spam", "ru")).toBe("сообщение не является запросом")
    expect(Process.wordFor(process, "noContract", "de")).toBe("no contract covers it")
    for (const id of ["nothing", "toString", "__proto__"])
      expect(Process.wordFor(process, id, "en")).toBeUndefined()
  })

  it("missing-label: a process in another language says them itself", () => {
    const said = problemsOf({ languages: ["de"] }).filter((each) => each.includes(" labels."))
    expect(said).toContain("missing-label labels.registered")
    expect(said).toContain("missing-label labels.duplicate")
    expect(said).toContain("missing-label labels.silence")
    const some = problemsOf({ languages: ["en", "de"], labels: { registered: { de: "Neu" } } })
    expect(some).not.toContain("missing-language labels.registered.de")
    expect(some).toContain("missing-language labels.solving.de")
  })

  it("missing-label: only of states that the process has", () => {
    const said = problemsOf({ languages: ["en", "de"], release: false })
    expect(said).not.toContain("missing-language labels.awaitingRelease.de")
    expect(said).not.toContain("missing-language labels.processed.de")
    expect(said).toContain("missing-language labels.fixing.de")
  })
})

describe("a configuration's label", () => {
  it.each([standard, mixvel, businessConnect])(
    "$id: each configuration of each way has one in each language",
    (profile) => {
      const process = made(profile)
      for (const { table } of [process.lifecycle, ...process.lifecycles.values()])
        for (const status of table.keys())
          for (const language of profile.languages) {
            const label = Process.labelOf(process, status, language)
            expect(label).not.toBe(status)
            expect(/[а-яё]/i.test(label)).toBe(language === "ru")
          }
    },
  )

  it("B-06 a handled request is «Обработано»", () => {
    const process = made(businessConnect)
    expect(Process.labelOf(process, "closed.processed", "ru")).toBe("Обработано")
  })

  it("a step is called by its own name while its owner has the move, and by others' else", () => {
    const process = made({ steps: [step] })
    const called = ["customers", "ours", "thirdPartys"].map((turn) =>
      Process.labelOf(process, `open.approval.${turn}`, "en"),
    )
    expect(called).toEqual([
      "Waiting for an approval",
      "Waiting for an approval",
      "Waiting for a third party",
    ])
    const renamed = made({ steps: [step], labels: { approval: { en: "With you" } } })
    expect(Process.labelOf(renamed, "open.approval.customers", "en")).toBe("With you")
    expect(Process.labelOf(renamed, "open.approval.customers", "ru")).toBe("Ждёт согласования")
  })
})
