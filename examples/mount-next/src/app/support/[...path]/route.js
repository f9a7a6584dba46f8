// Everything below /support is the desk's.
export { answer as GET, answer as HEAD, answer as POST } from "../../../support.ts"

export const runtime = "nodejs"
