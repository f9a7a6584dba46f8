// upkeep sending: whether a tenant's notifications go out, what waits, and who lets it go (P17).
import type { Desk, WaitingNotice } from "@upkeep/core"
import { checkEnvironment } from "../environment.ts"
import { operatorOf } from "../operator.ts"
import type { Options } from "../options.ts"
import { harmless, print } from "../output.ts"
import { openToLook, openToWork } from "../store.ts"
import { UsageError } from "../UsageError.ts"

/** The most notifications that are asked for at once. */
const pageSize = 1_000

/** Shows, pauses or releases the sending of a tenant. */
export const run = async (
  command: "sending pause" | "sending release" | "sending show",
  argument: string | undefined,
  options: Options,
): Promise<void> => {
  if (argument !== undefined) throw new UsageError(`got ${argument}, expected: upkeep ${command}`)
  const reason = options.said("reason")
  if (command === "sending pause" && reason === undefined)
    throw new UsageError("got no --reason, expected why nothing is to be sent")
  checkEnvironment(options)
  const open = command === "sending show" ? openToLook : openToWork
  await using desk = await open(options)
  const by = operatorOf(options)
  if (command === "sending pause") await desk.pauseSending({ reason: reason ?? "", by })
  // What it lets go is shown before it goes.
  const waiting = await show(desk, options)
  if (command === "sending release") {
    await desk.releaseSending({ by })
    if (!options.json) print(`released: ${waiting} notifications are sent as their time comes`)
  }
  if (options.json) print(JSON.stringify({ ...(await desk.sending()), waiting }))
  else if (command !== "sending release") print(await standing(desk, waiting))
}

const show = async (desk: Desk, { json }: Options): Promise<number> => {
  let count = 0
  for await (const page of pagesOf(desk)) {
    count += page.length
    for (const each of page) print(json ? JSON.stringify(each) : harmless(lineOf(each)))
  }
  return count
}

async function* pagesOf(desk: Desk): AsyncGenerator<ReadonlyArray<WaitingNotice>, undefined> {
  let after: string | undefined
  do {
    const page = await desk.waiting({ limit: pageSize, ...(after === undefined ? {} : { after }) })
    yield page
    after = page.length < pageSize ? undefined : page.at(-1)?.id
  } while (after !== undefined)
}

const lineOf = ({ id, ticketNumber, notice, channel, attempts, reason }: WaitingNotice): string => {
  const tried = attempts === 0 ? "" : `  tried ${attempts} times`
  const why = reason === "" ? "" : `: ${reason}`
  return `${ticketNumber.padEnd(10)} ${notice} by ${channel}  ${id}${tried}${why}`
}

const standing = async (desk: Desk, waiting: number): Promise<string> => {
  const { pausedAt, reason } = await desk.sending()
  const counted = `${waiting} notifications wait`
  if (pausedAt === null) return `sending is on; ${counted}`
  return harmless(
    `sending is paused since ${new Date(pausedAt).toISOString()} (${reason}); ${counted}`,
  )
}
