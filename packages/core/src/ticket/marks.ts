// How many combining marks a letter may carry before it is no longer read but suffered (H27).

/** The most combining marks on one letter. */
export const combiningMarks = 16
