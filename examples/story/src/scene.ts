// One ticket in a story: how it is opened, what is done with it, and the telling of both.
import type { Actor, Command } from "@upkeep/core"
import type { MailTaken } from "@upkeep/transport-mail"
import { instantOf } from "./day.ts"
import type { File, Written } from "./mail.ts"
import { mailsAbout, type Stage } from "./stage.ts"

/** A ticket whose story is told. All times are wall times of the desk (GMT+3). */
export interface Scene {
  readonly ticketId: string
  readonly number: string
  /** Somebody gives it a command. */
  readonly act: (wall: string, actor: Actor, command: Command) => Promise<void>
  /** The customer replies to the last mail about it; answers with what became of the reply. */
  readonly reply: (wall: string, text: string, file?: File) => Promise<MailTaken>
  /** The desk does what is due. */
  readonly work: (wall: string) => Promise<void>
  /** Tells what happened to it since it was told last. */
  readonly tell: () => Promise<void>
  /** Who has it. */
  readonly executor: () => Promise<Actor>
}

/** A ticket that is there, of which so many events were told. */
export const sceneOf = async (stage: Stage, ticketId: string, before = 0): Promise<Scene> => {
  const { desk, day } = stage
  const { number } = await desk.summary(ticketId)
  let told = before
  const tell = async () => {
    told = await stage.tell.ticket(desk, ticketId, told)
    stage.tellSent()
  }
  const worked = async () => {
    await stage.work()
    await tell()
  }
  return {
    ticketId,
    number,
    tell,
    act: async (wall, actor, command) => {
      day.moveTo(wall)
      await desk.submit({ ticketId, actor, command })
      await worked()
    },
    reply: async (wall, text, file) => {
      day.moveTo(wall)
      const answers = mailsAbout(stage, number).at(-1)
      if (answers === undefined) throw new Error(`nobody was written to about ${number}`)
      const from = { address: answers.to }
      const subject = `Re: ${answers.subject}`
      const taken = await stage.take({ from, subject, text, answers, ...(file && { file }) })
      await worked()
      return taken
    },
    work: async (wall) => {
      day.moveTo(wall)
      await worked()
    },
    executor: async () => {
      const { assignee } = await desk.summary(ticketId)
      if (assignee === null) throw new Error(`${number} has no executor`)
      return { kind: "agent", id: assignee }
    },
  }
}

/** A customer's mail opens a ticket. */
export const byMail = async (stage: Stage, wall: string, mail: Written): Promise<Scene> => {
  stage.day.moveTo(wall)
  const { ticketId, outcome, reason } = await stage.take(mail)
  if (ticketId === null || outcome !== "new-ticket")
    throw new Error(`got ${outcome} ${reason}, expected a new ticket`)
  return opened(stage, ticketId)
}

type Register = Extract<Command, { readonly type: "register" }>

/** A call that somebody of ours writes down: now, and when it reached us, by their own watch. */
export interface Call {
  readonly by: Actor
  readonly at: string
  readonly calledAt?: string
  readonly request: Omit<Register, "type" | "channel">
}

/** A customer's call opens a ticket. */
export const byPhone = async (
  stage: Stage,
  { by, at, calledAt, request }: Call,
): Promise<Scene> => {
  stage.day.moveTo(at)
  const { ticketId } = await stage.desk.submit({
    actor: by,
    command: { type: "register", channel: "phone", ...request },
    ...(calledAt === undefined ? {} : { effectiveAt: instantOf(calledAt) }),
  })
  return opened(stage, ticketId)
}

const opened = async (stage: Stage, ticketId: string): Promise<Scene> => {
  const scene = await sceneOf(stage, ticketId)
  await stage.work()
  await scene.tell()
  return scene
}
