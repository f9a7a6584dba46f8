// Tickets and commands that are looked up at one time are one question to the store.
import { Effect, Exit } from "effect"
import {
  type CommandRow,
  type Look,
  type Looked,
  lookLimit,
  type TicketRow,
  type TicketStoreService,
} from "../../port/TicketStore.ts"
import { isDamage } from "./commits.ts"
import type { Answer } from "./gathering.ts"

/** Says of one look after the other whether it still goes along. */
export const together = (): ((look: Look) => boolean) => {
  let tickets = 0
  let commands = 0
  return (look) => {
    const fits =
      tickets + look.tickets.length <= lookLimit && commands + look.commands.length <= lookLimit
    if (!fits) return false
    tickets += look.tickets.length
    commands += look.commands.length
    return true
  }
}

/** Asks the store for all of them at once; where one row is damaged, the others are found alone. */
export const ask =
  (inner: TicketStoreService) =>
  (tenant: string, looks: ReadonlyArray<Look>): Effect.Effect<ReadonlyArray<Answer<Looked>>> => {
    const alone = Effect.forEach(looks, (look) =>
      Effect.exit(Effect.suspend(() => inner.look(tenant, look))),
    )
    const tickets = [...new Set(looks.flatMap((look) => look.tickets))]
    const commands = [...new Set(looks.flatMap((look) => look.commands))]
    const asked = Effect.suspend(() => inner.look(tenant, { tickets, commands }))
    return Effect.flatMap(Effect.exit(asked), (exit) => {
      if (Exit.isFailure(exit))
        return looks.length > 1 && isDamage(exit.cause)
          ? alone
          : Effect.succeed(looks.map(() => exit))
      const rows = new Map<string, TicketRow | undefined>()
      const first = new Map<string, CommandRow | undefined>()
      for (const [index, id] of tickets.entries()) rows.set(id, exit.value.tickets[index])
      for (const [index, id] of commands.entries()) first.set(id, exit.value.commands[index])
      return Effect.succeed(
        looks.map((look) =>
          Exit.succeed({
            tickets: look.tickets.map((id) => rows.get(id)),
            commands: look.commands.map((id) => first.get(id)),
          }),
        ),
      )
    })
  }
