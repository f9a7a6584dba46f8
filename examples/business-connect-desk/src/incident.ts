// An incident by mail on a Friday evening: the screenshot is missing, the questions are answered in
// two parts, a specialist repairs the one case, and it is «Обработано» (B-01 to B-07, B-21).
import { byMail, type Scene } from "@upkeep-examples/story/scene"
import type { Stage } from "@upkeep-examples/story/stage"
import { contacts } from "./people.ts"
import { screenshot } from "./screenshot.ts"

/** Plays it. */
export const incident = async (stage: Stage): Promise<Scene> => {
  const { tell } = stage
  tell.chapter("An incident by mail, Friday 17:00: 24 working hours end on Wednesday at 14:00")
  const scene = await byMail(stage, "2026-11-20 17:00", {
    from: contacts.marina,
    subject: "Не открывается карточка поставщика",
    text: "Здравствуйте! Карточка поставщика открывается пустой. Вчера всё работало.",
  })
  const { text } = await stage.desk.explainRouting(scene.number)
  // Whoever is of another line is no surprise.
  for (const line of text.en) if (!line.includes("other lines")) tell.say(`    ${line}`)
  const executor = await scene.executor()
  tell.chapter("Two questions; one is answered by phone, the other by mail with the screenshot")
  await scene.act("2026-11-23 09:30", executor, {
    type: "requestInformation",
    text: "Пришлите, пожалуйста, снимок экрана со сбоем.",
    questions: ["В каком браузере и на каком устройстве?", "Какая версия указана внизу страницы?"],
  })
  const [browser] = (await stage.desk.show(scene.number)).obligations
  await scene.act("2026-11-23 11:00", executor, {
    type: "receiveMessage",
    text: "По телефону: Firefox 145, ноутбук.",
    answers: browser === undefined ? [] : [browser.id],
  })
  await scene.act("2026-11-23 11:02", executor, {
    type: "inform",
    text: "Спасибо! Осталось узнать версию.",
  })
  await scene.reply("2026-11-23 12:00", "Версия v.0.0.41, снимок прилагаю.", screenshot)
  await scene.act("2026-11-23 12:10", executor, {
    type: "setFields",
    fields: {
      browser: "Firefox 145",
      device: "ноутбук",
      system: "Windows 11",
      clientVersion: "v.0.0.41",
    },
  })
  tell.chapter("Individual work of a specialist, and the answer that closes")
  const cause = { cause: "productFault", module: "suppliers" } as const
  await scene.act("2026-11-23 12:30", executor, { type: "diagnose", ...cause })
  await scene.act("2026-11-23 12:40", executor, {
    type: "startFix",
    text: "Пересобираю карточку этого поставщика.",
  })
  await scene.act("2026-11-23 14:00", executor, { type: "logWork", minutes: 80 })
  await scene.act("2026-11-23 14:05", executor, {
    type: "answer",
    text: "Карточка восстановлена и открывается.",
  })
  return scene
}
