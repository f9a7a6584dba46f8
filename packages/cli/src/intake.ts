// upkeep intake: a folder of mails becomes tickets.
import { createMailIntake } from "@upkeep/transport-mail"
import { harmless, print } from "./output.ts"
import { openDesk, type StoreOptions } from "./store.ts"
import { UsageError } from "./UsageError.ts"

/** Takes in a folder; with `json` a JSON line a mail: file, outcome, ticket, reason. */
export const intake = async (
  folder: string | undefined,
  options: StoreOptions & { readonly json: boolean },
): Promise<void> => {
  if (folder === undefined) throw new UsageError("got no folder, expected: upkeep intake DIR")
  await using desk = await openDesk(options)
  const ownAddresses = [desk.profile.desk.email]
  await using taking = createMailIntake({ desk, ownAddresses })
  for await (const { file, outcome, ticket, reason } of taking.takeFolder(folder)) {
    const line = { file, outcome, ticket, reason }
    print(options.json ? JSON.stringify(line) : row(line))
  }
}

const row = (line: {
  readonly file: string | null
  readonly outcome: string
  readonly ticket: string | null
  readonly reason: string
}): string =>
  [
    line.outcome.padEnd(12),
    (line.ticket ?? "–").padEnd(10),
    line.reason.padEnd(24),
    harmless(line.file ?? ""),
  ]
    .join(" ")
    .trimEnd()
