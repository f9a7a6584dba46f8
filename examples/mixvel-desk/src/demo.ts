// npm run demo: from nothing, a desk takes in a mailbox, and one ticket lives its whole life.
import { email } from "@upkeep/notify-email"
import { createMailIntake } from "@upkeep/transport-mail"
import { mkdirSync, rmSync, statSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { startDay } from "./day.ts"
import { openDesk, ownAddress, ownName } from "./desk.ts"
import { live } from "./life.ts"
import { copyMailbox } from "./mailbox.ts"
import { startReceiver } from "./receiver.ts"
import { chapter, say, tellMail, tellSent } from "./tell.ts"

const here = dirname(fileURLToPath(import.meta.url))
const { values } = parseArgs({
  options: {
    mailbox: { type: "string", default: join(here, "../mailbox") },
    store: { type: "string", default: "mixvel-desk.db" },
  },
})
const { mailbox, store } = values
if (statSync(mailbox, { throwIfNoEntry: false })?.isDirectory() !== true) {
  say(`demo: got no folder ${mailbox}, expected a folder of .eml files in --mailbox`)
  process.exit(2)
}

for (const left of ["", "-wal", "-shm", ".attachments"])
  rmSync(`${store}${left}`, { recursive: true, force: true })
mkdirSync(dirname(store), { recursive: true })

const day = startDay("2026-11-23 09:05")
using arrived = copyMailbox(mailbox, day.now())
await using receiver = await startReceiver()
const letters = email({
  from: { name: ownName, address: ownAddress },
  smtp: { host: "127.0.0.1", port: receiver.port },
})
// The worker stands still: the story says when it works.
await using desk = await openDesk({
  file: store,
  notify: [letters],
  background: false,
  now: day.now,
})
await using intake = createMailIntake({ desk, ownAddresses: [ownAddress] })

chapter(`The mailbox ${mailbox} is taken in`)
const opened: Array<string> = []
for await (const mail of intake.takeFolder(arrived.folder)) {
  tellMail(mail)
  if (mail.outcome === "new-ticket" && mail.ticketId !== null) opened.push(mail.ticketId)
}
const [first] = opened
if (first === undefined) {
  say("\nNo mail became a ticket, so there is no life to tell.")
} else {
  chapter("Every customer is told that the request was received")
  await desk.work()
  for (const mail of receiver.mails) tellSent(mail)
  const { number, subject } = await desk.show(first)
  chapter(`The life of ${number}: ${subject}`)
  await live({ desk, intake, receiver, day, mailbox: arrived.folder }, first)
  say(`\nThe desk is kept in ${store}. Look at it:\n  npx upkeep show ${number} --store ${store}`)
}
