// Development requests: each opens a change of the product, waits for its release, hears when the
// promised day moves, and is answered by the release that ships (B-03, B-08, M-10, M-16).
import { byMail, byPhone, type Scene } from "@upkeep-examples/story/scene"
import type { Stage } from "@upkeep-examples/story/stage"
import { instantOf } from "@upkeep-examples/story/day"
import { contacts } from "./people.ts"

const component = "catalog"
/** B-09: each release of a microservice is numbered v.0.0.N. */
const version = "v.0.0.42"

/** The tickets, by their channels. */
export interface Developments {
  readonly mail: Scene
  readonly phone: Scene
}

/** Plays them. */
export const development = async (stage: Stage): Promise<Developments> => {
  const { tell, desk } = stage
  tell.chapter("A development request by mail: it opens a change of the product")
  const mail = await byMail(stage, "2026-11-26 10:00", {
    from: contacts.denis,
    subject: "Фильтр по региону поставки",
    text: "Просим добавить в каталог фильтр по региону поставки.",
  })
  const executor = await mail.executor()
  await mail.act("2026-11-26 10:30", executor, {
    type: "setRequestType",
    requestType: "development",
  })
  await mail.act("2026-11-26 15:50", executor, {
    type: "inform",
    text: "Спасибо за идею: фильтр войдёт в ближайший выпуск каталога.",
  })
  await mail.act("2026-11-26 16:00", executor, {
    type: "awaitRelease",
    component,
    version,
    promisedAt: instantOf("2026-12-04 18:00"),
  })

  tell.chapter("The same wish by phone: a request of this type opens its change by itself")
  const phone = await byPhone(stage, {
    by: { kind: "agent", id: "timur" },
    at: "2026-11-27 14:00",
    request: {
      requestType: "development",
      customer: "vektor",
      requester: { name: contacts.natalya.name, address: contacts.natalya.address },
      subject: "Поиск по региону",
      text: "Просит искать поставщиков по региону.",
    },
  })
  const other = await phone.executor()
  const text = "Поиск по региону появится в одном из следующих выпусков каталога."
  await phone.act("2026-11-27 14:10", other, { type: "inform", text })
  await phone.act("2026-11-27 14:11", other, { type: "awaitRelease", component })

  tell.chapter("The promised day moves, which is announced; then the release is out")
  await mail.act("2026-12-02 12:00", executor, {
    type: "promiseDate",
    promisedAt: instantOf("2026-12-09 18:00"),
    text: "Выпуск переносится: нашли ошибку при тестировании.",
  })
  stage.day.moveTo("2026-12-09 15:00")
  const { shipped } = await desk.shipRelease({ component, version, actor: executor })
  const numbers = shipped.map(({ number }) => number).join(", ")
  tell.say(`  ${component} ${version} is the answer of ${numbers}`)
  await stage.work()
  for (const scene of [mail, phone]) await scene.tell()
  return { mail, phone }
}
