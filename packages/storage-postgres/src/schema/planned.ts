// A table that is new has no statistics, and a plan that was made for an empty one reads all of
// it for as long as the session keeps the plan. So no statement of ours leaves a choice: each finds
// its rows by a key or at the beginning of an index, one after the other.
export const planned =
  "SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET jit = off"
