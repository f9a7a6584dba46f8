// upkeep intake: a folder of mails becomes tickets.
import { Problem } from "@upkeep/core"
import { createMailIntake, isAddress, MailFolderError } from "@upkeep/transport-mail"
import { opendir } from "node:fs/promises"
import { checkEnvironment } from "./environment.ts"
import type { Options } from "./options.ts"
import { harmless, print } from "./output.ts"
import { openDesk } from "./store.ts"
import { UsageError } from "./UsageError.ts"

/** Takes in a folder; with `json` a JSON line a mail: file, outcome, ticket, reason. */
export const intake = async (folder: string | undefined, options: Options): Promise<void> => {
  if (folder === undefined) throw new UsageError("got no folder, expected: upkeep intake DIR")
  checkEnvironment(options)
  await checkFolder(folder)
  await using desk = await openDesk(options)
  const { email } = desk.profile.desk
  if (!isAddress(email)) throw new Error(noAddress(email))
  const ownAddresses = [email]
  await using taking = createMailIntake({ desk, ownAddresses, intake: options.intake })
  for await (const { file, outcome, ticket, reason } of taking.takeFolder(folder)) {
    const line = { file, outcome, ticket, reason }
    print(options.json ? JSON.stringify(line) : row(line))
  }
}

// Asked before the store is opened: a mistaken path leaves no new database behind.
const checkFolder = async (folder: string): Promise<void> => {
  try {
    await (await opendir(folder)).close()
  } catch (cause) {
    throw new MailFolderError({ folder, cause })
  }
}

const noAddress = (got: string): string => {
  const expected = "one mail address, for mail from it is the desk's own"
  return Problem.make({ code: "invalid-address", path: "process.desk.email", got, expected })
    .message
}

const row = (line: {
  readonly file: string | null
  readonly outcome: string
  readonly ticket: string | null
  readonly reason: string
}): string =>
  harmless(
    [
      line.outcome.padEnd(12),
      (line.ticket ?? "–").padEnd(10),
      line.reason.padEnd(24),
      line.file ?? "",
    ].join(" "),
  ).trimEnd()
