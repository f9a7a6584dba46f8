// Who may do what where: every command against every status, as `decide` asks it before it looks
// at anything else.
import type * as Process from "../process/Process.ts"
import { actorsOf } from "../ticket/Actors.ts"
import type { Actor, CommandType } from "../ticket/Command.ts"
import * as Lifecycle from "../ticket/Lifecycle.ts"
import { inTheirOrder } from "./statuses.ts"
import { wayOf } from "./ways.ts"

/** Kinds of actors. */
export type Who = ReadonlyArray<Actor["kind"]>

/** A command, or one move of a step. */
export interface MatrixRow {
  readonly command: CommandType
  readonly step?: string
  readonly move?: string
  /** By column who may give it; nobody where the status does not allow it. */
  readonly cells: ReadonlyArray<Who>
}

/** Who may do what where. */
export interface Matrix {
  /**
   * The statuses in which the same is allowed to the same; of the first column, where there is no
   * ticket yet, none.
   */
  readonly columns: ReadonlyArray<ReadonlyArray<string>>
  /** Commands that are allowed somewhere, in the order of the glossary. */
  readonly rows: ReadonlyArray<MatrixRow>
}

/** The matrix of the way of a request type. */
export const matrixOf = (
  process: Pick<Process.Process, "lifecycles">,
  requestType?: string,
): Matrix => {
  const { lifecycle } = wayOf(process, requestType)
  const asked = askedOf(lifecycle)
  const columns = new Map<string, Column>([["", { statuses: [], cells: asked.map(beforeIt) }]])
  for (const status of inTheirOrder(lifecycle)) {
    const cells = asked.map((each) => allowedTo(lifecycle, status, each))
    const key = JSON.stringify(cells)
    columns.set(key, { cells, statuses: [...(columns.get(key)?.statuses ?? []), status] })
  }
  const all = [...columns.values()]
  const rows = asked.map((each, index) => ({
    ...each,
    cells: all.map(({ cells }) => cells[index] ?? []),
  }))
  return {
    columns: all.map(({ statuses }) => statuses),
    rows: rows.filter(({ cells }) => cells.some((who) => who.length > 0)),
  }
}

type Asked = Omit<MatrixRow, "cells">

interface Column {
  readonly statuses: ReadonlyArray<string>
  readonly cells: ReadonlyArray<Who>
}

const commandTypes = Object.keys(actorsOf).filter((name): name is CommandType =>
  Object.hasOwn(actorsOf, name),
)

// Of `take` each move is a row, for it is not everybody's.
const askedOf = (lifecycle: Lifecycle.Lifecycle): ReadonlyArray<Asked> => {
  const moves = [...lifecycle.table.keys()].flatMap((status) =>
    Lifecycle.movesIn(lifecycle, status),
  )
  const distinct = new Map(moves.map((each) => [`${each.step} ${each.move}`, each] as const))
  return commandTypes.flatMap((command): ReadonlyArray<Asked> =>
    command === "take"
      ? [...distinct.values()].map(({ step, move }) => ({ command, step, move }))
      : [{ command }],
  )
}

const beforeIt = ({ command }: Asked): Who => (command === "register" ? actorsOf[command] : [])

const allowedTo = (
  lifecycle: Lifecycle.Lifecycle,
  status: string,
  { command, step, move }: Asked,
): Who => {
  if (!Lifecycle.permits(lifecycle, status, command)) return []
  if (step === undefined) return actorsOf[command]
  const offered = Lifecycle.movesIn(lifecycle, status)
  const isOffered = offered.some((each) => each.step === step && each.move === move)
  const isCustomers = lifecycle.owners.get(step) === "customer"
  return isOffered ? actorsOf[command].filter((kind) => kind !== "customer" || isCustomers) : []
}
