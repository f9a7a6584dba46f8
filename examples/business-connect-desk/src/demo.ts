// npm run demo -- --desk business-connect: one life per request type and channel.
import { instantOf } from "@upkeep-examples/story/day"
import { emptyStore, said } from "@upkeep-examples/story/command"
import { tellStaff, tellWork } from "@upkeep-examples/story/people"
import { terminal } from "@upkeep-examples/story/tell"
import { needs, people } from "./people.ts"
import { openStory, playLives } from "./story.ts"

const { store } = said({ store: "business-connect-desk.db" })
emptyStore(store)
const tell = terminal("ru")
await using stage = await openStory(tell, { file: store })
tell.chapter("Who there is, against the table of the document")
tellStaff(tell, needs, people.staff, stage.day.now())
await playLives(stage)
tell.chapter("November, under each contract")
const november = { from: instantOf("2026-11-01 00:00"), to: instantOf("2026-12-01 00:00") }
await tellWork(tell, stage.desk, november)
tell.say(`\nThe desk is kept in ${store}. Look at it:\n  npx upkeep show BC-1 --store ${store}`)
