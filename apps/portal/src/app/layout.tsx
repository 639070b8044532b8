import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import "./globals.css";

const inter = localFont({
  src: "../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-inter",
  display: "swap",
  preload: true,
  adjustFontFallback: "Arial",
});

export const metadata: Metadata = {
  title: { default: "Upline", template: "%s · Upline" },
  description: "Earnings, ranks and teams, with the proof of every cent.",
  robots: { index: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  colorScheme: "light dark",
};

/** Theme and hidden amounts come from cookies, so the first paint is right without an inline script. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await headers(); // the nonce needs a page per request
  const jar = await cookies();
  const theme = jar.get("theme")?.value;
  const areAmountsHidden = jar.get("amounts")?.value === "hidden";
  return (
    <html
      lang="en"
      className={inter.variable}
      data-theme={theme === "light" || theme === "dark" ? theme : undefined}
      data-amounts={areAmountsHidden ? "hidden" : undefined}
    >
      <body>{children}</body>
    </html>
  );
}
