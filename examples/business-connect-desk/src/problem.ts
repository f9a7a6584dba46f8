// An outage: a call that was typed in later, the incidents that it caused, one of which is raised
// to a problem itself, and one answer for all of them (B-01, B-03).
import { byMail, byPhone, type Scene } from "@upkeep-examples/story/scene"
import type { Stage } from "@upkeep-examples/story/stage"
import { instantOf } from "@upkeep-examples/story/day"
import { contacts } from "./people.ts"

/** The tickets of the outage. */
export interface Outage {
  readonly problem: Scene
  /** By mail, and raised to a problem. */
  readonly raised: Scene
  /** By mail. */
  readonly incident: Scene
}

/** Plays it. */
export const problem = async (stage: Stage): Promise<Outage> => {
  const { tell, desk } = stage
  const vera = { kind: "agent", id: "vera" } as const
  const { raised, incident } = await incidents(stage)
  const caused = [raised, incident]
  const outage = await call(stage)
  tell.chapter("Both incidents come of it; at one customer nobody can work any more")
  for (const { act } of caused)
    await act("2026-11-25 10:20", vera, { type: "link", ticket: outage.number, as: "causedBy" })
  await raised.act("2026-11-25 10:30", vera, {
    type: "setRequestType",
    requestType: "problem",
    fields: { outage: "stopped" },
    text: "Теперь оплатить не может никто в компании.",
  })
  await raised.act("2026-11-25 10:31", vera, { type: "setPriority", priority: "critical" })

  tell.chapter("A way to go on meanwhile, the cause, the repair, and one answer for all of them")
  await outage.act("2026-11-25 10:40", vera, {
    type: "giveWorkaround",
    text: "Счета можно оплатить по реквизитам: заказы подтверждаем вручную.",
  })
  await outage.act("2026-11-25 11:00", vera, {
    type: "diagnose",
    cause: "productFault",
    module: "payments",
  })
  await outage.act("2026-11-25 11:05", vera, { type: "startFix" })
  const text = "Оплата восстановлена в 12:15. Приносим извинения за простой."
  await outage.act("2026-11-25 12:20", vera, { type: "answer", text })
  const given = await desk.answerCaused({ problem: outage.number, actor: vera, text })
  const numbers = given.answered.map(({ number }) => number).join(", ")
  tell.say(`  Answered with it: ${numbers}`)
  await stage.work()
  for (const scene of caused) await scene.tell()
  return { problem: outage, raised, incident }
}

const incidents = async (stage: Stage): Promise<Omit<Outage, "problem">> => {
  stage.tell.chapter("Two incidents by mail")
  return {
    raised: await byMail(stage, "2026-11-25 09:10", {
      from: contacts.marina,
      subject: "Не проходит оплата",
      text: "Оплата заказа заканчивается ошибкой.",
    }),
    incident: await byMail(stage, "2026-11-25 09:25", {
      from: contacts.emma,
      subject: "Payment fails",
      text: "Paying an order ends with an error page.",
    }),
  }
}

const call = async (stage: Stage): Promise<Scene> => {
  const { tell } = stage
  const vera = { kind: "agent", id: "vera" } as const
  tell.chapter("A problem by phone, typed in after the call; its time is put right once more")
  const scene = await byPhone(stage, {
    by: vera,
    at: "2026-11-25 10:00",
    calledAt: "2026-11-25 09:30",
    request: {
      requestType: "problem",
      customer: "vektor",
      requester: { name: contacts.natalya.name, address: contacts.natalya.address },
      subject: "Остановились все оплаты",
      text: "Ни один заказ нельзя оплатить, склад стоит.",
      fields: { outage: "stopped" },
    },
  })
  await scene.act("2026-11-25 10:15", vera, {
    type: "setRegisteredAt",
    registeredAt: instantOf("2026-11-25 09:05"),
    text: "По журналу звонков.",
  })
  return scene
}
