/** Whether a text is JSON, and where it stops being that; line and column count from 1. */
export type JsonState =
  | { readonly isJson: true; readonly bytes: number }
  | { readonly isJson: false; readonly line: number | null; readonly column: number | null };

/** Engines say the place in different ways; where they do not say it, it stays unknown. */
export function jsonState(text: string): JsonState {
  try {
    JSON.parse(text);
    return { isJson: true, bytes: new TextEncoder().encode(text).length };
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const named = /line (\d+),? column (\d+)/.exec(message);
    if (named) return { isJson: false, line: Number(named[1]), column: Number(named[2]) };
    const position = /position (\d+)/.exec(message);
    if (!position) return endOf(text, message);
    return { isJson: false, ...placeAt(text, Number(position[1])) };
  }
}

function endOf(text: string, message: string): JsonState {
  if (/end of (JSON|data|input)/i.test(message)) return { isJson: false, ...placeAt(text, text.length) };
  return { isJson: false, line: null, column: null };
}

function placeAt(text: string, position: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, position).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The same JSON with two blanks a level; what is not JSON stays as it is. */
export function formatted(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
