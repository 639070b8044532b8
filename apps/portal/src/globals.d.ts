/** Put in at build time by next.config.ts: true in the development server only. */
declare const UPLINE_IS_DEV: boolean;
