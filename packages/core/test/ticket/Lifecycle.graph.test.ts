import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { mixvel } from "../../src/process/Mixvel.ts"
import * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
import { machineOf, signalsOf } from "../../src/ticket/chart.ts"
import * as Lifecycle from "../../src/ticket/Lifecycle.ts"
import { lifecycleOf, shapes } from "./given.ts"
import { attemptsOn, commandTypes, decideOn, passing, resting } from "./walk.ts"

const nameOf = ({ confirmation, causeFirst, escalation }: Lifecycle.Shape) =>
  `${confirmation ? "confirmation" : "no confirmation"}, ${causeFirst ? "cause first" : "any time"}, ${escalation ? "lines" : "one line"}`

const tableOf = (shape: Lifecycle.Shape) => [...lifecycleOf(shape).table.values()]

type Machine = ReturnType<typeof machineOf>
type Node = Machine["root"]

// XState says which arrows a signal takes; where they lead is worked out here, apart from its
// steps.
const stepOf = (shape: Lifecycle.Shape) => {
  const machine = machineOf(shape)
  return (status: string, type: string) => {
    const snapshot = machine.resolveState({ value: valueOf(status), context: {} })
    const targets = machine
      .getTransitionData(snapshot, { type })
      .flatMap(({ target }) => target ?? [])
    expect(snapshot.can({ type })).toBe(targets.length === 1)
    const [target] = targets
    return target === undefined ? undefined : statusAt(status, leafOf(target))
  }
}

const leafOf = (node: Node): Node => {
  const [inner] = node.type === "compound" ? node.initial.target : []
  return inner === undefined ? node : leafOf(inner)
}

// An arrow into one region leaves the other as it is, or enters it at its beginning from outside.
const statusAt = (from: string, { path }: Node): string => {
  const [phase = "", region, leaf = ""] = path
  if (phase !== "open") return path.join(".")
  const [, work = "", turn = ""] = from.startsWith("open.")
    ? from.split(".")
    : ["", "registered", "ours"]
  return region === "work" ? `open.${leaf}.${turn}` : `open.${work}.${leaf}`
}

const valueOf = (status: string) => {
  const [phase = "", inner = "", turn = ""] = status.split(".")
  return phase === "open" ? { open: { work: inner, turn } } : { [phase]: inner }
}

describe.each(shapes.map((shape) => [nameOf(shape), shape] as const))("%s", (_name, shape) => {
  it("the table says what the chart says, on every configuration and signal", () => {
    const step = stepOf(shape)
    const signals = signalsOf(machineOf(shape))
    expect(signals.length).toBeGreaterThan(8)
    for (const { status, next } of tableOf(shape))
      for (const signal of signals)
        expect([status, signal, next.get(signal)]).toEqual([status, signal, step(status, signal)])
  })

  it("the table knows no signal beside those of the chart", () => {
    const signals = new Set(signalsOf(machineOf(shape)))
    const used = tableOf(shape).flatMap(({ next }) => Array.from(next.keys()))
    expect(used.filter((signal) => !signals.has(signal))).toEqual([])
    // Every signal of the chart is used somewhere: a dead one would be a mistake of its shape.
    expect([...signals].filter((signal) => !used.includes(signal))).toEqual([])
  })

  it("every configuration is reached by commands", () => {
    expect([...passing(shape).keys()].toSorted()).toEqual(
      tableOf(shape)
        .map(({ status }) => status)
        .toSorted(),
    )
  })

  it("from every configuration a closed one can be reached", () => {
    const { table } = lifecycleOf(shape)
    const leading = new Set([...table.keys()].filter((status) => status.startsWith("closed")))
    for (let size = -1; size < leading.size;) {
      size = leading.size
      for (const { status, next } of table.values())
        if ([...next.values()].some((to) => leading.has(to))) leading.add(status)
    }
    expect([...table.keys()].filter((status) => !leading.has(status))).toEqual([])
  })

  it("M-15 every configuration that is not closed can be withdrawn", () => {
    for (const { status, next } of tableOf(shape))
      expect([status, next.get("Withdrawn")]).toEqual([
        status,
        status.startsWith("closed") ? undefined : "closed.withdrawn",
      ])
  })

  it("a command that a configuration does not permit is refused whatever it carries", () => {
    const lifecycle = lifecycleOf(shape)
    for (const { state } of passing(shape).values())
      for (const attempt of attemptsOn(state)) {
        const { type } = attempt.command
        if (Lifecycle.permits(lifecycle, state.status, type)) continue
        const decided = decideOn(shape, state, attempt)
        const rule = Result.isFailure(decided) ? decided.failure.rule : "accepted"
        expect([state.status, type, rule]).toEqual([state.status, type, "TransitionNotAllowed"])
      }
  })

  it("a command that a resting configuration permits is accepted with some payload", () => {
    const lifecycle = lifecycleOf(shape)
    for (const { state } of resting(shape).values())
      for (const type of commandTypes) {
        const attempts = attemptsOn(state).filter(({ command }) => command.type === type)
        const accepted = attempts.some((each) => Result.isSuccess(decideOn(shape, state, each)))
        expect([state.status, type, accepted]).toEqual([
          state.status,
          type,
          Lifecycle.permits(lifecycle, state.status, type),
        ])
      }
  })

  it("while an answer is under way nobody but us has the turn, once its command is done", () => {
    const waiting = [...lifecycleOf(shape).table.keys()].filter(
      (status) => status.startsWith("open.answering") && !status.endsWith("ours"),
    )
    const between = [...lifecycleOf(shape).table.keys()].filter(
      (status) => !resting(shape).has(status),
    )
    expect(between.toSorted()).toEqual(waiting.toSorted())
  })
})

it.each([standard, mixvel])(
  "every configuration has a label in each language of $id",
  (profile) => {
    const process = Result.getOrThrow(Process.make(profile))
    for (const status of process.lifecycle.table.keys())
      for (const language of profile.languages) {
        const label = Process.labelOf(process, status, language)
        expect([status, label === status || label.trim() === ""]).toEqual([status, false])
      }
  },
)

it("the configurations of document M are these", () => {
  const process = Result.getOrThrow(Process.make(mixvel))
  expect([...process.lifecycle.table.keys()].toSorted()).toEqual([
    "closed.confirmed",
    "closed.silence",
    "closed.withdrawn",
    "completed.awaitingWord",
    "completed.heard",
    "open.answering.customers",
    "open.answering.ours",
    "open.answering.thirdPartys",
    "open.diagnosing.customers",
    "open.diagnosing.ours",
    "open.diagnosing.thirdPartys",
    "open.escalated.customers",
    "open.escalated.ours",
    "open.escalated.thirdPartys",
    "open.registered.customers",
    "open.registered.ours",
    "open.registered.thirdPartys",
    "open.solving.customers",
    "open.solving.ours",
    "open.solving.thirdPartys",
  ])
  expect(process.lifecycle.initial).toBe("open.registered.ours")
})

it("M-06 document M answers only where a cause was found", () => {
  const { lifecycle } = Result.getOrThrow(Process.make(mixvel))
  const answerable = [...lifecycle.table.values()]
    .filter(({ next }) => next.has("Answered"))
    .map(({ status }) => status)
  expect(answerable.toSorted()).toEqual([
    "open.solving.customers",
    "open.solving.ours",
    "open.solving.thirdPartys",
  ])
})
