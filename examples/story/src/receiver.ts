// An SMTP server on loopback that takes every mail that goes out, as the customers' servers would.
import PostalMime from "postal-mime"
import { SMTPServer, type SMTPServerDataStream } from "smtp-server"

/** A mail that arrived at a customer. */
export interface Received {
  readonly to: string
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly messageId: string
}

/** A receiver of mails. */
export interface Receiver extends AsyncDisposable {
  readonly port: number
  /** Everything that arrived, in its order. */
  readonly mails: ReadonlyArray<Received>
  /** Refuses the next mail for now, as a busy server does. */
  readonly refuseNext: () => void
}

/** Starts a receiver on a free port of the loopback interface. */
export const startReceiver = async (): Promise<Receiver> => {
  const mails: Array<Received> = []
  let refusals = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_address, _session, callback) => {
      if (refusals === 0) return callback()
      refusals -= 1
      callback(
        Object.assign(new Error("4.2.0 greylisted, come again later"), { responseCode: 450 }),
      )
    },
    onData: (stream, _session, callback) => {
      read(stream).then(
        (mail) => {
          mails.push(mail)
          callback()
        },
        (error: Error) => callback(error),
      )
    },
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  return {
    port,
    mails,
    refuseNext: () => {
      refusals += 1
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const read = async (stream: SMTPServerDataStream): Promise<Received> => {
  const chunks: Array<Uint8Array> = []
  for await (const chunk of stream) chunks.push(chunk)
  const mail = await PostalMime.parse(Buffer.concat(chunks))
  return {
    to: mail.to?.[0]?.address ?? "",
    from: mail.from?.address ?? "",
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    messageId: mail.messageId ?? "",
  }
}
