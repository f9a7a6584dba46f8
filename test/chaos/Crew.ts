// The processes of a run: started, killed, stopped, and started again in their places.
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Order, Word } from "./orders.ts"

/** A process in its place; when it is killed another one takes the place. */
export interface Member {
  /** Kills it and starts the next one. */
  readonly replace: () => void
  readonly stand: () => void
  readonly goOn: () => void
  readonly tell: (order: Order) => void
  /** Waits until whoever holds the place has said a word; false where that took too long. */
  readonly says: (word: Word, withinMillis: number) => Promise<boolean>
  /** Kills it for good. */
  readonly end: () => Promise<void>
}

/** What a member is. */
export interface Post {
  readonly program: "worker.ts" | "client.ts"
  /** What it is told as it starts, each time. */
  readonly task: unknown
  /** Where compiled code is kept from one start to the next. */
  readonly cache: string
  /** Hears the last words of a process that ended by itself and had not finished. */
  readonly broke: (said: string) => void
}

/** How much is kept of what a process says. */
const lastCharacters = 2_000

// What desks log of faults that are meant is none of the findings.
const withoutLog = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !line.startsWith("timestamp="))
    .join("\n")

/** Fills a post. */
export const member = (post: Post): Member => {
  let said: ReadonlyArray<Word> = []
  let waiting: ReadonlyArray<() => void> = []
  let isOver = false
  let child = start()
  // Whoever ends by itself, and had not finished, has broken down: the next one takes over.
  function start(): ChildProcess {
    said = []
    const program = fileURLToPath(new URL(post.program, import.meta.url))
    const args = ["--conditions=@upkeep/source", program, JSON.stringify(post.task)]
    const env = { ...process.env, NODE_COMPILE_CACHE: post.cache }
    const started = spawn(process.execPath, args, {
      env,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    })
    let lastWords = ""
    started.stderr?.on("data", (piece) => {
      lastWords = `${lastWords}${withoutLog(String(piece))}`.slice(-lastCharacters)
    })
    started.on("message", (word) => {
      if (word !== "ready" && word !== "finished") return
      said = [...said, word]
      for (const tell of waiting) tell()
    })
    started.on("exit", (code) => {
      if (child !== started || isOver || said.includes("finished")) return
      if (code !== null) post.broke(`${post.program}, code ${code}: ${lastWords}`)
      child = start()
    })
    return started
  }
  return {
    replace: () => void child.kill("SIGKILL"),
    stand: () => void child.kill("SIGSTOP"),
    goOn: () => void child.kill("SIGCONT"),
    tell: (order) => void (child.connected && child.send(order, () => undefined)),
    says: (word, withinMillis) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), withinMillis)
        const look = () => {
          if (!said.includes(word)) return
          clearTimeout(timer)
          resolve(true)
        }
        waiting = [...waiting, look]
        look()
      }),
    end: async () => {
      isOver = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const exit = once(child, "exit")
      child.kill("SIGKILL")
      await exit
    },
  }
}
