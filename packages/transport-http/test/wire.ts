// A connection on which a test writes what it likes, byte for byte.
import { connect, type Socket } from "node:net"
import { onTestFinished } from "vitest"

/** A connection, what came back on it so far, and when it ended. */
export interface Wire {
  readonly socket: Socket
  readonly write: (text: string | Uint8Array) => void
  readonly received: () => string
  /** Until a whole head has come, or the connection has ended. */
  readonly answered: () => Promise<string>
  readonly ended: Promise<string>
}

/** Connects to a port of this machine. */
export const wire = async (port: number): Promise<Wire> => {
  const socket = connect(port, "127.0.0.1")
  onTestFinished(() => void socket.destroy())
  const chunks: Array<Buffer> = []
  const text = () => Buffer.concat(chunks).toString()
  socket.on("data", (chunk: Buffer) => chunks.push(chunk))
  // What a cut connection says of itself is not what is tested.
  socket.on("error", () => undefined)
  const ended = new Promise<string>((resolve) => socket.on("close", () => resolve(text())))
  await new Promise<void>((resolve) => socket.once("connect", resolve))
  const answered = async () => {
    while (!text().includes("\r\n\r\n") && !socket.closed) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return text()
  }
  return { socket, write: (data) => void socket.write(data), received: text, answered, ended }
}

/** A head on the wire: the request line, and its headers. */
export const head = (line: string, headers: Readonly<Record<string, string | number>>): string =>
  `${[line, "Host: desk.local", ...Object.entries(headers).map((each) => each.join(": "))].join("\r\n")}\r\n\r\n`

/** The status of an answer as it came. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
