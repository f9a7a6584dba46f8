// Whose a key, an upload and a share of the rate is.
import type { Principal } from "@upkeep/core"

/** Who a principal is within the tenant: a person's id is one within its customer alone. */
export const ownerOf = (principal: Principal): ReadonlyArray<string> =>
  principal.kind === "customer"
    ? [principal.kind, principal.id, principal.customer]
    : [principal.kind, principal.id]
