// The client of a desk behind HTTP, typed by the same contract; it needs `fetch` and nothing else.
export { ProblemError } from "./client/ProblemError.ts"
export { type Client, type ClientOptions, createClient } from "./client/createClient.ts"
