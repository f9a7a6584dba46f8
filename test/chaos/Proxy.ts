// A way to the database on which everything can go wrong that goes wrong on networks.
import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"

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
  carry(near, far, (piece) => {
    const now = mode()
    // What is short is no command that changes anything.
    if (now === "mute" && piece.length > shortBytes) isAsked = true
    return now === "blackhole" ? undefined : delayOf(now)
  })
  carry(far, near, () => {
    const now = mode()
    if (now === "mute" && isAsked) near.destroy()
    return now === "blackhole" || now === "half" ? undefined : delayOf(now)
  })
}

/** The length of a question from which on it is worth losing its answer. */
const shortBytes = 600

const delayOf = (mode: Mode): number => (mode === "slow" ? slowMillis : 0)

// A stream keeps its order: no piece overtakes one that is late, and after one that was swallowed
// (undefined) nothing more comes.
const carry = (from: Socket, to: Socket, lateBy: (piece: Buffer) => number | undefined): void => {
  let last: Promise<void> = Promise.resolve()
  let isSwallowed = false
  from.on("data", (piece) => {
    const millis = lateBy(piece)
    isSwallowed ||= millis === undefined
    if (isSwallowed) return
    const due = performance.now() + (millis ?? 0)
    last = last.then(async () => {
      const left = due - performance.now()
      if (left > 0) await sleep(left)
      if (to.writable) to.write(piece)
    })
  })
  // A connection that breaks ends in `close`, where both ends are cleared away.
  from.on("error", () => undefined)
}
