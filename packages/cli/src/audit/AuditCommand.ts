// upkeep audit: where clocks may have been played with, ticket by ticket.
import { findingText, type LeftTicket, Process } from "@upkeep/core"
import { Result } from "effect"
import { spokenBy } from "../language.ts"
import type { Options } from "../options.ts"
import { harmless, toOutput } from "../output.ts"
import { pagesOf } from "../pages.ts"
import { openToLook } from "../store.ts"
import { UsageError } from "../UsageError.ts"
import { settingsOf } from "./settings.ts"

/** Audits a store. Findings, and tickets that cannot be read, fail the command. */
export const audit = async (argument: string | undefined, options: Options): Promise<void> => {
  if (argument !== undefined) throw new UsageError(`got ${argument}, expected: upkeep audit`)
  const { timeIn, language, ...asked } = settingsOf(options)
  await using desk = await openToLook(options)
  const process = Result.getOrThrow(Process.make(desk.profile))
  const { timeZone } = process.calendar
  const question = { ...asked, ...timeIn(timeZone) }
  const told = { language: language ?? spokenBy(process), timeZone }
  const tell = (content: object, lines: () => ReadonlyArray<string>) =>
    write(options.json ? [JSON.stringify(content)] : lines())
  const totals = { tickets: 0, refused: 0, findings: 0 }
  for await (const page of pagesOf((part) => desk.audit({ ...question, ...part }))) {
    totals.tickets += page.tickets
    totals.refused += page.refused.length
    totals.findings += page.findings.length
    for (const finding of page.findings)
      await tell(finding, () => [...findingText(finding, told), ""])
    for (const ticket of page.refused) await tell(ticket, () => [refusedLine(ticket)])
  }
  await tell({ totals }, () => [
    `${counted(totals.findings, "finding")} in ${counted(totals.tickets, "ticket")}`,
  ])
  refuseAny(totals)
}

const refusedLine = ({ number, message }: LeftTicket): string => `${number}  refused  ${message}`

const write = (lines: ReadonlyArray<string>): Promise<void> =>
  toOutput(lines.map((line) => `${harmless(line)}\n`).join(""))

const refuseAny = ({ findings, refused }: { findings: number; refused: number }): void => {
  if (findings + refused === 0) return
  const unread = refused === 0 ? "" : ` and ${counted(refused, "ticket")} that cannot be read`
  throw new Error(`audit-findings: got ${counted(findings, "finding")}${unread}, expected none`)
}

const counted = (value: number, one: string): string => `${value} ${one}${value === 1 ? "" : "s"}`
