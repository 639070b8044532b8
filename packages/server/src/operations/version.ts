import manifest from "../../package.json" with { type: "json" };

/** Of the product, as its manifest says. */
export const VERSION: string = manifest.version;
