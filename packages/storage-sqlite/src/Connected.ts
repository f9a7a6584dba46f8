// The open file, as the layers of one adapter share it.
import { Context } from "effect"
import type { Connection, Place } from "./connection.ts"

/** An open connection, and where it leads. */
export class Connected extends Context.Service<Connected, Connection & Place>()(
  "@upkeep/storage-sqlite/Connected",
) {}
