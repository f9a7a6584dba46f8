// upkeep forget: what people wrote, their names and their files are deleted for good.
import type { ForgetOrder, ForgetReport } from "@upkeep/core"
import { checkEnvironment } from "../environment.ts"
import { operatorOf } from "../operator.ts"
import type { Options } from "../options.ts"
import { harmless, print } from "../output.ts"
import { pagesOf } from "../pages.ts"
import { openToWork } from "../store.ts"
import { UsageError } from "../UsageError.ts"

/** Forgets one ticket, or all of a customer, a contact or an address. */
export const forget = async (ticket: string | undefined, options: Options): Promise<void> => {
  const order = orderOf(ticket, options)
  checkEnvironment(options)
  const { json } = options
  await using desk = await openToWork(options)
  const totals = {
    forgotten: 0,
    already: 0,
    refused: 0,
    removedFiles: 0,
    heldFiles: 0,
    leftFiles: 0,
  }
  for await (const page of pagesOf((part) => desk.forget({ ...order, ...part }))) {
    totals.forgotten += page.forgotten.length
    totals.already += page.already
    totals.refused += page.refused.length
    totals.removedFiles += page.removedFiles.length
    totals.heldFiles += page.heldFiles.length
    totals.leftFiles += page.leftFiles.length
    for (const line of json ? [JSON.stringify(page)] : linesOf(page)) print(harmless(line))
  }
  if (json) return print(JSON.stringify({ totals }))
  const { forgotten, already, refused, removedFiles, heldFiles, leftFiles } = totals
  print(
    `${counted(forgotten, "ticket")} forgotten, ${already} before, ${refused} left as they are; ` +
      `${counted(removedFiles, "file")} removed, ${heldFiles + leftFiles} left`,
  )
  if (refused > 0) throw new Error(`not-forgotten: got ${refused} tickets left, expected none`)
}

const orderOf = (ticket: string | undefined, options: Options): ForgetOrder => {
  const { said } = options
  const [customer, contact, address, reason] = [
    said("customer"),
    said("contact"),
    said("address"),
    said("reason"),
  ]
  if ([ticket, customer, contact, address].filter((each) => each !== undefined).length !== 1)
    throw new UsageError("expected one of TICKET, --customer, --contact, --address")
  if (reason === undefined)
    throw new UsageError("got no --reason, expected why; it stays in the journal: name nobody")
  return {
    actor: { kind: "agent", id: operatorOf(options) },
    reason,
    ...(ticket === undefined ? {} : { tickets: [ticket] }),
    ...(customer === undefined ? {} : { customer }),
    ...(contact === undefined ? {} : { contact }),
    ...(address === undefined ? {} : { address }),
  }
}

const linesOf = ({
  forgotten,
  refused,
  heldFiles,
  leftFiles,
}: ForgetReport): ReadonlyArray<string> => [
  ...forgotten.map(({ number }) => `${number}  forgotten`),
  ...refused.map(({ number, message }) => `${number}  refused  ${message}`),
  ...heldFiles.map(
    (hash) => `${hash}  left: it came or was named within a day; forget again after it`,
  ),
  ...leftFiles.map((hash) => `${hash}  left: this store removes no files`),
]

const counted = (value: number, one: string): string => `${value} ${one}${value === 1 ? "" : "s"}`
