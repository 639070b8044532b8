import { type DestinationStream, type Logger, type LoggerOptions, pino } from "pino";

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
  const options: LoggerOptions = {
    level,
    base,
    hooks: {
      // Before a line is built, since the words of an error also become those of its line.
      logMethod([first, ...more], write) {
        const line = first as object;
        const safe = "err" in line ? { ...line, err: told(line.err, 0) } : line;
        write.apply(this, [safe, ...more] as unknown as Parameters<typeof write>);
      },
    },
  };
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

/** The words of an error as they may be logged and kept: the query builder adds the values of a failed statement. */
export function withoutValues(message: string): string {
  const at = message.indexOf("\nparams: ");
  return (at === -1 ? message : message.slice(0, at)).replaceAll("\0", "");
}

function textOf<Name extends "code" | "constraint">(error: Error, name: Name): { readonly [N in Name]?: string } {
  const value: unknown = Reflect.get(error, name);
  return typeof value === "string" ? ({ [name]: value } as { readonly [N in Name]: string }) : {};
}
