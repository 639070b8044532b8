/**
 * What an address was told to say and does not say yet. A navigation takes a moment; of two changes in that moment the
 * second has to stand on the first, not on what the page still shows.
 */
export interface AddressAhead {
  /** The query that the next change stands on. */
  readonly base: (path: string, shown: string) => string;
  /** Notes a change that was asked for. */
  readonly ask: (path: string, query: string) => void;
  /** Notes what the page shows now: what was asked before it is done, and after anything else nothing is expected. */
  readonly arrive: (path: string, shown: string) => void;
}

export function addressAhead(): AddressAhead {
  let at = "";
  let asked: readonly string[] = [];
  return {
    base: (path, shown) => (path === at ? (asked.at(-1) ?? shown) : shown),
    ask: (path, query) => {
      asked = path === at ? [...asked, query] : [query];
      at = path;
    },
    arrive: (path, shown) => {
      const index = path === at ? asked.lastIndexOf(shown) : -1;
      asked = index === -1 ? [] : asked.slice(index + 1);
    },
  };
}
