import { describe, expect, test } from "vitest";
import {
  dateText,
  decimalGrouped,
  decimalText,
  instantText,
  instantTooltip,
  localDate,
  millisecondsText,
  moneySpoken,
  moneyText,
  periodText,
  rateFromDecimal,
  rateText,
  volumeText,
} from "./format";

describe("amounts", () => {
  test.each([
    { minor: 123_450n, currency: "USD", text: "$1,234.50" },
    { minor: -1250n, currency: "USD", text: "−$12.50" },
    { minor: 0n, currency: "USD", text: "$0.00" },
    { minor: 5n, currency: "USD", text: "$0.05" },
    { minor: 1234n, currency: "JPY", text: "¥1,234" },
    { minor: 1234n, currency: "KWD", text: "KWD 1.234" },
    { minor: 900_719_925_474_099_301n, currency: "USD", text: "$9,007,199,254,740,993.01" },
  ])("$minor minor units of $currency read $text, exact beyond 2^53", ({ minor, currency, text }) => {
    expect(moneyText(minor, currency).replace(/\u00a0/g, " ")).toBe(text);
  });

  test("a gain shows its sign only where a sign is asked for", () => {
    expect(moneyText(1600n, "USD", true)).toBe("+$16.00");
    expect(moneyText(0n, "USD", true)).toBe("$0.00");
    expect(moneyText(-473n, "USD", true)).toBe("−$4.73");
  });

  test("a screen reader hears minus as a word", () => {
    expect(moneySpoken(-473n, "USD")).toBe("minus 4.73 US dollars");
  });

  test("the decimal text is the plain number, for data values and exports", () => {
    expect(decimalText(-5n, 2)).toBe("-0.05");
    expect(decimalText(1234n, 0)).toBe("1234");
  });
});

describe("volumes and rates", () => {
  test("a table keeps both digits, prose drops empty ones", () => {
    expect(volumeText(124_000n)).toBe("1,240.00");
    expect(volumeText(124_000n, "prose")).toBe("1,240");
    expect(volumeText(4125n, "prose")).toBe("41.25");
  });

  test.each([
    ["0.04", "4 %"],
    ["0.0375", "3.75 %"],
    ["0.000001", "0.0001 %"],
    ["1", "100 %"],
    ["a word", "a word"],
  ])("the rate %s reads %s, never rounded", (decimal, text) => {
    expect(rateFromDecimal(decimal)).toBe(text);
  });

  test("millionths read as percent", () => expect(rateText(200_000n)).toBe("20 %"));

  test("decimal text keeps its digits and is grouped", () => {
    expect(decimalGrouped("1240.00")).toBe("1,240.00");
    expect(decimalGrouped("64")).toBe("64");
    expect(decimalGrouped("Leaf")).toBe("Leaf");
  });
});

describe("times", () => {
  const at = "2026-03-18T14:04:22.000Z";

  test("an instant is shown in the zone that is asked for", () => {
    expect(instantText(at, "America/New_York", "short")).toBe("18 Mar, 10:04");
    expect(instantText(at, "Asia/Kolkata", "time")).toBe("19:34");
    expect(instantText("2026-09-05T12:00:00.000Z", "UTC", "weekday")).toBe("Sat 5 Sep");
  });

  test("the tooltip names the company zone with its offset, then the reader's clock", () => {
    expect(instantTooltip(at, "America/New_York", "Europe/Madrid")).toBe(
      "18 Mar 2026, 10:04:22 New York (UTC−4) · 15:04:22 for you",
    );
  });

  test("a day belongs to the company's calendar", () => {
    expect(localDate("2026-03-01T03:30:00.000Z", "America/New_York")).toBe("2026-02-28");
    expect(dateText("2026-03-18")).toBe("18 Mar");
    expect(periodText("month:2026-03-01", true)).toBe("March 2026");
  });

  test("milliseconds keep one digit below ten", () => {
    expect([0.4, 61.2, 5600].map(millisecondsText)).toEqual(["0.4 ms", "61 ms", "5.6 s"]);
  });
});
