import { describe, expect, test } from "vitest";
import { volume, volumeText } from "../volume/volume.ts";
import { rate, rateText } from "./rate.ts";

describe("rate", () => {
  test.each([
    { text: "0.05", millionths: 50_000n, written: "0.05" },
    { text: "1", millionths: 1_000_000n, written: "1" },
    { text: "10.0", millionths: 10_000_000n, written: "10" },
    { text: "0.333333", millionths: 333_333n, written: "0.333333" },
    { text: "0", millionths: 0n, written: "0" },
    { text: "-0.1", millionths: -100_000n, written: "-0.1" },
  ])("$text is $millionths millionths, written $written", ({ text, millionths, written }) => {
    expect(rate(text)).toBe(millionths);
    expect(rateText(rate(text))).toBe(written);
  });

  test.each(["0.0000001", "5%", "", ".5", "1e-2", "+1"])("refuses %j", (text) => {
    expect(() => rate(text)).toThrow(expect.objectContaining({ code: "rate_malformed" }));
  });
});

describe("volume", () => {
  test.each([
    { text: "100.50", hundredths: 10_050n, written: "100.50" },
    { text: "100.5", hundredths: 10_050n, written: "100.50" },
    { text: "-3", hundredths: -300n, written: "-3.00" },
    { text: "0", hundredths: 0n, written: "0.00" },
  ])("$text points are $hundredths hundredths, written $written", ({ text, hundredths, written }) => {
    expect(volume(text)).toBe(hundredths);
    expect(volumeText(volume(text))).toBe(written);
  });

  test("is taken as it is in whole hundredths", () => {
    expect(volume(-10_050n)).toBe(-10_050n);
  });

  test.each(["1.005", "", "1,5", "NaN"])("refuses %j", (text) => {
    expect(() => volume(text)).toThrow(expect.objectContaining({ code: "volume_malformed" }));
  });
});
