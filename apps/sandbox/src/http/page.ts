import { type Html, html } from "./html.ts";

type Page = Readonly<{
  title: string;
  /** Where the reader is: the entry of the navigation that is marked. */
  at: "" | "shop" | "mail" | "gateway";
  content: Html;
  /** A page with its own look hides the navigation of the sandbox. */
  ownLook?: boolean;
}>;

const PARTS = [
  { key: "", path: "/", name: "Sandbox" },
  { key: "shop", path: "/shop", name: "Shop" },
  { key: "mail", path: "/mail", name: "Mail" },
  { key: "gateway", path: "/gateway", name: "Gateway" },
] as const;

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E" +
  "%3Ccircle cx='8' cy='8' r='7' fill='%233347D6'/%3E%3C/svg%3E";

/** The frame of every page: head, navigation, one main part. */
export function page({ title, at, content, ownLook = false }: Page): Html {
  const links = PARTS.map(
    ({ key, path, name }) => html`<a href="${path}"${key === at ? html` aria-current="page"` : null}>${name}</a>`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="/assets/sandbox.css">
${ownLook && html`<link rel="stylesheet" href="/assets/shop.css">`}
</head>
<body>
${!ownLook && html`<header class="bar"><nav aria-label="Parts of the sandbox">${links}</nav></header>`}
<main>${content}</main>
</body>
</html>
`;
}
