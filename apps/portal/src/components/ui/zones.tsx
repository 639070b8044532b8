"use client";

import { createContext, type ReactNode, useContext, useEffect } from "react";

export interface Zones {
  /** Decides periods and money; named in tooltips and deadlines. */
  readonly company: string;
  /** In which instants are shown: chosen in the profile, else the browser's (cookie `zone`), else the company's. */
  readonly reader: string;
}

const ZonesContext = createContext<Zones>({ company: "UTC", reader: "UTC" });
export const useZones = () => useContext(ZonesContext);

/** Hands the zones down and remembers the browser's for the next page, so that server and browser print one text. */
export function ZonesProvider({ company, reader, children }: Zones & { readonly children: ReactNode }) {
  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in two of the supported browsers
    if (here && here !== reader) document.cookie = `zone=${here}; path=/; max-age=31536000; samesite=lax`;
  }, [reader]);
  return <ZonesContext value={{ company, reader }}>{children}</ZonesContext>;
}
