/** Errors in four parts: what happened, the money, what to do, the reference. */
export const errors = {
  unexpected: {
    what: "Something went wrong on our side.",
    money: "No money was moved.",
    todo: "Try again. If it repeats, send us the reference.",
  },
  listNotLoaded: {
    what: "The list could not be read.",
    money: "What is in it is safe.",
    todo: "Try again.",
  },
  notFound: {
    title: "Not found, or not yours to see.",
    text: "The address may be wrong, or the page belongs to someone else.",
    home: "To the start",
  },
} as const;
