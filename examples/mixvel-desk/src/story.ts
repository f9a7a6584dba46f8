// The story of the desk: what it plays on, its mailbox, and its lives.
import { type Scene, sceneOf } from "@upkeep-examples/story/scene"
import { openStage, type Stage } from "@upkeep-examples/story/stage"
import type { Teller } from "@upkeep-examples/story/tell"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { openDesk, process } from "./desk.ts"
import { advice } from "./advice.ts"
import { choice } from "./choice.ts"
import { contract } from "./contract.ts"
import { development } from "./development.ts"
import { first } from "./first.ts"
import { specialist } from "./specialist.ts"

/** Opens the desk on a Monday morning. */
export const openStory = (tell: Teller, file: string): Promise<Stage> =>
  openStage({
    start: "2026-11-23 09:05",
    own: process.desk,
    open: (setting) => openDesk({ file, ...setting }),
    tell,
  })

/**
 * Takes in the mails of a folder, which is only read: they all arrive now, whenever their files
 * were written. Answers with the ids of the tickets that they opened.
 */
export const takeMailbox = async (stage: Stage, folder: string): Promise<ReadonlyArray<string>> => {
  const mails = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.eml$/i.test(entry.name))
    .map(({ name }) => name)
    .toSorted()
  const opened: Array<string> = []
  for (const name of mails) {
    const { outcome, ticketId } = await stage.takeRaw(readFileSync(join(folder, name)), name)
    if (outcome === "new-ticket" && ticketId !== null) opened.push(ticketId)
  }
  return opened
}

/** Plays the life of a ticket of the mailbox, of which everybody was told that it was received. */
export const playFirst = async (stage: Stage, ticketId: string): Promise<Scene> => {
  const { number, subject } = await stage.desk.show(ticketId)
  stage.tell.chapter(`The life of ${number}: ${subject}`)
  // Registered and Acknowledged.
  const scene = await sceneOf(stage, ticketId, 2)
  await first(stage, scene)
  return scene
}

/** Plays the lives of the weeks after, one after the other. */
export const playOthers = async (stage: Stage) => ({
  advice: await advice(stage),
  choice: await choice(stage),
  specialist: await specialist(stage),
  development: await development(stage),
  contract: await contract(stage),
})
