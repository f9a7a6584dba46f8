// The product's fault on one case: the individual work of a specialist (M-16), counted against the
// contract; the customer confirms by themselves (M-13).
import { byMail, type Scene } from "@upkeep-examples/story/scene"
import type { Stage } from "@upkeep-examples/story/stage"
import type { Actor } from "@upkeep/core"
import { contacts } from "./people.ts"

const raisa: Actor = { kind: "agent", id: "raisa" }

/** Plays it. */
export const specialist = async (stage: Stage): Promise<Scene> => {
  stage.tell.chapter("One case that a specialist repairs by hand; the work is counted")
  const scene = await byMail(stage, "2026-12-11 10:00", {
    from: contacts.irina,
    subject: "Заказ PT-90017 не находится",
    text: "Заказ виден в кабинете, но через API не находится.",
  })
  await scene.act("2026-12-11 10:10", raisa, { type: "assign", assignee: "raisa" })
  await scene.act("2026-12-11 10:15", raisa, {
    type: "diagnose",
    cause: "productFault",
    module: "search",
  })
  await scene.act("2026-12-11 10:20", raisa, { type: "startFix", text: "Индекс этого заказа." })
  await scene.act("2026-12-11 10:50", raisa, { type: "logWork", minutes: 30 })
  await scene.act("2026-12-11 10:55", raisa, {
    type: "answer",
    text: "Заказ проиндексирован заново и находится.",
  })
  const irina: Actor = { kind: "customer", id: contacts.irina.id }
  await scene.act("2026-12-11 14:00", irina, { type: "confirm" })
  return scene
}
