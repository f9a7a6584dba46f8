// The user's own mistake: what is recommended is owed by a day, of which the customer is reminded,
// as is what we undertake; then an explanation, and the customer's confirmation (M-07, M-09, M-13).
import { instantOf } from "@upkeep-examples/story/day"
import { byMail, type Scene } from "@upkeep-examples/story/scene"
import type { Stage } from "@upkeep-examples/story/stage"
import type { Actor } from "@upkeep/core"
import { contacts } from "./people.ts"

const ksenia: Actor = { kind: "agent", id: "ksenia" }

/** Plays it. */
export const advice = async (stage: Stage): Promise<Scene> => {
  const { tell } = stage
  tell.chapter("The user's own mistake: what the customer should do, by when, and a reminder")
  const scene = await byMail(stage, "2026-11-30 09:30", {
    from: contacts.olga,
    subject: "Не приходят маршрутные квитанции",
    text: "Пассажиры не получают квитанции на почту, с сегодняшнего утра.",
  })
  await scene.act("2026-11-30 10:00", ksenia, { type: "assign", assignee: "ksenia" })
  await scene.act("2026-11-30 11:00", ksenia, { type: "diagnose", cause: "userError" })
  await scene.act("2026-11-30 11:10", ksenia, {
    type: "recommend",
    text: "Подтвердите, пожалуйста, домен отправителя в разделе «Почта».",
    dueAt: instantOf("2026-12-01 12:00"),
  })
  await scene.work("2026-12-01 12:01")
  await scene.work("2026-12-02 12:00")
  await scene.reply("2026-12-02 15:00", "Домен подтвердили, квитанции пошли. Как не забыть впредь?")
  const owed = (kind: string) => async () =>
    (await stage.desk.show(scene.number)).obligations.find((each) => each.kind === kind)?.id ?? 0
  const recommended = owed("recommendation")
  const done = { type: "settle", outcome: "done" } as const
  await scene.act("2026-12-02 15:20", ksenia, { ...done, obligation: await recommended() })

  tell.chapter(
    "What we undertake is owed as well; the explanation, and the customer's confirmation",
  )
  await scene.act("2026-12-02 15:25", ksenia, {
    type: "undertake",
    text: "Прислать руководство по настройке почты.",
    dueAt: instantOf("2026-12-03 12:00"),
  })
  const undertaken = owed("undertaking")
  await scene.act("2026-12-03 10:00", ksenia, { ...done, obligation: await undertaken() })
  await scene.act("2026-12-03 10:05", ksenia, {
    type: "answer",
    text: "Домен подтверждается заново раз в год, об этом напоминает раздел «Почта». Руководство выслано.",
  })
  await scene.reply("2026-12-03 11:00", "Спасибо, всё работает, вопрос решён.")
  await scene.act("2026-12-03 11:10", ksenia, { type: "rule", ruling: "confirmation" })
  return scene
}
