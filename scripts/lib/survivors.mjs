// What mutants came to: the score, and which survivors nobody has given a reason for.

/** Mutants that a test noticed, and all that count: what stands at import time only is not judged. */
const NOTICED = new Set(["Killed", "Timeout", "RuntimeError", "CompileError"]);
const MISSED = new Set(["Survived", "NoCoverage"]);

/**
 * @typedef {{ file: string, line: string, mutator: string, becomes: string, reason: string }} Reason
 * A survivor is known by its file, the text of its line, the kind of the mutation, and what it becomes: line numbers move.
 * @param {{ files: Record<string, { source: string, mutants: { status: string, mutatorName: string, replacement?: string,
 *   location: { start: { line: number } } }[] }> }} report  of Stryker
 * @param {readonly Reason[]} reasons
 * @returns what was found in the files of the report
 */
export function judge(report, reasons) {
  const survivors = [];
  let noticed = 0;
  let missed = 0;
  for (const [file, { source, mutants }] of Object.entries(report.files)) {
    const lines = source.split("\n");
    for (const { status, mutatorName, replacement = "", location } of mutants) {
      if (NOTICED.has(status)) noticed += 1;
      if (!MISSED.has(status)) continue;
      missed += 1;
      const line = lines[location.start.line - 1]?.trim() ?? "";
      survivors.push({ file, at: location.start.line, line, mutator: mutatorName, becomes: shortened(replacement) });
    }
  }
  const known = new Set(reasons.filter(({ reason }) => reason.trim() !== "").map(nameOf));
  const alive = new Set(survivors.map(nameOf));
  return {
    noticed,
    missed,
    unexplained: survivors.filter((survivor) => !known.has(nameOf(survivor))),
    /** Reasons for mutants of these files that are noticed by now, or that are gone. */
    outdated: reasons.filter((reason) => reason.file in report.files && !alive.has(nameOf(reason))),
  };
}

/** Percent of the mutants that were noticed, rounded down to a tenth. */
export function scoreOf({ noticed, missed }) {
  const all = noticed + missed;
  return all === 0 ? 100 : Math.floor((noticed * 1_000) / all) / 10;
}

/**
 * Where the mutants stand that no test noticed, as Stryker takes it: `file:line:column-line:column`. It counts columns from
 * 0 there and from 1 in its report.
 */
export function placesOfMissed(report) {
  const places = Object.entries(report.files).flatMap(([file, { mutants }]) =>
    mutants
      .filter(({ status }) => MISSED.has(status))
      .map(({ location: { start, end } }) => {
        return `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
      }),
  );
  return [...new Set(places)];
}

/** The first report, with the missed mutants as the second found them. */
export function settled(first, second) {
  const files = Object.entries(first.files).map(([file, known]) => {
    const tried = new Map((second.files[file]?.mutants ?? []).map((mutant) => [placeOf(mutant), mutant]));
    const mutants = known.mutants.map((mutant) =>
      MISSED.has(mutant.status) ? (tried.get(placeOf(mutant)) ?? mutant) : mutant,
    );
    return [file, { ...known, mutants }];
  });
  return { ...first, files: Object.fromEntries(files) };
}

const placeOf = ({ mutatorName, replacement, location }) => JSON.stringify([mutatorName, replacement, location]);

const MOST = 120;

function shortened(text) {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length > MOST ? `${flat.slice(0, MOST - 1)}…` : flat;
}

function nameOf({ file, line, mutator, becomes }) {
  return [file, line, mutator, becomes].join("\n");
}
