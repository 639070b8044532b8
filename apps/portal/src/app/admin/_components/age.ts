const UNITS = [
  { seconds: 86_400, one: "day", other: "days" },
  { seconds: 3600, one: "hour", other: "hours" },
  { seconds: 60, one: "minute", other: "minutes" },
] as const;

/** A span in its largest unit: "42 s", "3 minutes", "2 days". */
export function ageText(seconds: number): string {
  const unit = UNITS.find(({ seconds: size }) => seconds >= size);
  if (!unit) return `${Math.max(0, Math.round(seconds))} s`;
  const count = Math.floor(seconds / unit.seconds);
  return `${count} ${count === 1 ? unit.one : unit.other}`;
}
