// The door of promises.
export * as Problem from "./problem/Problem.ts"
