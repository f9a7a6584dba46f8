// The client of a desk behind HTTP, typed by the same contract; it needs `fetch` and nothing else.
export { ProblemError } from "./client/ProblemError.ts"
export type { ClientOptions, FileToUpload } from "./client/ClientOptions.ts"
export { type Client, createClient } from "./client/createClient.ts"
