// The life of a change through two steps of the process's own.
import { rehearse } from "@upkeep-examples/story/rehearsal"
import { byPhone } from "@upkeep-examples/story/scene"
import { expect, it } from "vitest"
import { who } from "../src/desk.ts"
import { openStory, playLife, priced } from "../src/story.ts"

it("goes through the steps, back where they are not passed, and on where they are", async () => {
  await using played = await rehearse(openStory)
  const scene = await playLife(played.stage)
  expect(await played.way(scene)).toEqual([
    "open.registered.ours",
    "open.diagnosing.ours",
    "open.approval.customers",
    "open.diagnosing.ours",
    "open.approval.customers",
    "open.solving.ours",
    "open.fixing.ours",
    "open.test.ours",
    "open.fixing.ours",
    "open.test.ours",
    "open.awaitingRelease.ours",
    "open.answering.ours",
    "completed.awaitingWord",
    "closed.confirmed",
  ])
  expect(await played.view(scene)).toMatchObject({
    fields: { approver: "Ada Quist", budget: 1_150, build: "2.8-rc2" },
    changes: ["LW-1/1"],
  })
})

it("says what the customer can do there, and whose move it is", async () => {
  await using played = await rehearse(openStory)
  const scene = await priced(played.stage)
  const { labels, steps, allowed } = await played.stage.desk.forActor(who.ada).show(scene.number)
  expect(labels["en"]).toBe("Waiting for approval")
  expect(steps).toMatchObject([{ id: "approval", owner: "customer" }])
  expect(steps[0]?.moves.map(({ id }) => id)).toEqual(["approve", "object"])
  expect(allowed).toContain("take")
})

it("an approval needs all of its fields, and nothing goes round the step", async () => {
  await using played = await rehearse(openStory)
  const { ticketId } = await priced(played.stage)
  const { desk } = played.stage
  const portal = desk.forActor(who.ada)
  const approve = { type: "take", step: "approval", move: "approve" } as const
  const refused = await portal
    .submit({ ticketId, command: { ...approve, fields: { budget: 0 } } })
    .catch((error: unknown) => error)
  expect(refused).toMatchObject({
    problems: [
      { code: "out-of-range", path: "command.fields.budget" },
      { code: "missing-field", path: "command.fields.approver" },
    ],
  })
  for (const command of [
    { type: "startFix" },
    { type: "answer", text: "Done anyway." },
    { type: "awaitRelease", component: "printing" },
  ] as const)
    await expect(desk.submit({ ticketId, actor: who.bruno, command })).rejects.toMatchObject({
      rejection: { rule: "TransitionNotAllowed" },
    })
  expect(await desk.summary(ticketId)).toMatchObject({ status: "open.approval.customers" })
})

it("the vendor's step is not the customer's to take", async () => {
  await using played = await rehearse(openStory)
  const { ticketId, act } = await priced(played.stage)
  const fields = { approver: "Ada Quist", budget: 900 }
  await act("2026-11-23 12:00", who.bruno, {
    type: "take",
    step: "approval",
    move: "approve",
    fields,
  })
  await act("2026-11-23 13:00", who.bruno, { type: "startFix" })
  await act("2026-11-23 14:00", who.bruno, { type: "awaitRelease", component: "printing" })
  const pass = { type: "take", step: "test", move: "pass", fields: { build: "2.8" } } as const
  const portal = played.stage.desk.forActor(who.ada)
  await expect(portal.submit({ ticketId, command: pass })).rejects.toMatchObject({
    rejection: { rule: "ActorNotAllowed" },
  })
})

it("a question takes neither step", async () => {
  await using played = await rehearse(openStory)
  const scene = await byPhone(played.stage, {
    by: who.bruno,
    at: "2026-11-23 12:00",
    request: {
      requester: { name: "Ada Quist" },
      customer: "acme",
      subject: "Where is the note printed?",
      text: "She asks.",
    },
  })
  await scene.act("2026-11-23 12:05", who.bruno, { type: "answer", text: "On the last page." })
  expect(await played.way(scene)).toEqual([
    "open.registered.ours",
    "open.answering.ours",
    "completed.awaitingWord",
  ])
})
