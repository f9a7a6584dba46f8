// Tickets of the straight way, brought to where a test wants them.
import type { Command, Desk, DeskOptions, Profile, StorageAdapter } from "@upkeep/core"
import { agent, customer, openDesk } from "./setUp.ts"

/** Opens a desk on a store, and on a profile where one is given. */
export const deskOn = (storage: StorageAdapter, process?: Profile, options: DeskOptions = {}) =>
  openDesk({ storage, ...options, ...(process === undefined ? {} : { process }) })

const request = {
  type: "register",
  channel: "email",
  subject: "S",
  text: "T",
  requester: {},
} as const

export const register = (desk: Desk, requestType = "incident") =>
  desk.submit({ actor: customer, command: { ...request, requestType } })

export const give = (desk: Desk, ticketId: string, command: Command) =>
  desk.submit({ ticketId, actor: agent, command })

const assign = { type: "assign", assignee: "boris" } as const
const diagnose = { type: "diagnose", cause: "userError" } as const

/** How far a ticket is brought: by an assignment, its cause, its step, an answer. */
const lives = {
  registered: [],
  diagnosing: [assign],
  beyondDiagnosis: [assign, diagnose],
  solving: [assign, diagnose, { type: "take", step: "approval", move: "pass" }],
  completed: [
    assign,
    diagnose,
    { type: "take", step: "approval", move: "pass" },
    { type: "answer", text: "Done." },
  ],
  answered: [assign, diagnose, { type: "answer", text: "Done." }],
  closed: [{ type: "withdraw" }],
} as const satisfies { readonly [where: string]: ReadonlyArray<Command> }

/** Registers a ticket and brings it so far; its id. */
export const ticketIn = async (
  desk: Desk,
  where: keyof typeof lives,
  requestType?: string,
): Promise<string> => {
  const { ticketId } = await register(desk, requestType)
  for (const command of lives[where]) await give(desk, ticketId, command)
  return ticketId
}

/** Closes a desk behind itself. */
export const on = async <A>(
  storage: StorageAdapter,
  process: Profile | undefined,
  done: (desk: Desk) => Promise<A>,
): Promise<A> => {
  await using opened = await deskOn(storage, process)
  return await done(opened.desk)
}

/** The types of a ticket's events, the oldest first. */
export const typesOf = async (desk: Desk, ticketId: string): Promise<ReadonlyArray<string>> =>
  (await desk.show(ticketId)).history.map(({ type }) => type)
