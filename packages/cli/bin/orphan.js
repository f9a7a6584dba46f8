// Loaded by a command that runs as the child of another: where its parent is gone, killed perhaps,
// nobody could stop it any more, so it ends as by a kill, which is as safe as a stop.
process.once("disconnect", () => process.exit(1))
process.channel?.unref()
