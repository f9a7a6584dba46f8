// upkeep doctor: whether a store and the desks on it are well, and what to do where they are not.
import { examineDesks, Problem, StoreError } from "@upkeep/core"
import type { StorageAdmin } from "@upkeep/core/effect"
import { checkEnvironment } from "../environment.ts"
import type { Options } from "../options.ts"
import { harmless, print } from "../output.ts"
import { SettingsError } from "../SettingsError.ts"
import { checkTenant, existing, placeIn, placeOf, type Storage } from "../store.ts"
import { UsageError } from "../UsageError.ts"

type Finding = StorageAdmin.Finding

const hourMillis = 3_600_000
/** The bounds of `--backup-hours`: an hour to a year. */
const hours = { least: 1, most: 8_784 } as const

/** Looks at a store and at its desks; anything that is not fine fails the command. */
export const doctor = async (argument: string | undefined, options: Options): Promise<void> => {
  if (argument !== undefined) throw new UsageError(`got ${argument}, expected: upkeep doctor`)
  checkEnvironment(options)
  const oldest = backupHours(options) * hourMillis
  const { said, json } = options
  const place = placeIn(options)
  const tenant = said("tenant")
  const storage = await existing(place)
  // What else is wrong with it is among the findings.
  if (tenant !== undefined) await checkTenant(storage, tenant).catch(unopened)
  const findings = await examine(storage, {
    backupMillis: oldest,
    ...(tenant === undefined ? {} : { tenants: [tenant] }),
  })
  const found = findings.filter(({ level }) => level !== "fine")
  for (const each of json ? findings : found)
    for (const line of json ? [JSON.stringify(each)] : linesOf(each)) print(harmless(line))
  if (found.length > 0)
    throw new Error(`doctor-findings: got ${found.length} of ${findings.length}, expected none`)
  if (!json) print(harmless(`${placeOf(place)} is well: ${findings.length} looks, nothing found`))
}

// Of what both look at, the desks say it tenant by tenant. A store that cannot be opened has been
// looked at from outside, and that is worth something.
const examine = async (
  storage: Storage,
  examination: Parameters<typeof examineDesks>[1],
): Promise<ReadonlyArray<Finding>> => {
  const store = await storage.admin.examine()
  const desks = await examineDesks(storage, examination).catch(unopened)
  const codes = new Set(desks.map(({ code }) => code))
  return [...store.filter(({ code }) => !codes.has(code)), ...desks]
}

const unopened = (error: unknown): ReadonlyArray<Finding> => {
  if (!(error instanceof StoreError)) throw error
  const { reason: code, detail: message } = error
  return [{ code, level: "error", message, advice: "" }]
}

const linesOf = ({ code, level, message, advice }: Finding): ReadonlyArray<string> => [
  `${level.padEnd(7)}  ${code}: ${message}`,
  ...(advice === "" ? [] : [`         ${advice}`]),
]

const backupHours = ({ said, setBy }: Options): number => {
  const got = said("backup-hours") ?? "24"
  const asked = /^\d{1,5}$/.test(got) ? Number(got) : 0
  if (asked >= hours.least && asked <= hours.most) return asked
  const expected = `a whole number of hours from ${hours.least} to ${hours.most}`
  const path = setBy("backup-hours")
  throw new SettingsError([Problem.make({ code: "out-of-range", path, got, expected })])
}
