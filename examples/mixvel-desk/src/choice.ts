// The product's fault: another service offers options, the customer chooses the release, its day
// moves, and it answers everybody who waited for it (M-08, M-10, M-16).
import { instantOf } from "@upkeep-examples/story/day"
import { byMail, type Scene } from "@upkeep-examples/story/scene"
import type { Stage } from "@upkeep-examples/story/stage"
import type { Actor } from "@upkeep/core"
import { contacts } from "./people.ts"

const ilya: Actor = { kind: "agent", id: "ilya" }
const fault = { type: "diagnose", cause: "productFault", module: "booking" } as const
/** M-17: the product's version, the component's number, its build. */
const release = { component: "booking", version: "3.12.7" }

/** Who waited for the release. */
export interface Waited {
  /** Chose it. */
  readonly chosen: Scene
  readonly other: Scene
}

/** Plays it. */
export const choice = async (stage: Stage): Promise<Waited> => {
  const chosen = await offered(stage)
  const { tell, desk, day } = stage
  tell.chapter("A way to go on, the wait for the release, and a day that moves")
  const developer = await chosen.executor()
  await chosen.act("2026-12-04 12:30", developer, {
    type: "giveWorkaround",
    text: "Until then, send the price of the first search along: the check passes.",
  })
  const promisedAt = instantOf("2026-12-07 14:00")
  const wait = { type: "awaitRelease", ...release } as const
  await chosen.act("2026-12-04 12:40", developer, { ...wait, promisedAt })
  const other = await alike(stage)
  await chosen.act("2026-12-07 11:00", developer, {
    type: "promiseDate",
    promisedAt: instantOf("2026-12-07 17:00"),
    text: "One more test failed.",
  })
  tell.chapter("The release is out: the answer of both, each in their language")
  day.moveTo("2026-12-07 16:00")
  const { shipped } = await desk.shipRelease({ ...release, actor: developer })
  tell.say(`  ${release.component} ${release.version} answers ${shipped.map(nameOf).join(", ")}`)
  await stage.work()
  for (const scene of [chosen, other]) await scene.tell()
  await chosen.reply("2026-12-07 16:30", "Works now, thank you.")
  await chosen.act("2026-12-07 16:40", ilya, { type: "rule", ruling: "confirmation" })
  return { chosen, other }
}

const nameOf = ({ number }: { readonly number: string }): string => number

const offered = async (stage: Stage): Promise<Scene> => {
  stage.tell.chapter("The product's fault: the developers offer options, and the customer chooses")
  const scene = await byMail(stage, "2026-12-04 10:00", {
    from: contacts.daniel,
    subject: "API: orders/create answers 500 again",
    text: "On the production environment, since 09:40 your time. The log is attached.",
    file: {
      name: "create.log",
      mediaType: "text/plain",
      content: Buffer.from("09:41:07 POST /orders/create 500 price changed during booking\n"),
    },
  })
  await scene.act("2026-12-04 10:10", ilya, { type: "assign", assignee: "ilya" })
  await scene.act("2026-12-04 10:20", ilya, fault)
  await scene.act("2026-12-04 10:25", ilya, {
    type: "escalate",
    line: "development",
    text: "The log shows the price check.",
  })
  const developer = await scene.executor()
  await scene.act("2026-12-04 10:40", developer, { ...fault, text: "The check of fares." })
  await scene.act("2026-12-04 10:50", developer, {
    type: "offerOptions",
    options: [
      { id: "today", text: "We switch the check off for you today, by hand." },
      { id: "release", text: "The next build of the booking module has it right." },
    ],
    dueAt: instantOf("2026-12-07 12:00"),
  })
  await scene.reply("2026-12-04 12:00", "We prefer the release.")
  // Their mail says it, somebody of ours writes it down.
  await scene.act("2026-12-04 12:20", developer, { type: "chooseOption", option: "release" })
  return scene
}

const alike = async (stage: Stage): Promise<Scene> => {
  stage.tell.chapter("Another customer meets the same fault, and waits for the same release")
  const scene = await byMail(stage, "2026-12-04 15:00", {
    from: contacts.irina,
    subject: "Ошибка 500 при создании заказа",
    text: "Продуктовый стенд, сегодня с 14:30. Цена та же, заказ не создаётся.",
  })
  await scene.act("2026-12-04 15:20", ilya, { type: "assign", assignee: "ilya" })
  await scene.act("2026-12-04 15:30", ilya, fault)
  await scene.act("2026-12-04 15:35", ilya, {
    type: "inform",
    text: "Ошибка известна, исправление выйдет со сборкой 3.12.7.",
  })
  await scene.act("2026-12-04 15:40", ilya, { type: "awaitRelease", ...release })
  return scene
}
