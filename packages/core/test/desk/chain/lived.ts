// A desk with something of everything that is verified.
import { agent, answered, customer, keepX, march, openDesk, register, request } from "../setUp.ts"
import { rowsOf } from "./tampered.ts"

/**
 * A desk with three tickets, a file, content that was forgotten, and a checkpoint over all but the
 * last command.
 */
export const lived = async () => {
  const { desk, clock } = await openDesk()
  const first = await answered(desk)
  const attachments = [await keepX(desk)]
  const second = await desk.submit({ actor: customer, command: { ...request, attachments } })
  const third = await register(desk)
  await desk.forget({ actor: agent, reason: "case 7", tickets: [third.number] })
  clock.at = march(3, 12)
  const checkpoint = await desk.checkpoint()
  const note = { type: "note", text: "Called back." } as const
  await desk.submit({ ticketId: second.ticketId, actor: agent, command: note })
  return { desk, clock, first, second, checkpoint, rows: await rowsOf(desk) }
}
