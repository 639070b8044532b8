import type { Inputs, Outputs } from "../../integrations/_components/outputs";

export type LabOptions = Outputs["lab"]["options"];
export type LabCase = LabOptions["cases"][number];
export type LabRun = Outputs["lab"]["run"];
export type Exchange = LabRun["requests"][number];
export type Compose = Inputs["lab"]["compose"];
export type Story = Compose["story"];
export type ProviderSlug = Compose["provider"];

/** When Send was pressed, on the browser's own clock, and what was in the text area. */
export interface Click {
  readonly at: number;
  readonly body: string;
}
