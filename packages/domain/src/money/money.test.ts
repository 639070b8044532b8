import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyMoney, RUNS } from "../testing.ts";
import { CURRENCIES, isCurrency, minorDigits } from "./currency.ts";
import { amountText, minus, money, moneyFromText, moneyText, plus } from "./money.ts";

const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return "no refusal";
};

describe("money", () => {
  test.each([
    { text: "12.50", code: "USD", minor: 1250n, written: "12.50" },
    { text: "12.5", code: "USD", minor: 1250n, written: "12.50" },
    { text: "1250", code: "JPY", minor: 1250n, written: "1250" },
    { text: "1.25", code: "KWD", minor: 1250n, written: "1.250" },
    { text: "-0.05", code: "EUR", minor: -5n, written: "-0.05" },
  ])("$text $code is $minor minor units, written $written", ({ text, code, minor, written }) => {
    expect(moneyFromText(text, code)).toEqual({ minor, currency: code });
    expect(moneyText(money(minor, code))).toBe(written);
  });

  test.each([
    { name: "more digits than the currency has", work: () => moneyFromText("12.345", "USD"), code: "amount_malformed" },
    { name: "any digit after the point of a yen", work: () => moneyFromText("12.0", "JPY"), code: "amount_malformed" },
    { name: "an exponent", work: () => moneyFromText("1e3", "USD"), code: "amount_malformed" },
    { name: "a fraction of a minor unit", work: () => money(12.5, "USD"), code: "amount_malformed" },
    { name: "a number that may have been rounded", work: () => money(2 ** 53, "USD"), code: "amount_malformed" },
    { name: "a currency nobody has", work: () => money(1, "XYZ"), code: "currency_unknown" },
    { name: "a currency in small letters", work: () => money(1, "usd"), code: "currency_unknown" },
    { name: "a name that only objects have", work: () => money(1, "constructor"), code: "currency_unknown" },
    { name: "a sum of two currencies", work: () => plus(money(1, "USD"), money(1, "EUR")), code: "currency_mismatch" },
    { name: "a difference of two", work: () => minus(money(1, "USD"), money(1, "EUR")), code: "currency_mismatch" },
  ])("refuses $name", ({ work, code }) => {
    expect(refusal(work)).toBe(code);
  });

  test("says of which currency the refused text is, and which two do not go together", () => {
    expect(() => moneyFromText("12.3456", "KWD")).toThrow(
      expect.objectContaining({ details: { currency: "KWD", digits: 3 } }),
    );
    expect(() => plus(money(1, "USD"), money(1, "EUR"))).toThrow(
      expect.objectContaining({ details: { left: "USD", right: "EUR" } }),
    );
  });

  test("is written from a row's minor units and code", () => {
    expect([amountText(1250n, "USD"), amountText(-5n, "KWD"), amountText(7n, "JPY")]).toEqual(["12.50", "-0.005", "7"]);
    expect(refusal(() => amountText(1n, "XYZ"))).toBe("currency_unknown");
  });

  test("comes back from its text unchanged", () => {
    const law = fc.property(anyMoney, (amount) => {
      expect(moneyFromText(moneyText(amount), amount.currency)).toEqual(amount);
    });
    fc.assert(law, RUNS);
  });

  test("is where it was after plus and minus", () => {
    const law = fc.property(anyMoney, fc.bigInt(-(10n ** 14n), 10n ** 14n), (a, minor) => {
      const b = money(minor, a.currency);
      expect(minus(plus(a, b), b)).toEqual(a);
    });
    fc.assert(law, RUNS);
  });
});

describe("the list of currencies", () => {
  test("holds three capitals each, once, with 0 to 4 digits", () => {
    expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length);
    expect(CURRENCIES.length).toBeGreaterThan(150);
    for (const code of CURRENCIES) {
      expect(code).toMatch(/^[A-Z]{3}$/);
      expect([0, 2, 3, 4]).toContain(minorDigits(code));
    }
  });

  test("knows the digits of the usual exceptions", () => {
    const digits = (["USD", "JPY", "KRW", "ISK", "KWD", "TND", "CLP", "CLF"] as const).map(minorDigits);
    expect(digits).toEqual([2, 0, 0, 0, 3, 3, 0, 4]);
  });

  test("holds no metals, funds or test codes", () => {
    for (const code of ["XAU", "XTS", "XXX", "XDR"]) expect(isCurrency(code)).toBe(false);
  });
});
