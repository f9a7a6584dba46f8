// The machine itself, for those who run it in an actor or look at it.
export {}
