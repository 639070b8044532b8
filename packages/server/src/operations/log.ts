import { type DestinationStream, type Logger, pino } from "pino";

/** What an error may say in a log: its kind, its words, where it happened, and what kind of fault the database saw. */
interface Told {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly cause?: Told;
}

const DEEPEST = 5;

/** A logger of one process. Of an error it writes an allow-list, never the values that a statement was given. */
export function makeLogger(level: string, base: object, destination?: DestinationStream): Logger {
  const options = { level, base, serializers: { err: (error: unknown) => told(error, 0) } };
  return destination ? pino(options, destination) : pino(options);
}

function told(error: unknown, depth: number): Told | string {
  if (!(error instanceof Error)) return typeof error;
  const { name, message, stack = "", cause } = error;
  const words = withoutValues(message);
  return {
    type: name,
    message: words,
    stack: stack.replaceAll(message, () => words),
    ...textOf(error, "code"),
    ...textOf(error, "constraint"),
    ...(cause instanceof Error && depth < DEEPEST ? { cause: told(cause, depth + 1) as Told } : {}),
  };
}

/** The query builder adds the values of a failed statement to its message. */
export function withoutValues(message: string): string {
  const at = message.indexOf("\nparams: ");
  return at === -1 ? message : message.slice(0, at);
}

function textOf<Name extends "code" | "constraint">(error: Error, name: Name): { readonly [N in Name]?: string } {
  const value: unknown = Reflect.get(error, name);
  return typeof value === "string" ? ({ [name]: value } as { readonly [N in Name]: string }) : {};
}
