// A way to the database on which everything can go wrong that goes wrong on networks.
import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

/**
 * What the way does with what is sent: passes it on; passes it on late; keeps it and says nothing
 * (`blackhole`); passes on questions and keeps the answers (`half`); or passes on one question of
 * each connection and cuts it instead of bringing the answer (`mute`).
 */
export type Mode = "pass" | "slow" | "blackhole" | "half" | "mute"

/** A way to a port. */
export interface Proxy extends AsyncDisposable {
  /** Where it begins, on the loopback. */
  readonly port: number
  readonly set: (mode: Mode) => void
  /** Cuts every connection that is open. */
  readonly cut: () => void
}

/** How long a slow way takes for each piece, in milliseconds. */
const slowMillis = 60

interface Link {
  readonly near: Socket
  readonly far: Socket
}

/** Opens a way to a port of the loopback. */
export const open = async (to: number): Promise<Proxy> => {
  const links = new Set<Link>()
  let mode: Mode = "pass"
  const cut = () => {
    for (const { near, far } of links) {
      near.destroy()
      far.destroy()
    }
    links.clear()
  }
  const server = createServer((near) => {
    const link = { near, far: connect(to, "127.0.0.1") }
    links.add(link)
    join(link, () => mode)
    for (const end of [near, link.far])
      end.once("close", () => {
        links.delete(link)
        near.destroy()
        link.far.destroy()
      })
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    port: portOf(server.address()),
    set: (next) => {
      mode = next
    },
    cut,
    [Symbol.asyncDispose]: async () => {
      cut()
      server.close()
      await once(server, "close")
    },
  }
}

const portOf = (address: AddressInfo | string | null): number => {
  if (address === null || typeof address === "string") throw new Error("got no port")
  return address.port
}

const join = ({ near, far }: Link, mode: () => Mode): void => {
  near.setNoDelay(true)
  far.setNoDelay(true)
  let isAsked = false
  carry(near, far, (piece, pass) => {
    const now = mode()
    // What is short is no command that changes anything.
    if (now === "mute" && piece.length > shortBytes) isAsked = true
    if (now === "slow") setTimeout(pass, slowMillis)
    else if (now !== "blackhole") pass()
  })
  carry(far, near, (_, pass) => {
    const now = mode()
    if (now === "mute" && isAsked) return near.destroy()
    isAsked = false
    if (now === "slow") setTimeout(pass, slowMillis)
    else if (now === "pass" || now === "mute") pass()
  })
}

/** The length of a question from which on it is worth losing its answer. */
const shortBytes = 600

const carry = (
  from: Socket,
  to: Socket,
  way: (piece: Buffer, pass: () => void) => void,
): void => {
  from.on("data", (piece) =>
    way(piece, () => {
      if (to.writable) to.write(piece)
    }),
  )
  // A connection that breaks ends in `close`, where both ends are cleared away.
  from.on("error", () => undefined)
}
