import { DomainError } from "../errors/domain-error.ts";
import { parseDecimal } from "../money/decimal.ts";
import type { Expectation, GoldenBonus, GoldenCase } from "./case-schema.ts";
import { periodLabels } from "./facts.ts";

/**
 * Every name inside a case leads somewhere: a misspelt one would otherwise read as nothing and pass with "0".
 *
 * @throws DomainError that lists the names of nothing, and the ids given twice
 */
export function checkNames(golden: GoldenCase): void {
  const { tree, orders, given } = golden;
  const members = new Set(tree.map(({ id }) => id));
  const told = [
    ...twice("member", tree),
    ...twice("order", orders),
    ...twice("bonus", golden.plan.bonuses),
    ...missing("member", members, [
      ...tree.flatMap(({ sponsor, placement, sponsorHistory = [] }) => [
        sponsor,
        placement,
        ...sponsorHistory.map((entry) => entry.sponsor),
      ]),
      ...orders.map(({ buyer }) => buyer),
      ...(given?.earnings ?? []).map(({ member }) => member),
      ...Object.keys({ ...given?.run1, ...given?.run2 }),
    ]),
    ...unknownRanks(golden),
    ...unknownVolumes(golden),
    ...unknownPackages(golden),
  ];
  refuse(told);
}

/** @throws DomainError for an expectation about a member, period, or kind of bonus that the case does not have */
export function checkExpected(
  { golden, paid }: { readonly golden: GoldenCase; readonly paid: readonly { readonly bonus: string }[] },
  expectation: Expectation,
): void {
  if (expectation.kind === "value") return;
  const ofKind = (is: (kind: string) => boolean) =>
    new Set(golden.plan.bonuses.flatMap(({ id, kind }) => (is(kind) ? [id] : [])));
  const hidden = ofKind((kind) => kind === "hostess");
  const paying = new Set(paid.flatMap(({ bonus }) => (hidden.has(bonus) ? [] : [bonus])));
  refuse([
    ...missing("member", new Set(golden.tree.map(({ id }) => id)), [expectation.member]),
    ...(expectation.kind === "payout" ? missing("bonus that pays as", paying, [expectation.bonus]) : []),
    ...(expectation.kind === "carry"
      ? missing(
          "bonus of two legs",
          ofKind((kind) => kind.startsWith("binary")),
          [expectation.bonus],
        )
      : []),
    ...("period" in expectation ? missing("period", new Set(periodLabels(golden)), [expectation.period]) : []),
  ]);
}

/** @throws DomainError for a name that no member of the case has */
export function memberNamed({ tree }: GoldenCase, name: string | undefined): string {
  if (name !== undefined && tree.some(({ id }) => id === name)) return name;
  throw new DomainError("input_malformed", `${name ?? "Nobody"} is not in the tree.`);
}

/** Minor units of an amount that a case states. @throws DomainError for one finer than the currency, or no number */
export function statedMinor(text: string, decimals: number): bigint {
  const minor = parseDecimal(text, decimals);
  if (minor !== null) return minor;
  throw new DomainError("input_malformed", `${text} is no amount with at most ${decimals} decimals.`);
}

/** Which ranks a bonus names, and whether it asks which of two is higher. */
export function ranksOf(bonus: GoldenBonus): { readonly names: readonly string[]; readonly isOrdered: boolean } {
  if ("boundaryRank" in bonus) return { names: [bonus.boundaryRank], isOrdered: true };
  if (bonus.kind === "legHasRank") return { names: [bonus.rank], isOrdered: true };
  const table =
    "rateByRank" in bonus
      ? bonus.rateByRank
      : bonus.kind === "rankDifferential"
        ? bonus.rates
        : "sharesByRank" in bonus
          ? bonus.sharesByRank
          : undefined;
  return { names: Object.keys(table ?? {}), isOrdered: false };
}

/** A case that states its ranks has no others; without the list, a rank is higher than another by nothing. */
function unknownRanks({ plan, tree }: GoldenCase): string[] {
  const used = plan.bonuses.map(ranksOf);
  const named = used.flatMap(({ names }) => names);
  const held = tree.map(({ rank }) => rank);
  if (plan.ranks) return missing("rank", new Set(plan.ranks), [...named, ...held]);
  return used.some(({ isOrdered }) => isOrdered) ? missing("rank", new Set(named), held) : [];
}

/** Volumes that kinds read under a name of their own. */
const FIXED: Readonly<Partial<Record<GoldenBonus["kind"], string>>> = {
  unilevelFlat: "N",
  legCap: "V",
  codedLevel: "pack",
  avgRateRefund: "CSV",
  hostess: "guest",
};

/** An order may leave a volume out, but one that no order has is a name of nothing. */
function unknownVolumes({ plan, orders }: GoldenCase): string[] {
  const ordered = new Set(orders.flatMap(({ volume }) => Object.keys(volume)));
  if (ordered.size === 0) return [];
  const read = plan.bonuses.flatMap((bonus) => [
    FIXED[bonus.kind],
    "volume" in bonus ? bonus.volume : undefined,
    ...(bonus.kind === "bracketDifferential" ? [bonus.qualVolume, bonus.payVolume] : []),
    ...(bonus.kind === "pool" ? [bonus.fundOf] : []),
    ...(bonus.kind === "capScale" ? [bonus.of] : []),
  ]);
  return missing("volume", ordered, read);
}

/** Packages that members hold and orders sell, where a bonus goes by them. */
function unknownPackages({ plan, tree, orders }: GoldenCase): string[] {
  return plan.bonuses.flatMap((bonus) => {
    if (bonus.kind === "codedLevel") {
      return missing(
        "package",
        new Set(Object.keys(bonus.bonus)),
        orders.map(({ volume }) => volume.pack),
      );
    }
    if (bonus.kind !== "unilevelLowerPackage") return [];
    return missing(
      "package",
      new Set(Object.keys(bonus.packages)),
      tree.map((member) => member.package),
    );
  });
}

function missing(kind: string, known: ReadonlySet<string>, names: readonly (string | null | undefined)[]): string[] {
  const unknown = names.filter((name) => name !== null && name !== undefined && !known.has(name));
  return [...new Set(unknown)].map((name) => `no ${kind} ${name}`);
}

function twice(kind: string, items: readonly { readonly id: string }[]): string[] {
  const repeated = items.filter(({ id }, at) => items.findIndex((other) => other.id === id) < at);
  return [...new Set(repeated.map(({ id }) => id))].map((id) => `the ${kind} ${id} twice`);
}

function refuse(told: readonly string[]): void {
  if (told.length > 0) throw new DomainError("input_malformed", `The case has ${told.join(", ")}.`);
}
