/** Kept on `globalThis`: a bundler may load a file more than once, and each copy would compute, and forget, on its own. */
const KEY = Symbol.for("upline.perDatabase");
type Shared = { [KEY]?: Map<string, WeakMap<object, unknown>> };

/**
 * What this process remembers of a database, by its handle: one memory per name, whichever copy of a file asks.
 *
 * @param name  of what is remembered; one per use
 */
export function perDatabase<Value>(name: string): WeakMap<object, Value> {
  const shared = globalThis as Shared;
  shared[KEY] ??= new Map();
  const known = shared[KEY].get(name) ?? new WeakMap<object, unknown>();
  shared[KEY].set(name, known);
  return known as WeakMap<object, Value>;
}
