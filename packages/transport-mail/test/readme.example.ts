import { createDesk } from "@upkeep/core"
import { createMailIntake } from "@upkeep/transport-mail"

await using desk = await createDesk()
await using intake = createMailIntake({ desk, ownAddresses: ["info@mixvel.example"] })

for await (const mail of intake.takeFolder("examples/mixvel-desk/mailbox")) {
  console.log(mail.file, mail.outcome, mail.ticket ?? mail.reason)
}
