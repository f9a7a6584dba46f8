// Everything that a desk stores, on PostgreSQL.
export {}
