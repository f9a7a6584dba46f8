// npm run demo: from nothing, a desk takes in a mailbox, and one ticket lives its whole life; then
// others, each of another kind.
import { instantOf } from "@upkeep-examples/story/day"
import { emptyStore, said } from "@upkeep-examples/story/command"
import { tellRoles, tellStaff, tellWork } from "@upkeep-examples/story/people"
import { terminal } from "@upkeep-examples/story/tell"
import { statSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { needs, people } from "./people.ts"
import { openStory, playFirst, playOthers, takeMailbox } from "./story.ts"

const { mailbox, store } = said({
  store: "mixvel-desk.db",
  mailbox: fileURLToPath(new URL("../mailbox", import.meta.url)),
})
const tell = terminal()

const play = async (): Promise<void> => {
  emptyStore(store)
  await using stage = await openStory(tell, store)
  tell.chapter(`The mailbox ${mailbox} is taken in`)
  const [first] = await takeMailbox(stage, mailbox)
  if (first === undefined) {
    tell.say("\nNo mail became a ticket, so there is no life to tell.")
    return
  }
  tell.chapter("Every customer is told that the request was received")
  await stage.work()
  stage.tellSent()
  const { number } = await playFirst(stage, first)
  await playOthers(stage)
  tell.chapter("Who there is, against the table of the document")
  tellStaff(tell, needs, people.staff, stage.day.now())
  tell.chapter("Who is there at the customers, against what the document wants")
  tellRoles(tell, people.customers)
  tell.chapter("December, under each contract")
  const december = { from: instantOf("2026-12-01 00:00"), to: instantOf("2027-01-01 00:00") }
  await tellWork(tell, stage.desk, december)
  tell.say(
    `\nThe desk is kept in ${store}. Look at it:\n  npx upkeep show ${number} --store ${store}`,
  )
}

if (statSync(mailbox, { throwIfNoEntry: false })?.isDirectory() === true) await play()
else {
  tell.say(`demo: got no folder ${mailbox}, expected a folder of .eml files in --mailbox`)
  process.exitCode = 2
}
