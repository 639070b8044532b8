/** Two figures that shall be equal and are not: which rule, about what, and both of them. */
export interface Fault extends Record<string, unknown> {
  readonly rule: string;
  /** What it is about: an account, a line, an order, a block. */
  readonly ref: string;
  readonly have: string;
  readonly want: string;
  /** Where both figures are minor units of this currency. */
  readonly currency?: string | null;
}
