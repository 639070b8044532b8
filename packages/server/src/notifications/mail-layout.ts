import { createElement as h, type ReactElement } from "react";
import type { MailText } from "./mail-texts.ts";

type Parts = typeof import("react-email");

const INK = "#0E1420";
const MUTED = "#566074";
const ACTION = "#3347D6";
const FONT = "Inter, -apple-system, Segoe UI, Helvetica, Arial, sans-serif";

/** One quiet column: company, heading, paragraphs, one button, and why the reader got this. */
export function mailLayout(
  parts: Parts,
  text: MailText,
  frame: { readonly company: string; readonly publicUrl: string },
): ReactElement {
  const { Html, Head, Preview, Body, Container, Heading, Text, Button, Hr } = parts;
  const paragraph = { color: INK, fontSize: "16px", lineHeight: "24px", margin: "0 0 16px" };
  const button = {
    backgroundColor: ACTION,
    color: "#FFFFFF",
    borderRadius: "6px",
    padding: "12px 16px",
    fontSize: "16px",
    textDecoration: "none",
  };
  return h(
    Html,
    { lang: "en" },
    h(Head, null, h("meta", { name: "color-scheme", content: "light dark" })),
    h(Preview, null, text.preview),
    h(
      Body,
      { style: { backgroundColor: "#FFFFFF", fontFamily: FONT, margin: 0 } },
      h(
        Container,
        { style: { maxWidth: "560px", padding: "32px 24px" } },
        h(Text, { style: { color: MUTED, fontSize: "14px", fontWeight: 600, margin: "0 0 24px" } }, frame.company),
        h(
          Heading,
          { as: "h1", style: { color: INK, fontSize: "28px", lineHeight: "34px", margin: "0 0 16px" } },
          text.heading,
        ),
        ...text.paragraphs.map((words, index) => h(Text, { key: index, style: paragraph }, words)),
        text.link
          ? h(Button, { href: new URL(text.link.path, frame.publicUrl).href, style: button }, text.link.label)
          : null,
        h(Hr, { style: { borderColor: "#E3E6EB", margin: "32px 0 16px" } }),
        h(
          Text,
          { style: { color: MUTED, fontSize: "12px", lineHeight: "18px", margin: 0 } },
          `Sent by ${frame.company}, because it concerns your account or order.`,
        ),
      ),
    ),
  );
}
