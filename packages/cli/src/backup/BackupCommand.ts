// upkeep backup: everything that a store holds as a file that is whole, checked and recorded.
import { backup, backupsOf, type BackupRun, checkBackup, recordBackup } from "@upkeep/core"
import { basename } from "node:path"
import { readBackup, writeBackup } from "../backupFile.ts"
import { checkEnvironment } from "../environment.ts"
import { operatorOf } from "../operator.ts"
import type { Options } from "../options.ts"
import { harmless, print } from "../output.ts"
import { checkTenant, existing, placeIn, placeOf } from "../store.ts"
import { UsageError } from "../UsageError.ts"
import { contentLines, instantText } from "./said.ts"

/** Runs a command on backups. */
export const run = (
  command: "backup" | "backup check" | "backup list",
  argument: string | undefined,
  options: Options,
): Promise<void> => {
  checkEnvironment(options)
  if (command === "backup list") return list(argument, options)
  if (argument === undefined) throw new UsageError(`got no file, expected: upkeep ${command} FILE`)
  return command === "backup" ? make(argument, options) : check(argument, options)
}

const make = async (file: string, options: Options): Promise<void> => {
  const { said } = options
  const place = placeIn(options)
  const storage = await existing(place)
  const tenant = said("tenant")
  const lines = backup(storage, tenant === undefined ? {} : { tenants: [tenant] })
  const report = await writeBackup(file, lines, options)
  await recordBackup(storage, report, { by: operatorOf(options), name: basename(file) })
  if (options.json) print(JSON.stringify({ file, ...report }))
  else {
    print(harmless(`backup of ${placeOf(place)}, written and read back: ${file}`))
    for (const line of contentLines(report)) print(harmless(line))
  }
  if (report.lost === 0) return
  const named = report.lostFiles.map(({ tenant: of, hash, reason }) => `${of} ${hash}: ${reason}`)
  const got = `got ${report.lost} files that the store cannot read, expected none`
  throw new Error([`files-lost: ${got}; all the rest is in the backup`, ...named].join("\n"))
}

const check = async (file: string, options: Options): Promise<void> => {
  const report = await checkBackup(readBackup(file))
  if (options.json) return print(JSON.stringify({ file, ...report }))
  print(harmless(`${file} is whole and unchanged`))
  for (const line of contentLines(report)) print(harmless(line))
}

const list = async (argument: string | undefined, options: Options): Promise<void> => {
  if (argument !== undefined) throw new UsageError(`got ${argument}, expected: upkeep backup list`)
  const { tenant, json } = options
  const storage = await existing(placeIn(options))
  await checkTenant(storage, tenant)
  const runs = await backupsOf(storage, tenant)
  for (const each of runs) print(json ? JSON.stringify(each) : harmless(runLine(each)))
  if (runs.length === 0 && !json) print("no backup was recorded")
}

const runLine = ({ madeAt, by, name, rows, lost, sha256 }: BackupRun): string => {
  const missing = lost === 0 ? "" : `, ${lost} files lost`
  return `${instantText(madeAt)}  ${rows["ticket"] ?? 0} tickets${missing}  by ${by}  ${name}  ${sha256}`
}
