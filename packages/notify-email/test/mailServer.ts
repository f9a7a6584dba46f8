// A real SMTP server on a free loopback port; what it takes is parsed and kept.
import { type AddressInfo, createServer, type Socket } from "node:net"
import PostalMime, { type Email } from "postal-mime"
import { SMTPServer, type SMTPServerOptions } from "smtp-server"

export interface Received {
  readonly raw: string
  readonly mail: Email
  readonly sender: string
  readonly recipients: ReadonlyArray<string>
}

export const mailServer = async (options: SMTPServerOptions = {}) => {
  const received: Array<Received> = []
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      const chunks: Array<Buffer> = []
      stream.on("data", (chunk: Buffer) => chunks.push(chunk))
      stream.on("end", () => {
        const raw = Buffer.concat(chunks)
        const { mailFrom, rcptTo } = session.envelope
        const sender = mailFrom === false ? "" : mailFrom.address
        const recipients = rcptTo.map(({ address }) => address)
        void PostalMime.parse(raw).then((mail) => {
          received.push({ raw: raw.toString("utf8"), mail, sender, recipients })
          done(null, "taken\u0007by the test")
        })
      })
    },
    ...options,
  })
  server.on("error", () => {})
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()))
  return {
    port: portOf(server.server.address()),
    received,
    connections: () => server.connections.size,
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}

/** A server that greets with these words, or never says anything at all. */
export const rawServer = async (greeting: string) => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on("error", () => {})
    if (greeting !== "") socket.end(greeting)
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  return {
    port: portOf(server.address()),
    [Symbol.asyncDispose]: () => {
      sockets.forEach((socket) => socket.destroy())
      return new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}

/** What a hook gives to refuse a step of the conversation. */
export const refusal = (responseCode: number, words: string) =>
  Object.assign(new Error(words), { responseCode })

const portOf = (address: AddressInfo | string | null | undefined): number => {
  if (typeof address !== "object" || address === null) throw new Error("the server has no port")
  return address.port
}
