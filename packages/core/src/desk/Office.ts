// The desks of all tenants on one store, and the worker that serves them: this only wires.
import { Context, Effect, Latch, Layer } from "effect"
import type { VersionExists } from "../port/Registry.ts"
import type { StoreError } from "../port/StoreError.ts"
import * as FileName from "../ticket/FileName.ts"
import { audit } from "./audit.ts"
import { warnings } from "./calendars.ts"
import { check, checkFilter } from "./check.ts"
import type { InvalidInput } from "./DeskError.ts"
import { Desk, type DeskService, type FileToKeep } from "./Desk.ts"
import { explain } from "./explain.ts"
import { migrate, previewMigration } from "./jobs/migration.ts"
import { apply } from "./jobs/policies.ts"
import { preview } from "./jobs/preview.ts"
import { recompute } from "./jobs/recompute.ts"
import { prepare } from "./prepare.ts"
import * as ReplyToken from "./ReplyToken.ts"
import { explainRouting } from "./routing.ts"
import { show, showToCustomer } from "./show.ts"
import * as Signature from "./Signature.ts"
import { receiptOf } from "./submit.ts"
import { list, summary } from "./summary.ts"
import { submitWhole } from "./ties/otherSide.ts"
import { tiesOf } from "./ties/services.ts"
import { report } from "./report/report.ts"
import { versionsOf } from "./versions/services.ts"
import { whatIf } from "./whatif/page.ts"
import * as Worker from "./Worker.ts"
import type { Wiring } from "./wiring.ts"
import { type OfficePorts, type OfficeSettings, wirings } from "./wirings.ts"
import { zoneDataVersion } from "./zoneData.ts"

export type { OfficePorts }

/**
 * How an office is set up. Defaults: the process that the store was last run with, else the
 * standard one; the tenant `default`; no notifiers and no channels; the zone data of this host; the
 * worker serves the tenants whose desks were opened.
 */
export type OfficeOptions = Partial<OfficeSettings>

/** The tenant where a host has only one. */
export const onlyTenant = "default"
/** The most bytes of an attachment: 25 MiB. */
export const attachmentBytes = 25 * 1024 * 1024

/** What an office can do. */
export interface OfficeService {
  /** The desk of a tenant; nothing crosses from one to another (P16). */
  readonly forTenant: (
    tenant: string,
  ) => Effect.Effect<DeskService, InvalidInput | VersionExists | StoreError>
}

/** The desks of all tenants of a store. */
export class Office extends Context.Service<Office, OfficeService>()("@upkeep/core/Office") {}

/** Builds the desk of the options' tenant, the office and the worker. */
export const layer = (
  options: OfficeOptions = {},
): Layer.Layer<
  Desk | Office | Worker.Worker,
  InvalidInput | VersionExists | StoreError,
  OfficePorts
> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const settings = settingsOf(options)
      const nudges = { wake: yield* Latch.make(false), deliver: yield* Latch.make(false) }
      const nudge = Effect.andThen(nudges.wake.open, nudges.deliver.open)
      const { open, meet, opened } = yield* wirings(settings, nudge)
      const wiring = yield* open(settings.tenant)
      const { notifiers, serve } = settings
      const served = () => (serve === "all" ? serve : [...opened()])
      return Context.make(Desk, deskOf(wiring)).pipe(
        Context.add(Office, { forTenant: (tenant) => Effect.map(open(tenant), deskOf) }),
        Context.add(
          Worker.Worker,
          Worker.make({ wiring, notifiers, nudges, served, wiringOf: meet }),
        ),
      )
    }),
  )

const settingsOf = (options: OfficeOptions): OfficeSettings => ({
  tenant: onlyTenant,
  notifiers: new Map(),
  channels: [],
  zoneData: zoneDataVersion(),
  serve: "opened",
  ...options,
})

const deskOf = (wiring: Wiring): DeskService => ({
  ...identityOf(wiring),
  submit: (submission) =>
    Effect.flatMap(check(submission), (checked) => submitWhole(wiring, checked)).pipe(
      Effect.catchTag("LeaseLost", Effect.die),
      // A command that was given to the store is answered, whoever gave up waiting (P11).
      Effect.uninterruptible,
    ),
  prepare: (submission) => Effect.flatMap(check(submission), (checked) => prepare(wiring, checked)),
  receipt: (commandId) =>
    typeof commandId === "string"
      ? Effect.flatMap(wiring.store.command(wiring.tenant, commandId), (row) =>
          row === undefined ? Effect.succeed(undefined) : receiptOf(row),
        )
      : Effect.succeed(undefined),
  show: (ticket) => show(wiring, ticket),
  showToCustomer: (ticket) => showToCustomer(wiring, ticket),
  explain: (ticket, options) => explain(wiring, ticket, options),
  explainRouting: (ticket) => explainRouting(wiring, ticket),
  summary: (ticket) => summary(wiring, ticket),
  list: (filter) => Effect.flatMap(checkFilter(filter), (sound) => list(wiring, sound)),
  whatIf: (question) => whatIf(wiring, question),
  report: (question) => report(wiring, question),
  audit: (question) => audit(wiring, question),
  previewPolicy: (question) => preview(wiring, question),
  applyPolicy: (order) => apply(wiring, order),
  previewMigration: (question) => previewMigration(wiring, question),
  migrateTickets: (order) => migrate(wiring, order),
  recompute: (page) => recompute(wiring, page),
  ...tiesOf(wiring),
  ...versionsOf(wiring),
  warnings: warnings(wiring),
  keep: (file) => keep(wiring, file),
  read: (hash) => wiring.files.read(wiring.tenant, hash),
})

/** Who the desk is, and how it proves it. */
const identityOf = ({ tenant, inForce, secret }: Wiring) => ({
  tenant,
  profile: inForce.profile,
  sign: (text: string) => Signature.sign(secret, tenant, text),
  isSigned: (text: string, proof: string) => Signature.verify(secret, tenant, { text, proof }),
  replyToken: (ticketId: string) => ReplyToken.sign(secret, tenant, ticketId),
  ticketOfReplyToken: (token: string) => ReplyToken.verify(secret, tenant, token),
})

const keep = (wiring: Wiring, { content, name, mediaType }: FileToKeep) =>
  Effect.map(wiring.files.put(wiring.tenant, content, attachmentBytes), ({ hash, bytes }) => ({
    hash,
    bytes,
    mediaType,
    name: FileName.clean(name),
  }))
