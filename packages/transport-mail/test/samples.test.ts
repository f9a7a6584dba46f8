// Whole mailboxes: the example's, and thirty real mails that have broken other programs.
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { open, told } from "./desk.ts"

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const example = at("../../../examples/mixvel-desk/mailbox")
const real = at("../../../../shared/data/mail")

const takeAll = async (folder: string, ownAddresses: ReadonlyArray<string>) => {
  await using desk = await open({ ownAddresses })
  const lines = { first: [] as Array<string>, again: [] as Array<string> }
  for (const turn of ["first", "again"] as const) {
    for await (const mail of desk.intake.takeFolder(folder)) {
      lines[turn].push(`${(mail.file ?? "").slice(0, 2)} ${told(mail)} ${mail.ticket ?? "-"}`)
    }
  }
  return lines
}

test("the example's mailbox", async () => {
  const { first, again } = await takeAll(example, ["info@mixvel.example"])
  expect(first).toEqual([
    "01 new-ticket T-1",
    "02 new-ticket T-2",
    "03 new-ticket T-3",
    "04 new-ticket T-4",
    "05 new-ticket T-5",
    "06 added T-1",
    "07 ignored(auto-reply) -",
    "08 ignored(unknown-dsn) -",
    "09 quarantined(bulk) -",
    "10 new-ticket T-6",
    "11 new-ticket T-7",
    "12 new-ticket T-8",
    "13 new-ticket T-9",
    "14 new-ticket T-10",
  ])
  expect(again.every((line) => line.includes("ignored(already-taken)"))).toBe(true)
})

test.skipIf(!existsSync(real))(
  `thirty real mails that have broken other programs (skipped where ${real} is absent)`,
  async () => {
    const { first, again } = await takeAll(real, ["redmine@example.net"])
    expect(first).toHaveLength(30)
    expect(again).toHaveLength(30)
    expect(again.every((line) => line.includes("ignored(already-taken)"))).toBe(true)
    expect(first.filter((line) => !line.includes("new-ticket"))).toEqual([
      "14 quarantined(no-sender) -",
      "15 quarantined(no-sender) -",
      "17 quarantined(no-sender) -",
      "21 quarantined(no-sender) -",
      "25 quarantined(ambiguous-sender) -",
      "29 quarantined(bulk) -",
      "54 ignored(auto-reply) -",
      "55 ignored(auto-reply) -",
      "60 ignored(own-address) -",
    ])
  },
)
