// upkeep serve: a desk behind HTTP on this machine, until it is told to stop.
import { createHttpApi, listen, untilStop } from "@upkeep/transport-http"
import { flushCompileCache } from "node:module"
import type { Options } from "./options.ts"
import { harmless, print } from "./output.ts"
import { settingsOf } from "./settings.ts"
import { openDesk, placeIn, placeOf } from "./store.ts"
import { entryOf, makeToken, principalBy } from "./tokens.ts"
import { UsageError } from "./UsageError.ts"

/** Who the token of a run stands for. */
const operator = { kind: "agent", id: "operator" } as const

/** Serves the desk of a store until SIGINT or SIGTERM. */
export const serve = async (argument: string | undefined, options: Options): Promise<void> => {
  if (argument !== undefined) throw new UsageError(`got ${argument}, expected: upkeep serve`)
  const { host, port, tokens } = settingsOf(options)
  const token = tokens === undefined ? makeToken() : undefined
  const principalOf = principalBy(tokens ?? [entryOf(token ?? "", operator)])
  await using desk = await openDesk(options, true)
  const api = createHttpApi({
    desk,
    actor: (request) => {
      const principal = principalOf(request)
      return principal === undefined ? undefined : { tenant: desk.tenant, ...principal }
    },
  })
  await using server = await listen(api, { host, port })
  const stop = untilStop()
  if (token !== undefined) print(`upkeep: token of an agent, until this process ends: ${token}`)
  print(
    harmless(
      `upkeep: serving ${server.url} from ${placeOf(placeIn(options))}, ready in ${age()} ms`,
    ),
  )
  for (const { message } of await desk.warnings())
    process.stderr.write(`${harmless(`upkeep: warning: ${message}`)}\n`)
  flushCompileCache()
  print(`upkeep: ${await stop}, stopping`)
}

/** Milliseconds since the command was called, the start of Node among them. */
const age = (): number =>
  Math.round(Date.now() - Number(process.env["UPKEEP_CALLED_AT"] ?? performance.timeOrigin))
