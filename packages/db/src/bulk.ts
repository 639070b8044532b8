import { getTableColumns, type InferInsertModel, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Db } from "./client.ts";

const ROWS_PER_STATEMENT = 1000;

type Insert<T extends PgTable> = InferInsertModel<T>;

/**
 * Inserts any number of rows with one statement per thousand, whose text does not depend on how many they are: the
 * rows travel as one JSON parameter, so the database plans the statement once. Fields that no row has get their
 * default; a field that some rows have is null in the others. No SQL expressions, no bytes.
 *
 * @returns the rows that `returning` names, in no particular order; [] without it
 */
export async function insertRows<T extends PgTable, K extends keyof Insert<T> & string = never>(
  tx: Db,
  table: T,
  rows: readonly Insert<T>[],
  { onConflictDoNothing = false, returning = [] }: { onConflictDoNothing?: boolean; returning?: readonly K[] } = {},
): Promise<readonly Record<K, string>[]> {
  const columns = columnsIn(table, rows);
  const names = sql.join(columns.map(nameOf), sql`, `);
  const found: Record<K, string>[] = [];
  for (const part of parts(rows)) {
    const conflict = onConflictDoNothing ? sql` on conflict do nothing` : sql``;
    const back = returning.length > 0 ? sql` returning ${textsOf(table, returning)}` : sql``;
    const query = sql`insert into ${table} (${names}) select ${names} from ${recordset(columns, part)}${conflict}${back}`;
    found.push(...((await tx.execute(query)) as unknown as { rows: Record<K, string>[] }).rows);
  }
  return found;
}

interface HowToUpdate<T extends PgTable> {
  /** The fields that say which row is meant; all others are set. */
  readonly by: readonly (keyof Insert<T> & string)[];
  /** Further fields, as SQL: `{ seq: sql\`nextval('fact_seq')\` }`. */
  readonly also?: Readonly<Record<string, SQL>>;
}

/** Sets fields of many rows, each to values of its own, with one statement per thousand. Every row has the same fields. */
export async function updateRows<T extends PgTable>(
  tx: Db,
  table: T,
  rows: readonly Partial<Insert<T>>[],
  { by, also = {} }: HowToUpdate<T>,
): Promise<void> {
  const columns = columnsIn(table, rows);
  const isKey = ({ key }: Field) => (by as readonly string[]).includes(key);
  const values = columns
    .filter((field) => !isKey(field))
    .map((field) => sql`${nameOf(field)} = given.${nameOf(field)}`);
  const more = fieldsOf(table).flatMap((field) => {
    const value = also[field.key];
    return value === undefined ? [] : [sql`${nameOf(field)} = ${value}`];
  });
  const same = columns.filter(isKey).map((field) => sql`target.${nameOf(field)} = given.${nameOf(field)}`);
  for (const part of parts(rows)) {
    await tx.execute(
      sql`update ${table} target set ${sql.join([...values, ...more], sql`, `)}
        from ${recordset(columns, part)} where ${sql.join(same, sql` and `)}`,
    );
  }
}

interface Field {
  readonly key: string;
  readonly column: PgColumn;
}

function fieldsOf(table: PgTable): readonly Field[] {
  return Object.entries(getTableColumns(table)).map(([key, column]) => ({ key, column: column as PgColumn }));
}

function columnsIn(table: PgTable, rows: readonly object[]): readonly Field[] {
  const given = new Set(rows.flatMap((row) => Object.keys(row)));
  return fieldsOf(table).filter(({ key }) => given.has(key));
}

function recordset(columns: readonly Field[], rows: readonly object[]): SQL {
  const typed = columns.map((field) => sql`${nameOf(field)} ${sql.raw(typeOf(field))}`);
  const json = JSON.stringify(rows.map((row) => valuesOf(columns, row)));
  return sql`jsonb_to_recordset(${json}::text::jsonb) as given (${sql.join(typed, sql`, `)})`;
}

function valuesOf(columns: readonly Field[], row: object): Record<string, unknown> {
  const values = row as Record<string, unknown>;
  return Object.fromEntries(
    columns.map((field) => {
      const value = values[field.key];
      return [columnName(field), typeof value === "bigint" ? String(value) : (value ?? null)];
    }),
  );
}

function textsOf(table: PgTable, keys: readonly string[]): SQL {
  const fields = fieldsOf(table).filter(({ key }) => keys.includes(key));
  return sql.join(
    fields.map((field) => sql`${nameOf(field)}::text as ${sql.identifier(field.key)}`),
    sql`, `,
  );
}

const nameOf = (field: Field): SQL => sql`${sql.identifier(columnName(field))}`;

/** As `casing: "snake_case"` names it; a test compares the names with the database's. */
export function columnName({ key, column }: Field): string {
  return column.keyAsName ? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : column.name;
}

const typeOf = ({ column }: Field): string => column.getSQLType().replace("bigserial", "bigint");

function* parts<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) yield rows.slice(from, from + ROWS_PER_STATEMENT);
}
