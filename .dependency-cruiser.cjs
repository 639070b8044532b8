// The import law. The name of a rule is the sentence a developer reads when it fails; docs/architecture.md says why.
const tests = "\\.test\\.tsx?$|/testing\\.ts$";
const client = "^apps/portal/src/(.*/_components/|components/|genealogy-canvas/|trpc/client)";
/** What a browser may load: no package, no schema, no calendar; whatever these files import is among them. */
const light =
  "^packages/domain/src/(browser\\.ts$|delivery/inbox-state|errors/|ids/|money/(currency|decimal|money|rate)\\.|plan/describe/(?!testing/)|time/instant|volume/volume\\.)";
const rule = (name, from, to) => ({ name, severity: "error", from, to });
const only = (from, ...to) =>
  rule(
    `${from}-imports-${to.join("-and-") || "nothing-of-ours"}`,
    { path: `^(packages|apps)/${from}/`, pathNot: tests },
    { path: "^(packages|apps)/", pathNot: `^(packages|apps)/(${[from, ...to].join("|")})/` },
  );

module.exports = {
  forbidden: [
    only("domain"),
    only("db", "domain"),
    only("server", "db", "domain"),
    only("portal", "server", "domain"),
    only("sandbox"),
    rule(
      "domain-has-no-io",
      { path: "^packages/domain/src", pathNot: tests },
      {
        dependencyTypes: ["core", "npm", "npm-dev", "npm-no-pkg"],
        pathNot: "node_modules/(zod|temporal-polyfill)/",
      },
    ),
    rule(
      "calendar-lives-in-time",
      { path: "^packages/domain/src", pathNot: "^packages/domain/src/time/" },
      { path: "node_modules/temporal-polyfill/" },
    ),
    rule(
      "reference-shares-nothing-with-the-engine",
      {
        path: "^packages/domain/src/reference/",
        pathNot: `/reference/(random-|company-facts)|${tests}`,
      },
      {
        path: "^packages/domain/src/",
        pathNot: "^packages/domain/src/(reference|time)/",
        dependencyTypesNot: ["type-only"],
      },
    ),
    rule(
      "browser-entry-is-light",
      { path: light, pathNot: tests },
      { path: "^packages/|node_modules/", pathNot: light, dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "client-takes-types-only",
      { path: client, pathNot: tests },
      { path: "^packages/", pathNot: "^packages/domain/src/browser\\.ts$", dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "client-uses-zod-mini",
      { path: client, pathNot: tests },
      { path: "node_modules/zod/", pathNot: "/mini/", dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "providers-know-their-contract-only",
      { path: "^packages/server/src/inbox/providers/", pathNot: `registry\\.ts$|${tests}` },
      {
        path: "^packages/(server|db)/",
        pathNot: "/inbox/(provider|signature)\\.ts$",
      },
    ),
    rule(
      "queries-stay-in-their-feature",
      { path: "^packages/server/src/([^/]+)/", pathNot: tests },
      { path: "\\.queries\\.ts$", pathNot: "^packages/server/src/$1/" },
    ),
    rule("routers-meet-in-app-router", { pathNot: `/app-router\\.ts$|${tests}` }, { path: "\\.router\\.ts$" }),
    rule(
      "provider-sdks-judge-in-tests-only",
      { pathNot: tests },
      { path: "(^|node_modules/)(stripe|razorpay|svix|@adyen|@paddle)(/|$)" },
    ),
    rule("no-cycles", {}, { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } }),
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)\\.next/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types"] },
  },
};
