// The story of the desk: what it plays on, and its lives.
import { openStage, type Stage } from "@upkeep-examples/story/stage"
import type { Teller } from "@upkeep-examples/story/tell"
import { openDesk, process, type Setting } from "./desk.ts"
import { development } from "./development.ts"
import { incident } from "./incident.ts"
import { others } from "./others.ts"
import { problem } from "./problem.ts"
import { service } from "./service.ts"

/** Plays all lives, one after the other. */
export const playLives = async (stage: Stage) => ({
  incident: await incident(stage),
  service: await service(stage),
  outage: await problem(stage),
  development: await development(stage),
  others: await others(stage),
})

/** Opens the desk on a Friday afternoon. */
export const openStory = (
  tell: Teller,
  { file, ...over }: Pick<Setting, "file" | "process">,
): Promise<Stage> =>
  openStage({
    start: "2026-11-20 16:00",
    own: process.desk,
    open: (setting) => openDesk({ file, ...over, ...setting }),
    tell,
  })
