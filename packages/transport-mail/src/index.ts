// Takes mails in and makes tickets of them.
export { createMailIntake } from "./createMailIntake.ts"
export type { DeskBridge, MailIntake as PromiseMailIntake } from "./createMailIntake.ts"
export { MailFolderError } from "./folder/MailFolder.ts"
export * as MailIntake from "./MailIntake.ts"
export * as MailLimits from "./MailLimits.ts"
export type { MailIntakeOptions } from "./options.ts"
export type { DeskServices, IntakeError, MailTaken, RawMail } from "./take/Intake.ts"
