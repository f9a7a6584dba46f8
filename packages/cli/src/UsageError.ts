// The command was called in a way it does not know.

/** A call that cannot be understood; its message says what was got and what was expected. */
export class UsageError extends Error {
  override readonly name = "UsageError"
}
