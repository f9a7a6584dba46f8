// The desk, wired: SQLite keeps it, a customer and two of ours are known.
import {
  createDesk,
  type Desk,
  type DeskOptions,
  directory,
  type DirectoryData,
  type Principal,
} from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { approving } from "./process.ts"

const ada = { id: "acme-1", name: "Ada Quist", address: "ada@acme-tools.example" }

const people: DirectoryData = {
  customers: [{ id: "acme", name: "Acme Tools", contacts: [ada], contracts: [] }],
  staff: [
    { id: "bruno", name: "Bruno Reis", line: "first" },
    { id: "carla", name: "Carla Dunn", line: "second" },
  ],
}

/** Who appears in the story: the customer's person, as their own session knows them, and ours. */
export const who = {
  ada: {
    kind: "customer",
    id: ada.id,
    customer: "acme",
    requester: { name: ada.name, address: ada.address },
  } satisfies Principal,
  bruno: { kind: "agent", id: "bruno" } as const,
  carla: { kind: "agent", id: "carla" } as const,
}

/** Opens the desk. */
export const openDesk = (
  file: string,
  options: Pick<DeskOptions, "notify" | "background" | "now">,
): Promise<Desk> =>
  createDesk({
    process: approving,
    storage: sqlite({ file }),
    directory: directory(people),
    ...options,
  })
