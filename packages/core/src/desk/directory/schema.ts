// The shape of what a directory holds. What a shape cannot say stands in `faults`.
import { Schema } from "effect"
import { staffAtMost } from "../../port/Directory.ts"
import * as Roster from "../../roster/Roster.ts"
import * as Instant from "../../ticket/Instant.ts"
import { isSoundThroughout, Name } from "../../ticket/Text.ts"

/** The most customers. */
export const customersAtMost = 50_000
/** The most contacts of one customer. */
export const contactsAtMost = 1_000
/** The most contracts of one customer, its past ones with them. */
export const contractsAtMost = 200
/** The most ids in one list: channels, request types, roles. */
export const idsAtMost = 200
/** The most hours or requests that a contract includes. */
export const quotaAtMost = 1_000_000
/** The most people of one role. */
export const countAtMost = 10_000

const atMost = (limit: number, things: string) =>
  Schema.makeFilter((list: ReadonlyArray<unknown>) => list.length <= limit, {
    code: "too-many",
    expected: `at most ${limit} ${things}`,
  })

const notEmpty = Schema.makeFilter((list: ReadonlyArray<unknown>) => list.length > 0, {
  code: "empty",
  expected: "at least one id; without the list all of them are meant",
})

// NaN, infinities and fractions are told of by Int itself: one mistake is told once.
const Count = Schema.Int.check(
  Schema.makeFilter(
    (count: number) => !Number.isInteger(count) || (count >= 1 && count <= countAtMost),
    { code: "out-of-range", expected: `a whole number from 1 to ${countAtMost}` },
  ),
)

const included = {
  code: "out-of-range",
  expected: `a number above 0 and up to ${quotaAtMost}`,
} as const
const isIncluded = (amount: number): boolean =>
  !Number.isFinite(amount) || (amount > 0 && amount <= quotaAtMost)

const Ids = Schema.Array(Name).check(atMost(idsAtMost, "ids"))

const per = Schema.Literals(["month", "term"])
const Quota = Schema.Union([
  Schema.Struct({ hours: Schema.Finite.check(Schema.makeFilter(isIncluded, included)), per }),
  Schema.Struct({ requests: Schema.Int.check(Schema.makeFilter(isIncluded, included)), per }),
])

/** Which contract it is, and what it covers. */
export const Coverage = Schema.Struct({
  id: Name,
  version: Name,
  validFrom: Instant.Millis,
  validTo: Schema.NullOr(Instant.Millis),
  channels: Schema.optionalKey(Ids.check(notEmpty)),
  requestTypes: Schema.optionalKey(Ids.check(notEmpty)),
})

// What its targets and its calendar mean, its process says.
const Contract = Schema.Struct({
  ...Coverage.fields,
  targets: Schema.Record(Schema.String, Schema.Unknown).check(
    Schema.makeFilter(isSoundThroughout, {
      code: "forbidden-character",
      expected: "texts without U+0000 and lone surrogates",
    }),
  ),
  calendar: Schema.optionalKey(Name),
  quota: Schema.optionalKey(Quota),
})

const Address = Name.check(
  Schema.makeFilter((address: string) => /^[^@\s]+@[^@\s]+$/.test(address), {
    code: "invalid-address",
    expected: "exactly one mail address",
  }),
)

const Contact = Schema.Struct({
  id: Name,
  name: Name,
  address: Address,
  language: Schema.optionalKey(Name),
  phone: Schema.optionalKey(Name),
  roles: Schema.optionalKey(Ids),
})

const Wanted = Schema.Struct({ role: Name, count: Count })

/** A customer. */
export const Customer = Schema.Struct({
  id: Name,
  name: Name,
  contacts: Schema.Array(Contact).check(atMost(contactsAtMost, "contacts")),
  contracts: Schema.Array(Contract).check(atMost(contractsAtMost, "contracts")),
  timeZone: Schema.optionalKey(Name),
  wanted: Schema.optionalKey(Schema.Array(Wanted).check(atMost(idsAtMost, "roles"))),
})

/** One of ours. */
export const StaffMember = Schema.Struct({
  ...Roster.memberFields(),
  address: Schema.optionalKey(Address),
})

/** Everything that a directory holds. */
export const DirectoryData = Schema.Struct({
  customers: Schema.Array(Customer).check(atMost(customersAtMost, "customers")),
  staff: Schema.Array(StaffMember).check(atMost(staffAtMost, "members of the staff")),
})
