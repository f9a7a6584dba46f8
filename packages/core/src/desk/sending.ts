// How long a channel may take.

/** How long a channel may take to answer, in milliseconds; then it counts as refused for now. */
export const sendingMillis = 150_000
