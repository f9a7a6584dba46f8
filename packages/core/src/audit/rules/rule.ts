// What a rule of an audit is: what it finds in one ticket, in the order of its events.
import type { Found } from "../Finding.ts"
import type { Limits } from "../Limits.ts"
import type { Story } from "../story.ts"

export type Rule = (story: Story, limits: Limits) => ReadonlyArray<Found>
