// Personal content lies apart from the journal: the event holds a salted hash, and forgetting a
// person deletes the content without touching the journal.
import { hash, randomUUID } from "node:crypto"
import type { ContentRow } from "../port/TicketStore.ts"
import type { Command, Requester } from "../ticket/Command.ts"
import { canonical } from "./canonical.ts"

/** What people wrote in one command, and their names and addresses. */
export interface Content {
  readonly subject?: string
  readonly text?: string
  readonly requester?: Requester
  /** The names of the files, in the order of the event's files. */
  readonly fileNames?: ReadonlyArray<string>
  readonly messageId?: string
  /** Fields that are texts or name people. */
  readonly fields?: { readonly [id: string]: string }
  /** The questions of a list, and the options of an offer by id. */
  readonly questions?: ReadonlyArray<string>
  readonly options?: ReadonlyArray<{ readonly id: string; readonly text: string }>
}

/** The personal part of a command; undefined where it has none. */
export const contentOf = (
  command: Command,
  fields: NonNullable<Content["fields"]> = {},
): Content | undefined => {
  const files = "attachments" in command ? (command.attachments ?? []) : []
  const text = wordsOf(command)
  const messageId = "messageId" in command ? command.messageId : undefined
  const content: Content = {
    ...("subject" in command ? { subject: command.subject } : {}),
    ...("requester" in command && command.requester !== undefined
      ? { requester: command.requester }
      : {}),
    ...(text === undefined || text === "" ? {} : { text }),
    ...(files.length === 0 ? {} : { fileNames: files.map(({ name }) => name) }),
    ...(messageId === undefined ? {} : { messageId }),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...("questions" in command && command.questions !== undefined
      ? { questions: command.questions }
      : {}),
    ...(command.type === "offerOptions" ? { options: command.options } : {}),
  }
  return Object.keys(content).length === 0 ? undefined : content
}

const wordsOf = (command: Command): string | undefined => {
  if (command.type === "recordDelivery") return command.reason
  if (command.type === "migrate") return command.force
  return "text" in command ? command.text : undefined
}

/** The key of a command's content, by the number of its first event; that of 1 has the subject. */
export const keyOf = (ticketId: string, number: number): string => `${ticketId}.${number}`

/** Seals content under a key: the row to keep apart, and the reference for the event. */
export const seal = (key: string, content: Content) => {
  const row: ContentRow = {
    key,
    // 122 bits of chance: without the salt not even a short text can be guessed from its hash.
    salt: randomUUID(),
    body: canonical(content),
  }
  return { row, ref: { key, hash: sealOf(row) } }
}

/** The hash that an event holds of a content row: sha256 over salt and body, hex. */
export const sealOf = ({ salt, body }: Pick<ContentRow, "salt" | "body">): string =>
  hash("sha256", `${salt}${body}`)
