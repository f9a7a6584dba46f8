// Places on the disk for tests, gone after them.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll } from "vitest"

/** The path of a database that is not there yet, in a folder of its own. */
export const newFile = (): string => join(newFolder(), "upkeep.db")

/** What a file is opened with, where a test says nothing else. */
export const openingOf = (file: string) =>
  ({ file, durability: "full", busyMillis: 0, shared: false, migrate: "auto" }) as const

/** Runs statements on a connection of its own. */
export const execute = (file: string, sql: string): void => {
  const db = new DatabaseSync(file)
  try {
    db.exec(sql)
  } finally {
    db.close()
  }
}

/** An empty folder. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-sqlite-"))
  folders.push(folder)
  return folder
}

const folders: Array<string> = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
