// The open database, as the layers of one adapter share it.
import { Context } from "effect"
import type { Connection } from "./connection.ts"

/** An open connection. */
export class Connected extends Context.Service<Connected, Connection>()(
  "@upkeep/storage-postgres/Connected",
) {}
