// The desk's HTTP door, mounted into the product: whoever is signed in there is known here.
import { createHttpApi, type HttpApi } from "@upkeep/transport-http"
import { sessionIn } from "./sessions.ts"
import { principalOf, type Shop } from "./shop.ts"

/** The path under which the door lies. */
export const doorPath = "/support/api"

/** Opens the door. */
export const openDoor = ({ db, desk }: Shop): HttpApi =>
  createHttpApi({
    desk,
    basePath: doorPath,
    challenge: 'Cookie realm="Parcel"',
    actor: ({ headers }) => {
      const session = sessionIn(db, headers.get("cookie") ?? "")
      return session && { tenant: desk.tenant, ...principalOf(session.user) }
    },
  })
