import { instant, STATEMENT_SECTIONS } from "@upline/domain";
import { amountWords, dayWords, periodWords } from "../commissions/worded.ts";
import { newPages, type Pages } from "./pdf-page.ts";
import { PURSE_NAMES, type StatementRow, statementRows } from "./statement-rows.ts";
import { WORDS } from "./statement-words.ts";
import type { StatementView } from "./statements.queries.ts";

const ROW = 14;

/** A statement on paper. The same statement gives the same bytes. */
export async function statementPdf(view: StatementView): Promise<Uint8Array> {
  const { content, label, company, person } = view;
  const pages = newPages(`${WORDS.title} ${label} ${person.number}`, new Date(content.period.end));
  head(pages, view);
  equation(pages, view);
  purse(pages, view);
  earnings(pages, view);
  movements(pages, view);
  const { blocks } = content;
  const proof = view.hash ? `${WORDS.hash} ${view.hash}` : WORDS.preview;
  const range = blocks ? ` · ${WORDS.block} ${blocks.after + 1n}–${blocks.through}` : "";
  return pages.end((page, count) => [
    `${company.name} · ${proof}${range}`,
    `${WORDS.page} ${page} ${WORDS.ofPages} ${count}`,
  ]);
}

function head(pages: Pages, { company, person, label, content, hash }: StatementView): void {
  pages.put(company.name, pages.left, { size: 10, isMuted: true });
  pages.y += 18;
  pages.put(`${WORDS.title} ${label}`, pages.left, { size: 20, isStrong: true });
  pages.y += 32;
  pages.put(person.name, pages.left, { size: 11, isStrong: true, width: 320 });
  pages.put(`${WORDS.number} ${person.number} · ${content.currency}`, pages.right, {
    size: 9,
    isMuted: true,
    isEnd: true,
  });
  pages.y += 18;
  if (hash === null) {
    pages.put(WORDS.preview, pages.left, { isStrong: true });
    pages.y += ROW;
  }
  const versions = content.planVersions.join(", ");
  if (versions) pages.put(`${WORDS.plan} ${versions}`, pages.left, { size: 8, isMuted: true });
  pages.y += 22;
}

/** Opening, what changed it, closing. */
function equation(pages: Pages, view: StatementView): void {
  const { opening, closing, totals } = view.content;
  const money = moneyOf(view);
  const row = (label: string, minor: bigint, isStrong: boolean) => {
    pages.put(label, pages.left, { isStrong });
    pages.put(money(minor), pages.right, { isStrong, isEnd: true });
    pages.y += ROW;
  };
  row(WORDS.sections.opening, opening.total, true);
  for (const section of STATEMENT_SECTIONS) {
    const minor = totals[section];
    if (minor !== undefined) row(WORDS.sections[section], minor, false);
  }
  pages.rule();
  pages.y += 4;
  row(WORDS.sections.closing, closing.total, true);
  pages.y += 10;
}

function purse(pages: Pages, view: StatementView): void {
  const { opening, closing, released, recovered } = view.content;
  const money = moneyOf(view);
  pages.put(WORDS.atStart, 400, { size: 8, isMuted: true, isEnd: true });
  pages.put(WORDS.atEnd, pages.right, { size: 8, isMuted: true, isEnd: true });
  pages.y += ROW;
  for (const name of PURSE_NAMES) {
    pages.put(WORDS.purse[name], pages.left);
    pages.put(money(opening[name]), 400, { isEnd: true });
    pages.put(money(closing[name]), pages.right, { isEnd: true });
    pages.y += ROW;
  }
  for (const [label, minor] of [
    [WORDS.released, released],
    [WORDS.recovered, recovered],
  ] as const) {
    if (minor === 0n) continue;
    pages.put(label, pages.left, { isMuted: true });
    pages.put(money(minor), pages.right, { isMuted: true, isEnd: true });
    pages.y += ROW;
  }
  pages.y += 12;
}

function earnings(pages: Pages, view: StatementView): void {
  if (view.content.earnings.length === 0) return;
  const money = moneyOf(view);
  const heads = () => {
    pages.put(WORDS.earnings, pages.left, { size: 11, isStrong: true });
    pages.put(WORDS.sections.earned, 440, { size: 8, isMuted: true, isEnd: true });
    pages.put(WORDS.sections.takenBack, pages.right, { size: 8, isMuted: true, isEnd: true });
    pages.y += 18;
  };
  pages.need(40);
  heads();
  for (const { bonusId, periodId, earned, takenBack } of view.content.earnings) {
    pages.need(ROW, heads);
    pages.put(view.bonusLabels[bonusId] ?? bonusId, pages.left, { width: 190 });
    pages.put(periodOf(periodId), 250, { isMuted: true, width: 110 });
    pages.put(money(earned), 440, { isEnd: true });
    pages.put(money(takenBack), pages.right, { isEnd: true });
    pages.y += ROW;
  }
  pages.y += 12;
}

function movements(pages: Pages, view: StatementView): void {
  const rows = statementRows(view.content);
  if (rows.length === 0) return;
  const heads = () => {
    pages.put(WORDS.movements, pages.left, { size: 11, isStrong: true });
    pages.y += 18;
  };
  pages.need(40);
  heads();
  for (const row of rows) movement(pages, view, row, heads);
}

function movement(pages: Pages, view: StatementView, row: StatementRow, heads: () => void): void {
  const { at, section, kind, bonusId, periodId, orderNumber, reason, amount, moves } = row;
  const money = moneyOf(view);
  pages.need(moves ? ROW * 2 : ROW, heads);
  const what = bonusId
    ? (view.bonusLabels[bonusId] ?? bonusId)
    : section === "moved"
      ? WORDS.kinds[kind]
      : WORDS.sections[section];
  const more = [orderNumber ? `${WORDS.order} ${orderNumber}` : "", periodId ? periodOf(periodId) : "", reason ?? ""];
  const text = [what, ...more.filter((one) => one !== "")].join(" · ");
  pages.put(dayWords(at, view.company.timeZone), pages.left, { isMuted: true });
  pages.put(text, 140, { width: 320 });
  pages.put(money(amount), pages.right, { isEnd: true });
  pages.y += ROW;
  const moved = moves ? PURSE_NAMES.filter((name) => moves[name] !== 0n) : [];
  if (!moves || moved.length === 0) return;
  const list = moved.map((name) => `${WORDS.purse[name]} ${money(moves[name])}`).join(" · ");
  pages.y -= 2;
  pages.put(`${WORDS.kinds[kind]}: ${list}`, 140, { size: 7, isMuted: true });
  pages.y += ROW - 2;
}

const moneyOf =
  ({ content: { currency } }: StatementView) =>
  (minor: bigint): string =>
    amountWords(minor, currency);

function periodOf(periodId: string): string {
  const [cadence = "", date = ""] = periodId.split(":");
  // The words are of the date alone, whatever the zone.
  return periodWords(instant(`${date}T12:00:00Z`), cadence, "UTC");
}
