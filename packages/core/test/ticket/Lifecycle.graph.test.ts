import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { machineOf, signalsOf } from "../../src/ticket/chart.ts"
import * as Lifecycle from "../../src/ticket/Lifecycle.ts"
import { lifecycleOf } from "./given.ts"
import { shapes, switches } from "./shapes.ts"
import { commandTypes, decideOn, type Found, passing, prepared, resting } from "./walk.ts"
import { type Attempt, attemptsOn } from "./attempts.ts"

it("of any two switches the shapes hold every pair of values", () => {
  for (const one of switches)
    for (const other of switches) {
      const pairs = new Set(shapes.map((shape) => `${isOn(shape, one)} ${isOn(shape, other)}`))
      expect([one, other, pairs.size]).toEqual([one, other, one === other ? 2 : 4])
    }
})

it("of equal shapes one is built, and what was asked for longest ago makes room", () => {
  const first = Lifecycle.make(named("first"))
  const others = Array.from({ length: Lifecycle.keptAtMost }, (_, index) => named(`other${index}`))
  for (const shape of others.slice(1)) Lifecycle.make(shape)
  expect(Lifecycle.make(named("first"))).toBe(first)
  for (const shape of others) Lifecycle.make(shape)
  const again = Lifecycle.make(named("first"))
  expect([again === first, again]).toEqual([false, first])
})

const named = (id: string): Lifecycle.Shape => ({
  confirmation: true,
  causeFirst: true,
  escalation: true,
  steps: [{ id, after: "diagnosing", before: "solving", owner: "vendor", moves: [] }],
})

const nameOf = (shape: Lifecycle.Shape) =>
  switches.filter((name) => isOn(shape, name)).join(", ") || "nothing switched on"

const isOn = (shape: Lifecycle.Shape, name: (typeof switches)[number]): boolean =>
  name === "steps" ? (shape.steps ?? []).length > 0 : shape[name] === true

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

// Directly, or after one or two others that leave the ticket where it is.
const isTaken = (shape: Lifecycle.Shape, from: Found, type: Attempt["command"]["type"]) => {
  for (const { state } of prepared(shape, from, 2)) {
    if (state.status !== from.state.status) continue
    const attempts = attemptsOn(state).filter(({ command }) => command.type === type)
    if (attempts.some((each) => Result.isSuccess(decideOn(shape, state, each)))) return true
  }
  return false
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
    for (const found of resting(shape).values()) {
      const { status } = found.state
      const permitted = commandTypes.filter((type) => Lifecycle.permits(lifecycle, status, type))
      const refused = permitted.filter((type) => !isTaken(shape, found, type))
      expect([status, ...refused]).toEqual([status])
    }
  })

  it("B-04 every open configuration can be rejected, and no other one", () => {
    for (const { status, next } of tableOf(shape))
      expect([status, next.get("Rejected")]).toEqual([
        status,
        status.startsWith("open") ? "closed.rejected" : undefined,
      ])
  })

  it("a merged ticket comes back to the state of the work in which it was merged", () => {
    const { table } = lifecycleOf(shape)
    const merging = [...table.values()].filter(({ next }) => next.has("Merged"))
    const works = new Set(merging.map(({ status }) => status.split(".")[1] ?? ""))
    expect(merging.map(({ next }) => next.get("Merged"))).toEqual(
      merging.map(() => "closed.merged"),
    )
    expect(table.get("closed.merged")?.next).toEqual(
      new Map([...works].map((work) => [`Unmerged.${work}`, `open.${work}.ours`])),
    )
    const open = [...table.keys()].filter((status) => status.startsWith("open"))
    expect(open.filter((status) => !works.has(status.split(".")[1] ?? ""))).toEqual(
      open.filter((status) => status.startsWith("open.answering")),
    )
  })

  it("what is closed comes back in these ways alone", () => {
    const back = new Set(["Reopened", "AnswerReturned", "ClosingUndone", "Unmerged"])
    for (const { status, next } of tableOf(shape))
      for (const [signal, to] of next)
        if (status.startsWith("closed") && !to.startsWith("closed"))
          expect([status, signal, back.has(signal.split(".")[0] ?? "")]).toEqual([
            status,
            signal,
            true,
          ])
  })

  it("a step of the process's own is left by its moves, or by an end", () => {
    const { steps = [] } = shape
    const ends = ["Merged", "Rejected", "Withdrawn"]
    for (const { id, owner, moves } of steps)
      for (const turn of ["ours", "customers", "thirdPartys"]) {
        const { next = new Map<string, string>() } =
          lifecycleOf(shape).table.get(`open.${id}.${turn}`) ?? {}
        const silent = shape.unanswered === true && turn === "customers" ? ["SilenceElapsed"] : []
        expect(
          [...next.keys()].filter((signal) => !signal.startsWith("TurnPassed")).toSorted(),
        ).toEqual(
          [...ends, ...silent, ...moves.map((move) => `StepTaken.${id}.${move.id}`)].toSorted(),
        )
        expect(Lifecycle.ownerIn(lifecycleOf(shape), new Set(["open", id, turn]))).toBe(owner)
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
