// Full-text search: the words of each content beside it, and an index of them.
//
// Only contents whose words are there are in the index of words, so it begins empty. The index of
// those that wait for their words has all of them at first: while it is made, about a second for a
// million, commits wait. Those are given their words in batches, after the migration.

/** The statements, for a schema whose quoted name is given. */
export const words = (schema: string): string => `
ALTER TABLE ${schema}.content ADD COLUMN words tsvector; -- null until it was filled; see searchWords.ts
-- New words wait in a list, and the commit that fills it takes them in: a short one, a short wait (in kB).
CREATE INDEX content_words ON ${schema}.content USING gin (words) WITH (gin_pending_list_limit = 1024)
  WHERE words IS NOT NULL;
CREATE INDEX content_wordless ON ${schema}.content (tenant, position) WHERE words IS NULL;
`
