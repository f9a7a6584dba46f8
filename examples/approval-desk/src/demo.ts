// npm run demo -- --desk approval: a change that the customer approves, and the vendor tests.
import { emptyStore, said } from "@upkeep-examples/story/command"
import { terminal } from "@upkeep-examples/story/tell"
import { openStory, playLife } from "./story.ts"

const { store } = said({ store: "approval-desk.db" })
emptyStore(store)
const tell = terminal()
await using stage = await openStory(tell, store)
const { number } = await playLife(stage)
tell.say(
  `\nThe desk is kept in ${store}. Look at it:\n  npx upkeep show ${number} --store ${store}`,
)
