// npm run demo -- --desk business-connect: one life per request type and channel.
import { emptyStore, said } from "@upkeep-examples/story/command"
import { tellMonth, tellStaff } from "@upkeep-examples/story/people"
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
await tellMonth(tell, stage.desk, "2026-11")
tell.say(`\nThe desk is kept in ${store}. Look at it:\n  npx upkeep list --store ${store}`)
