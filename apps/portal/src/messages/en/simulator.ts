/** Words of the preview, the scenarios, the simulator and the comparison of plan versions. */
export const simulator = {
  tabs: {
    label: "Views of this plan version",
    editor: "Editor",
    ranks: "Ranks",
    scenarios: "Scenarios",
    preview: "Preview",
    simulate: "Simulate",
    compare: "Compare",
  },
} as const;
