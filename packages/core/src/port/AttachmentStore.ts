// Files beside the tickets, named by what they hold and never by what a sender called them.
import { Context, Data, type Effect } from "effect"

/** A stored file: sha256 of its bytes in hex, and its length. */
export interface StoredFile {
  readonly hash: string
  readonly bytes: number
}

/** A stored file with its bytes. */
export interface StoredContent extends StoredFile {
  /**
   * The bytes in their order, read as they are asked for: nothing is open before the first chunk,
   * nor after the last one or an early stop. What goes wrong on the way is an `AttachmentError`.
   */
  readonly content: AsyncIterable<Uint8Array>
}

/**
 * Why a file could not be kept or read: `too-large` (over the limit given), `unavailable` (missing,
 * or its bytes no longer have its hash: A23), `full` (no room), `failed` (the rest).
 */
export class AttachmentError extends Data.TaggedError("AttachmentError")<{
  readonly reason: "too-large" | "unavailable" | "full" | "failed"
  readonly detail: string
  readonly cause?: unknown
}> {
  override get message(): string {
    return `attachment-${this.reason}: ${this.detail}`
  }
}

/**
 * How long a file is held: a day. So long a command that was decided may wait for its commit
 * (`PreparedCommand`), and until then nothing in the store shows that it names the file.
 */
export const heldMillis = 86_400_000

/** What a store of files can do. */
export interface AttachmentStoreService {
  /**
   * Keeps the bytes, synced before this returns, and holds the file; the same bytes again cost
   * nothing but that.
   */
  readonly put: (
    tenant: string,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    limitBytes: number,
  ) => Effect.Effect<StoredFile, AttachmentError>
  /** Whether the tenant has a file with this hash, by its name alone; its bytes are not read. */
  readonly find: (
    tenant: string,
    hash: string,
  ) => Effect.Effect<StoredFile | undefined, AttachmentError>
  /**
   * Finds the file, as `find` does, and holds it from now on, for whoever is about to store what
   * names it: what was found is not removed before its time, whatever runs at the same moment.
   */
  readonly hold: (
    tenant: string,
    hash: string,
  ) => Effect.Effect<StoredFile | undefined, AttachmentError>
  /**
   * Removes the file if it was put or held last at least so many milliseconds ago, by the store's
   * own clock, and says whether it did; the same bytes put again are there again. A store without
   * it keeps what came with forgotten words.
   */
  readonly remove?: (
    tenant: string,
    hash: string,
    unheldMillis: number,
  ) => Effect.Effect<boolean, AttachmentError>
  /** The file, after all of its bytes were checked against its hash. */
  readonly read: (tenant: string, hash: string) => Effect.Effect<StoredContent, AttachmentError>
}

/** The port through which files are kept. */
export class AttachmentStore extends Context.Service<AttachmentStore, AttachmentStoreService>()(
  "@upkeep/core/AttachmentStore",
) {}
