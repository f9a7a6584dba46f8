// How many rows of each kind there are of each tenant.

/** Rows of one tenant by their kinds. */
export interface TenantRows {
  readonly tenant: string
  /** By kind, as `{ ticket: 3, event: 12 }`. */
  readonly rows: { readonly [kind: string]: number }
}

/** Counts rows. */
export interface Tally {
  readonly add: (row: { readonly tenant: string; readonly kind: string }) => void
  readonly counts: () => ReadonlyArray<{ tenant: string; of: string; rows: number }>
  readonly tenants: () => ReadonlyArray<TenantRows>
}

/** A tally of nothing. */
export const tally = (): Tally => {
  const tenants = new Map<string, Map<string, number>>()
  return {
    add: ({ tenant, kind }) => {
      const kinds = tenants.get(tenant) ?? new Map<string, number>()
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      tenants.set(tenant, kinds)
    },
    counts: () =>
      [...tenants].flatMap(([tenant, kinds]) =>
        [...kinds].map(([of, rows]) => ({ tenant, of, rows })),
      ),
    tenants: () =>
      [...tenants].map(([tenant, kinds]) => ({ tenant, rows: Object.fromEntries(kinds) })),
  }
}
