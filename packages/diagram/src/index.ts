// The door of pictures and pages: a process as a person looks at it.
export {
  description,
  matrix,
  page,
  type PageOptions,
  statuses,
  type WholePageOptions,
} from "./markdown/page.ts"
export { mermaid } from "./picture/Mermaid.ts"
export { svg } from "./picture/svg.ts"
