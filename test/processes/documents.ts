// The documents of the shipped processes, and of the example with steps of its own: a page and a
// picture each, as `npm run processes` writes them.
import { businessConnect, Description, mixvel, Process, type Profile, standard } from "@upkeep/core"
import { page, svg } from "@upkeep/diagram"
import { Result } from "effect"
import { approving } from "../../examples/approval-desk/src/process.ts"

/** A file of the project, its path from the root. */
export interface Document {
  readonly path: string
  readonly text: string
}

const profiles: { readonly [name: string]: Profile } = {
  standard,
  mixvel,
  "business-connect": businessConnect,
  approval: approving,
}

/** What the documents have to say now. */
export const documents = (): ReadonlyArray<Document> =>
  Object.entries(profiles).flatMap(([name, profile]) => {
    const process = Result.getOrThrow(Process.make(profile))
    const path = `docs/processes/${name}`
    return [
      { path: `${path}.md`, text: page(process, { picture: `${name}.svg` }) },
      { path: `${path}.svg`, text: svg(Description.chart(process)) },
    ]
  })
