import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Money } from "./money";
import { Reason } from "./reason";
import { Sentence } from "./sentence";

const html = renderToStaticMarkup;
const visible = (markup: string) => markup.replace(/<span class="vh">.*?<\/span>/g, "").replace(/<[^>]+>/g, "");

describe("an amount", () => {
  test("carries its exact decimal text as the value", () => {
    expect(html(<Money minor={-473n} currency="USD" />)).toContain('value="-4.73"');
  });
  test("is estimated in words for a screen reader, and by sign and look for the eye", () => {
    const markup = html(<Money minor={23_180n} currency="USD" isEstimate />);
    expect(markup).toContain("about 231.80 US dollars");
    expect(visible(markup)).toContain("≈ $231.80");
    expect(markup).toContain('class="amt est"');
  });
  test("sets no inline style, which the content security policy would refuse", () => {
    expect(html(<Money minor={1n} currency="USD" size={40} isSigned tone="sign" />)).not.toContain("style=");
  });
});

describe("a sentence of the server", () => {
  test("is worded here from exact values", () => {
    const values = {
      amount: "1.65",
      currency: "USD",
      rate: "0.04",
      level: "3",
      base: "41.25",
      volume: "CV",
      from: "Fern Brook",
    };
    expect(visible(html(<Sentence parts={{ key: "line.unilevel", values }} />)).replaceAll("•••", "")).toBe(
      "You earned $1.65 from the volume of Fern Brook, level 3: 4 % of 41.25\u00a0CV.",
    );
  });
  test("leaves out the clause whose value it was not told", () => {
    const values = {
      amount: "14.18",
      currency: "USD",
      order: "O-1",
      at: "2026-03-18T14:04:22.000Z",
      rate: "0.25",
      base: "56.7",
      volume: "CV",
    };
    expect(visible(html(<Sentence parts={{ key: "line.retail", values }} />)).replaceAll("•••", "")).toBe(
      "You earned $14.18 because a customer of yours paid order O-1 on 18 Mar: 25 % of 56.7\u00a0CV.",
    );
  });
  test("with an unknown key shows its values instead of nothing", () => {
    expect(html(<Sentence parts={{ key: "x.new_thing", values: { a: "7" } }} />)).toBe("new thing · 7");
  });
});

describe("a reason", () => {
  test("says its numbers when it has them", () => {
    expect(visible(html(<Reason code="not_active" detail={{ have: "64", need: "100" }} />))).toBe(
      "You were not active: 64 of 100\u00a0PV.",
    );
  });
  test("says the plain fact when it has none", () => {
    expect(html(<Reason code="not_active" detail={{}} />)).toBe("You were not active in the period.");
  });
  test("that is unknown is shown, never hidden", () => {
    expect(html(<Reason code="quite_new" detail={{}} />)).toBe("quite new");
  });
});
