// A desk whose process routes, the people among whom it does, and what came of it.
import {
  defineDirectory,
  type Desk,
  type DeskOptions,
  type DirectoryError,
  directory,
  type Profile,
  type StaffMember,
  standard,
} from "@upkeep/core"
import { vi } from "vitest"
import { minuteMillis, openDesk, register, type request } from "./setUp.ts"

export type Rules = NonNullable<Profile["routing"]>

const words = (en: string) => ({ en, ru: en })

/** The standard process with these rules; a request may name its module. */
export const routedBy = (routing: Rules): Profile => ({
  ...standard,
  id: "routed",
  priorities: [
    { id: "high", labels: words("High") },
    { id: "low", labels: words("Low") },
  ],
  fields: [
    {
      id: "module",
      kind: "choice",
      labels: words("Module"),
      choices: ["billing", "search"].map((id) => ({ id, labels: words(id) })),
    },
  ],
  requestTypes: [{ id: "request", labels: words("Request"), fields: ["module"] }],
  routing,
})

export const byLoad: Rules = [{ rule: "any", spread: "leastLoad" }]
export const byTurn: Rules = [{ rule: "any", spread: "roundRobin" }]

/** Somebody of the first line, so far as a test does not say otherwise. */
export const member = (id: string, over: Partial<StaffMember> = {}): StaffMember => ({
  id,
  name: id.toUpperCase(),
  line: "first",
  ...over,
})

/** Opens a desk with these rules and these people. */
export const openRouted = (
  routing: Rules,
  staff: ReadonlyArray<StaffMember>,
  options: DeskOptions = {},
) =>
  openDesk({
    process: routedBy(routing),
    directory: directory({ customers: [], staff }),
    ...options,
  })

/** A directory whose staff a test changes, or takes away; it counts how often it was asked. */
export const changingStaff = (staff: ReadonlyArray<unknown>) => {
  const people: { staff: ReadonlyArray<unknown>; away?: DirectoryError; asked: number } = {
    staff,
    asked: 0,
  }
  const adapter = defineDirectory({
    name: "changing",
    customerByAddress: async () => undefined,
    staffMember: async (_, id) => people.staff.filter(isMember).find((each) => each.id === id),
    staff: async () => {
      people.asked += 1
      if (people.away !== undefined) throw people.away
      // What a host's own directory answers is its own affair.
      return people.staff.filter(isMember)
    },
  })
  return Object.assign(people, { adapter })
}

const isMember = (entry: unknown): entry is StaffMember => entry !== undefined

/** Registers a request a minute after what was before, and says who has it. */
export const registered = async (
  { desk, clock }: { readonly desk: Desk; readonly clock: { at: number } },
  over: Partial<typeof request> & { readonly fields?: object; readonly priority?: string } = {},
) => {
  clock.at += minuteMillis
  const { ticketId } = await register(desk, over)
  const { assignee } = await desk.summary(ticketId)
  return { ticketId, assignee }
}

/** Who got each of so many requests, one after the other. */
export const assignees = async (opened: Parameters<typeof registered>[0], count: number) => {
  const given: Array<string | null> = []
  for (let index = 0; index < count; index += 1) given.push((await registered(opened)).assignee)
  return given.join(" ")
}

/** What the desk says in its log. */
export const logged = () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined)
  return {
    lines: () => said.mock.calls.map((line) => line.map(String).join(" ")),
    [Symbol.dispose]: () => said.mockRestore(),
  }
}
