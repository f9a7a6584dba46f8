// P12: one row that cannot be read keeps nobody else's from being found.
import { type Look, memory, StoreError } from "@upkeep/core"
import { TicketStore } from "@upkeep/core/effect"
import { Context, Effect, Exit, Layer } from "effect"
import { expect, it } from "vitest"
import { ask } from "../../../src/desk/group/looks.ts"

const damaged = new StoreError({ reason: "damaged", detail: "a row" })

it("P12 a damaged row fails its own look alone", async () => {
  const answers = await Effect.runPromise(
    Effect.scoped(
      Effect.gen(function* () {
        const services = yield* Layer.build(memory().layer)
        const inner = Context.get(services, TicketStore.TicketStore)
        const look: typeof inner.look = (tenant, asked) =>
          asked.tickets.includes("bad") ? Effect.fail(damaged) : inner.look(tenant, asked)
        const looks: ReadonlyArray<Look> = ["good", "bad", "other"].map((id) => ({
          tickets: [id],
          commands: [],
        }))
        return yield* ask({ ...inner, look })("acme", looks)
      }),
    ),
  )
  expect(answers.map(Exit.isSuccess)).toEqual([true, false, true])
})
