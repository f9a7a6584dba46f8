// Sends a desk's notifications by SMTP.
export { email } from "./email.ts"
export { messageIdOf, threadRootOf } from "./messageId.ts"
export type { EmailOptions, SmtpOptions, TlsOptions } from "./options.ts"
