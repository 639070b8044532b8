import { volumeText } from "./format";

const WORDS = { PV: "personal volume", GV: "group volume", CV: "commissionable volume" } as const;

export interface VolumeProps {
  /** Hundredths of a point. */
  readonly hundredths: bigint;
  readonly unit: keyof typeof WORDS;
  readonly style?: "table" | "prose" | undefined;
  /** Left out where the column head names the unit. */
  readonly hideUnit?: boolean | undefined;
}

/** A volume; its unit is always written, or named by the column head. */
export function Volume({ hundredths, unit, style = "table", hideUnit }: VolumeProps) {
  return (
    <bdi className="num nowrap">
      {volumeText(hundredths, style)}
      {hideUnit ? null : (
        <>
          {" "}
          <abbr className="no-underline" title={WORDS[unit]}>
            {unit}
          </abbr>
        </>
      )}
    </bdi>
  );
}
