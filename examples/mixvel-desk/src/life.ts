// One ticket's whole life: acknowledged, assigned, clarified, diagnosed, answered, disputed,
// answered again and closed by silence.
import type { Actor, Command, Desk } from "@upkeep/core"
import type { PromiseMailIntake } from "@upkeep/transport-mail"
import type { Day } from "./day.ts"
import type { Receiver } from "./receiver.ts"
import { replyTo } from "./reply.ts"
import { chapter, say, tellMail, tellTicket } from "./tell.ts"

/** What the story plays with. */
export interface Stage {
  readonly desk: Desk
  readonly intake: PromiseMailIntake
  readonly receiver: Receiver
  readonly day: Day
  /** The folder that is read as the desk's mailbox. */
  readonly mailbox: string
}

const olga: Actor = { kind: "agent", id: "olga" }
const ivan: Actor = { kind: "agent", id: "ivan" }

/** Plays the life of a ticket to its end. */
export const live = async (stage: Stage, ticketId: string): Promise<void> => {
  const scene = sceneOf(stage, ticketId)
  chapter("Somebody takes it")
  await scene.act("2026-11-23 09:20", olga, { type: "assign", assignee: "olga" })
  chapter(
    "Something is missing: the clock of the contract stands while the customer owes an answer",
  )
  await scene.act("2026-11-23 09:40", olga, {
    type: "requestInformation",
    text: "Повторяется ли проблема сейчас? Пришлите, пожалуйста, лог-файлы запроса и ошибок.",
  })
  await scene.reply("2026-11-24 10:10", "Да, повторяется: сегодня в 9:50, продуктовый стенд.")
  chapter("The cause is found: the product's fault, so it goes to the developers")
  const fault = { type: "diagnose", cause: "productFault", module: "orders" } as const
  await scene.act("2026-11-24 10:30", olga, fault)
  const handOver = {
    type: "escalate",
    line: "development",
    text: "Похоже на модуль заказов, подробности в переписке.",
  } as const
  await scene.act("2026-11-24 10:35", olga, handOver)
  await scene.act("2026-11-24 10:50", ivan, { type: "assign", assignee: "ivan" })
  await scene.act("2026-11-24 12:00", ivan, fault)
  chapter("An answer; the customer's server is busy at first, and completion waits for delivery")
  stage.receiver.refuseNext()
  const first = "Мы перезапустили обработку заказов, проблема больше не должна повторяться."
  await scene.act("2026-11-24 15:00", ivan, { type: "answer", text: first })
  await scene.work("2026-11-24 15:01")
  chapter("The customer writes; a person rules that it is a disagreement, with an argument")
  await scene.reply(
    "2026-11-25 09:30",
    "К сожалению, проблема осталась: сегодня в 9:10 то же самое.",
  )
  await scene.act("2026-11-25 09:45", olga, { type: "rule", ruling: "dispute" })
  chapter("Another answer")
  const second =
    "Исправлена ошибка в модуле заказов, обновление установлено. Проверьте, пожалуйста."
  await scene.act("2026-11-26 11:00", ivan, { type: "answer", text: second })
  chapter("Three days of silence")
  await scene.work("2026-11-28 11:00")
  await scene.work("2026-11-29 11:01")
}

const sceneOf = ({ desk, intake, receiver, day, mailbox }: Stage, ticketId: string) => {
  let told = 2
  let sent = receiver.mails.length
  let replies = 0
  const tell = async () => {
    told = await tellTicket(desk, ticketId, told, receiver.mails.slice(sent))
    sent = receiver.mails.length
  }
  // The mailbox is read before the desk works: a silence ends only when no word lies unread.
  const work = async (wall: string) => {
    day.moveTo(wall)
    for await (const mail of intake.takeFolder(mailbox))
      if (mail.reason !== "already-taken") tellMail(mail)
    day.pass(1)
    const { postponed } = await desk.work()
    if (postponed > 0)
      say(`    ${postponed} mail was refused for now; it will be tried again in a minute`)
    await tell()
  }
  return {
    work,
    act: async (wall: string, actor: Actor, command: Command) => {
      day.moveTo(wall)
      await desk.submit({ ticketId, actor, command })
      await desk.work()
      await tell()
    },
    reply: async (wall: string, words: string) => {
      day.moveTo(wall)
      const last = receiver.mails.findLast(({ subject }) => subject.length > 0)
      if (last === undefined) throw new Error("nobody was written to, so nobody can reply")
      replies += 1
      const raw = replyTo(last, words, day.now(), replies)
      tellMail(await intake.take({ raw, receivedAt: day.now(), name: `reply-${replies}.eml` }))
      await desk.work()
      await tell()
    },
  }
}
