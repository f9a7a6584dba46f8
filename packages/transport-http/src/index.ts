// A desk behind HTTP.
export type { HttpApi } from "./createHttpApi.ts"
export { createHttpApi } from "./createHttpApi.ts"
export {
  type HttpServer,
  listen,
  ListenError,
  type ListenOptions,
  type StopSignal,
  untilStop,
} from "./listen.ts"
export { openApi } from "./api/OpenApi.ts"
export { defaults as httpLimits, type HttpLimits } from "./HttpLimits.ts"
export type { ActorOf, HttpApiOptions, HttpPrincipal, ServedDesk, Trouble } from "./options.ts"
