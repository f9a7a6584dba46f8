// What must hold so that nothing that was accepted is lost in a crash (P1).
import type { DatabaseSync } from "node:sqlite"
import { StoreError } from "@upkeep/core/effect"
import { pragma, type Statements, statementsOn } from "./connection.ts"
import { text } from "./row.ts"

/** `full`: what was accepted survives a crash of the machine; `relaxed`: of the process only. */
export type Durability = "full" | "relaxed"

/** A file, and how careful its store is to be. */
export interface Care {
  readonly file: string
  readonly durability: Durability
}

/** `PRAGMA synchronous`: 1 is NORMAL, 2 is FULL. */
const synchronous = { relaxed: 1, full: 2 } as const

/**
 * Sets the write-ahead log and the sync level, reads both back, and refuses what is weaker than
 * asked.
 */
export const makeDurable = (db: DatabaseSync, care: Care): void => {
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous[care.durability]}`)
  refuseUnsafe(statementsOn(db), { ...care, remedy: "put the file on a local disk" })
}

/** Refuses a connection that is weaker than asked. With `relaxed` any journal on disk will do. */
export const refuseUnsafe = (
  statements: Statements,
  { file, durability, remedy }: Care & { readonly remedy: string },
): void => {
  const { prepare } = statements
  const journal = text(prepare("PRAGMA journal_mode").get() ?? {}, "journal_mode")
  const level = pragma(statements, "synchronous")
  const isSafe = durability === "full" ? journal === "wal" : !volatileJournals.has(journal)
  if (isSafe && level >= synchronous[durability]) return
  throw new StoreError.StoreError({
    reason: "unsafe-durability",
    detail:
      `${file}: got journal_mode=${journal} and synchronous=${level}, expected journal_mode=wal and ` +
      "synchronous=2, without which a crash can lose what was accepted (P1): " +
      `${remedy}, or say durability: "relaxed"`,
  })
}

const volatileJournals: ReadonlySet<string> = new Set(["memory", "off"])
