import type { Json } from "./sentence.ts";

type Parts = readonly string[];
type Container = readonly Json[] | { readonly [key: string]: Json | undefined };

/** The document with another value at a path; what lies on the way there is made where it is missing. */
export function withValue(document: Json, path: string, value: Json): Json {
  return changed(document, partsOf(path), () => value) ?? null;
}

/** The document without what is at a path; an item of a list closes its gap. */
export function without(document: Json, path: string): Json {
  return changed(document, partsOf(path), () => undefined) ?? null;
}

/** The document with one more item at the end of the list at a path. */
export function appended(document: Json, path: string, value: Json): Json {
  return changed(document, partsOf(path), (list) => [...(isList(list) ? list : []), value]) ?? null;
}

/** The document with an item of a list moved by that many places; unchanged where there is no room. */
export function moved(document: Json, path: string, by: number): Json {
  const parts = partsOf(path);
  const from = Number(parts.at(-1));
  return (
    changed(document, parts.slice(0, -1), (list) => {
      const [item, to] = [isList(list) ? list[from] : undefined, from + by];
      if (!isList(list) || item === undefined || to < 0 || to >= list.length) return list;
      return list.toSpliced(from, 1).toSpliced(to, 0, item);
    }) ?? null
  );
}

/** What is at a path; undefined when there is nothing. */
export function documentValue(document: Json | undefined, path: string): Json | undefined {
  return partsOf(path).reduce<Json | undefined>(
    (inner, part) => (isContainer(inner) ? childOf(inner, part) : undefined),
    document,
  );
}

const partsOf = (path: string): Parts => (path === "" ? [] : path.split("."));
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const isContainer = (value: Json | undefined): value is Container => typeof value === "object" && value !== null;
const childOf = (value: Container, part: string): Json | undefined => {
  if (isList(value)) return value[Number(part)];
  return Object.hasOwn(value, part) ? value[part] : undefined;
};

function changed(
  value: Json | undefined,
  [part, ...rest]: Parts,
  change: (value: Json | undefined) => Json | undefined,
): Json | undefined {
  if (part === undefined) return change(value);
  const own: Container = isContainer(value) ? value : {};
  const next = changed(childOf(own, part), rest, change);
  if (isList(own)) return next === undefined ? own.toSpliced(Number(part), 1) : own.with(Number(part), next);
  if (next !== undefined) return { ...own, [part]: next };
  const { [part]: _, ...others } = own;
  return others;
}
