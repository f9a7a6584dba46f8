// Mail keeps the rules that every notifier keeps, before a real server in all its moods.
import { connect, createServer, type Socket } from "node:net"
import {
  type Manner,
  type NotifierChannel,
  notifierContract,
} from "../../../test/contract/notifier.ts"
import { email } from "../src/index.ts"
import { mailServer, type Received, refusal } from "./mailServer.ts"
import { optionsFor } from "./sending.ts"

const refusals = { notNow: refusal(451, "not now"), never: refusal(550, "no such mailbox") }

/** A door before a port: it leads there, or shuts at once, or lets nothing through. */
const doorTo = async (port: number, manner: () => Manner) => {
  const sockets = new Set<Socket>()
  const kept = (socket: Socket) => {
    sockets.add(socket)
    return socket.on("error", () => {}).on("close", () => sockets.delete(socket))
  }
  const server = createServer((outside) => {
    kept(outside)
    if (manner() === "silent") return
    if (manner() === "away") return void outside.resetAndDestroy()
    const inside = kept(connect(port, "127.0.0.1"))
    outside.pipe(inside).pipe(outside)
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const address = server.address()
  if (typeof address !== "object" || address === null) throw new Error("the door has no port")
  return {
    door: address.port,
    [Symbol.asyncDispose]: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}

const takenOf = ({ mail, recipients }: Received) =>
  recipients.map((to) => ({
    id: mail.messageId,
    to,
    words: `${mail.subject ?? ""}\n${mail.text ?? ""}`,
  }))

const make = async (): Promise<NotifierChannel & AsyncDisposable> => {
  const stack = new AsyncDisposableStack()
  let manner: Manner = "willing"
  const server = stack.use(
    await mailServer({
      onRcptTo: (_, __, done) =>
        done(manner === "notNow" || manner === "never" ? refusals[manner] : null),
    }),
  )
  const { door } = stack.use(await doorTo(server.port, () => manner))
  return {
    adapter: email(optionsFor(door)),
    taken: async () => server.received.flatMap(takenOf),
    become: async (next) => void (manner = next),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

notifierContract({
  name: "email",
  make,
  // Its id is the Message-ID.
  capabilities: { identified: true, disturbed: true },
})
