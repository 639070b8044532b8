import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "../refusal.ts";
import type { Reply } from "./reply.ts";

/** What a handler sees of a request; the body is read when it is asked for. */
export type Incoming = Readonly<{
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  /** The parts of the path that the route names with `:name`, decoded. */
  params: Readonly<Record<string, string>>;
  /** The whole body as text. Throws a Refusal 413 above the limit. */
  text(): Promise<string>;
}>;

export type Route = Readonly<{
  method: "GET" | "POST" | "DELETE";
  /** Path with `:name` for one variable part, as in `/mail/:id`. */
  path: string;
  handle(incoming: Incoming): Promise<Reply> | Reply;
}>;

export type Found = Readonly<{ route: Route; params: Readonly<Record<string, string>> }>;

/**
 * The route for a method and a path; HEAD is answered as GET.
 *
 * @throws Refusal 404 when no route has the path, 405 when one has it for another method
 */
export function findRoute(routes: readonly Route[], method: string, path: string): Found {
  const asked = method === "HEAD" ? "GET" : method;
  const fitting = routes.flatMap((route) => {
    const params = paramsOf(route.path, path);
    return params === null ? [] : [{ route, params }];
  });
  const found = fitting.find(({ route }) => route.method === asked);
  if (found !== undefined) return found;
  if (fitting.length > 0) throw new Refusal(405, "wrong_method", `${path} does not answer ${method}.`);
  throw new Refusal(404, "not_found", `There is nothing at ${path}.`);
}

function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;

  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const text = given[index] ?? "";
    if (!part.startsWith(":")) {
      if (part !== text) return null;
      continue;
    }
    const decoded = decodedText(text);
    if (decoded === null || decoded === "") return null;
    params[part.slice(1)] = decoded;
  }
  return params;
}

function decodedText(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
