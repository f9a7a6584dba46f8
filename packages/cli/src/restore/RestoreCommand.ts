// upkeep restore: a backup into a store that has nothing of it yet, and that sends nothing then.
import { BackupError, checkBackup, restore as restoreInto, type RestoreReport } from "@upkeep/core"
import { readBackup } from "../backupFile.ts"
import { checkEnvironment } from "../environment.ts"
import { operatorOf } from "../operator.ts"
import type { Options } from "../options.ts"
import { harmless, print } from "../output.ts"
import { placeIn, placeOf, storageOf } from "../store.ts"
import { UsageError } from "../UsageError.ts"

/** Restores a backup. It is read to its end before the store is opened. */
export const restore = async (file: string | undefined, options: Options): Promise<void> => {
  if (file === undefined) throw new UsageError("got no file, expected: upkeep restore FILE")
  checkEnvironment(options)
  const { said, json } = options
  const place = placeIn(options)
  const tenant = said("tenant")
  if (tenant !== undefined) await refuseStranger(file, tenant)
  const report = await restoreInto(await storageOf(place), () => readBackup(file), {
    by: operatorOf(options),
    ...(tenant === undefined ? {} : { tenants: [tenant] }),
  })
  if (json) return print(JSON.stringify({ file, ...report }))
  for (const line of linesOf(report, placeOf(place))) print(harmless(line))
}

// Opening the store makes it: a mistyped tenant leaves no empty one behind.
const refuseStranger = async (file: string, named: string): Promise<void> => {
  const { tenants } = await checkBackup(readBackup(file))
  if (tenants.some(({ tenant }) => tenant === named)) return
  const known = tenants.map(({ tenant }) => JSON.stringify(tenant)).join(", ")
  const expected = `expected one of the backup: ${known || "it has none"}`
  const detail = `got tenant ${JSON.stringify(named)}, ${expected}`
  throw new BackupError({ reason: "unknown-tenant", detail })
}

const linesOf = ({ tenants, lost }: RestoreReport, place: string): ReadonlyArray<string> => [
  `restored into ${place}; nothing is sent from there until it is released`,
  ...tenants.map(
    ({ tenant, rows, waiting }) =>
      `  tenant ${tenant}: ${rows["ticket"] ?? 0} tickets, ${rows["event"] ?? 0} events, ` +
      `${waiting} notifications that may be sent, maybe once more`,
  ),
  ...(lost === 0 ? [] : [`  ${lost} files were lost before the backup was made`]),
  "  tickets that were parked are tried afresh; those that fail again: upkeep parked show",
  "look at what may be sent: upkeep sending show; let it go: upkeep sending release",
]
