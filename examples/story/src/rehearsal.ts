// A story that is played to be looked at: on a database of its own, told into a list.
import type { TicketView } from "@upkeep/core"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Scene } from "./scene.ts"
import { mailsAbout, type Stage } from "./stage.ts"
import { type Teller, tellerOf } from "./tell.ts"

/** A story under way; its database is gone with it. */
export interface Rehearsal extends AsyncDisposable {
  readonly stage: Stage
  /** What was told. */
  readonly lines: ReadonlyArray<string>
  readonly view: (scene: Scene) => Promise<TicketView>
  /** The states through which a ticket went; one from which the turn passed at once is none. */
  readonly way: (scene: Scene) => Promise<ReadonlyArray<string>>
  /** The subjects of the letters that told somebody of a ticket, in their order. */
  readonly letters: (
    scene: Pick<Scene, "number">,
    to: { readonly address: string },
  ) => ReadonlyArray<string>
  /** The clocks of a ticket, as `firstResponse met after 90 min`. */
  readonly clocks: (scene: Scene) => Promise<ReadonlyArray<string>>
}

/** Opens a stage that tells nobody. */
export const rehearse = async (
  open: (tell: Teller, file: string) => Promise<Stage>,
): Promise<Rehearsal> => {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-story-"))
  const lines: Array<string> = []
  const stage = await open(
    tellerOf((line) => void lines.push(line)),
    join(folder, "desk.db"),
  )
  const view = ({ ticketId }: Scene) => stage.desk.show(ticketId)
  return {
    stage,
    lines,
    view,
    way: async (scene) =>
      (await view(scene)).history
        .filter((_, index, all) => all[index + 1]?.type !== "TurnPassed")
        .map(({ status }) => status)
        .filter((status, index, all) => status !== all[index - 1]),
    letters: ({ number }, { address }) =>
      mailsAbout(stage, number)
        .filter(({ to }) => to === address)
        .map(({ subject }) => subject),
    clocks: async (scene) =>
      (await view(scene)).clocks.map(
        ({ id, status, spentMillis }) => `${id} ${status} after ${spentMillis / 60_000} min`,
      ),
    [Symbol.asyncDispose]: async () => {
      await stage[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
