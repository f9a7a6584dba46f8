// The life of a change: its price is objected to, then approved; the work fails a test, then passes
// it; the release answers, and the customer confirms.
import { byMail, type Scene } from "@upkeep-examples/story/scene"
import { openStage, type Stage } from "@upkeep-examples/story/stage"
import type { Teller } from "@upkeep-examples/story/tell"
import type { ActorCommand } from "@upkeep/core"
import { openDesk, who } from "./desk.ts"
import { approving } from "./process.ts"

/** Opens the desk on a Monday morning. */
export const openStory = (tell: Teller, file: string): Promise<Stage> =>
  openStage({
    start: "2026-11-23 09:00",
    own: approving.desk,
    open: (setting) => openDesk(file, setting),
    tell,
  })

const take = (step: string, move: string, over: Partial<Take> = {}): Take => ({
  type: "take",
  step,
  move,
  ...over,
})
type Take = Extract<ActorCommand, { readonly type: "take" }>

/** A change that stands before the customer, with its price. */
export const priced = async (stage: Stage): Promise<Scene> => {
  const { bruno } = who
  stage.tell.chapter("A change is asked for, and priced")
  const scene = await byMail(stage, "2026-11-23 09:30", {
    from: { address: who.ada.requester.address, name: who.ada.requester.name },
    subject: "Barcode on the delivery note",
    text: "Please print the order number as a barcode.",
  })
  await scene.act("2026-11-23 10:00", bruno, { type: "assign", assignee: "bruno" })
  await scene.act("2026-11-23 10:01", bruno, { type: "setRequestType", requestType: "change" })
  await scene.act("2026-11-23 11:00", bruno, { type: "diagnose", cause: "noFault" })
  await scene.act("2026-11-23 11:05", bruno, {
    type: "inform",
    text: "The barcode takes three days, 1800 EUR. Do you approve?",
  })
  return scene
}

/** Plays the life to its end. */
export const playLife = async (stage: Stage): Promise<Scene> => {
  const { bruno, carla, ada } = who
  const { tell, desk, day } = stage
  const scene = await priced(stage)
  const { ticketId } = scene
  const portal = desk.forActor(ada)
  const byAda = async (wall: string, command: ActorCommand) => {
    day.moveTo(wall)
    await portal.submit({ ticketId, command })
    await stage.work()
    await scene.tell()
  }

  tell.chapter("The customer objects, and approves the second price")
  const objection = { text: "We can pay 1200 EUR at most." }
  await byAda("2026-11-23 15:00", take("approval", "object", objection))
  await scene.act("2026-11-24 09:30", bruno, { type: "diagnose", cause: "noFault" })
  await scene.act("2026-11-24 09:35", bruno, {
    type: "inform",
    text: "Without the second label size it is 1150 EUR.",
  })
  const approval = { approver: "Ada Quist", budget: 1_150 }
  await byAda("2026-11-24 11:00", take("approval", "approve", { fields: approval }))

  tell.chapter("The work fails a test, then passes, and waits for its release")
  const release = { component: "printing", version: "2.8" }
  const wait = { type: "awaitRelease", ...release } as const
  await scene.act("2026-11-24 13:00", bruno, { type: "startFix" })
  await scene.act("2026-11-25 16:00", bruno, wait)
  const smudged = { text: "The code is too narrow to be read." }
  await scene.act("2026-11-26 10:00", carla, take("test", "fail", smudged))
  await scene.act("2026-11-26 15:00", bruno, wait)
  const tested = { fields: { build: "2.8-rc2" } }
  await scene.act("2026-11-27 10:00", carla, take("test", "pass", tested))

  tell.chapter("The release is the answer, and the customer confirms")
  day.moveTo("2026-11-30 12:00")
  await desk.shipRelease({ ...release, actor: carla })
  await stage.work()
  await scene.tell()
  await byAda("2026-11-30 14:00", { type: "confirm" })
  return scene
}
