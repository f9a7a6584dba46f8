// The door of files: what they may be called and what they are. Loads neither effect nor xstate, so
// that a thread which reads mails stays small.
export * as FileName from "./ticket/FileName.ts"
export * as FileType from "./ticket/FileType.ts"
