// Who may do what where is what `decide` says, whoever asks, in every status.
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Description from "../../src/describe/Description.ts"
import type { Actor } from "../../src/ticket/Command.ts"
import type { Shape } from "../../src/ticket/configuration.ts"
import { attemptsOn } from "../ticket/attempts.ts"
import { agent, customer, lifecycleOf, robot, usual } from "../ticket/given.ts"
import { full, stepped } from "../ticket/shapes.ts"
import { decideOn, passing, prepared } from "../ticket/walk.ts"
import { processOf } from "./given.ts"
import { standard } from "../../src/process/Standard.ts"

const actors: ReadonlyArray<Actor> = [customer, agent, robot]
/** The refusals that ask for nothing but who it is, and where the ticket stands. */
const asked: ReadonlySet<string> = new Set(["ActorNotAllowed", "TransitionNotAllowed"])

/** By status and command (of a step: by its move) who was not refused for who, or where, it is. */
const letIn = (shape: Shape) => {
  const found = new Map<string, Set<string>>()
  for (const [status, from] of passing(shape))
    for (const { state } of prepared(shape, from, 1)) {
      if (state.status !== status) continue
      for (const attempt of attemptsOn(state))
        for (const actor of actors) {
          const { command } = attempt
          const move = command.type === "take" ? ` ${command.step} ${command.move}` : ""
          const around = { ...attempt.around, actor }
          const decided = decideOn(shape, state, { command, around })
          const rule = Result.isFailure(decided) ? decided.failure.rule : ""
          const key = `${status} ${command.type}${move}`
          const who = found.get(key) ?? new Set()
          found.set(key, asked.has(rule) || rule === "MoveNotOffered" ? who : who.add(actor.kind))
        }
    }
  return found
}

describe.each([
  ["the usual shape", usual],
  ["everything on", full],
  ["with steps", stepped],
] as const)("%s", (_, shape) => {
  const lifecycle = lifecycleOf(shape)
  const { columns, rows } = Description.matrix({
    ...processOf(standard),
    lifecycles: new Map([["request", lifecycle]]),
  })

  it("T01 every status stands in one column, the first of which is before there is a ticket", () => {
    expect(columns[0]).toEqual([])
    expect(columns.flat().toSorted()).toEqual([...lifecycle.table.keys()].toSorted())
  })

  it("every cell names those whom decide lets in, and nobody else", () => {
    const tried = letIn(shape)
    const told = new Map<string, ReadonlyArray<string>>(
      rows.flatMap(({ command, step, move, cells }) =>
        cells.flatMap((who, column) =>
          (columns[column] ?? []).map((status) => {
            const key = step === undefined ? command : `${command} ${step} ${move}`
            return [`${status} ${key}`, [...who].toSorted()] as const
          }),
        ),
      ),
    )
    const differing = [...tried]
      .map(([key, who]) => [key, [...who].toSorted(), told.get(key) ?? []] as const)
      .filter(([, who, cell]) => who.join() !== cell.join())
    expect(differing).toEqual([])
    expect(tried.size).toBeGreaterThan(700)
  })
})
