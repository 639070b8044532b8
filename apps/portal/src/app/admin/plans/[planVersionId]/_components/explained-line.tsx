import { Conditions, Equation, Notes, UplinePath } from "~/components/ui/explanation";
import { Sentence } from "~/components/ui/sentence";
import { simulator } from "~/messages/en/simulator";
import type { Outputs } from "../../../_components/outputs";

const words = simulator.explanation;
export type Explained = Outputs["plans"]["simulateOrder"]["paid"][number]["explanation"];

/** Why a line that is not booked is what it is, drawn as an explanation of earnings is. */
export function ExplainedLine({ line }: { readonly line: Explained }) {
  const { equation, level, path, conditions, notes, ruleSentence } = line;
  const earner = path.find(({ outcome }) => outcome === "you")?.name;
  return (
    <div className="grid gap-4 py-3">
      <p className="sm muted">
        <Sentence parts={ruleSentence} isPlain />
      </p>
      <Equation equation={equation} level={level} />
      {path.length > 1 ? (
        <section>
          <h4 className="label mb-2">{words.line}</h4>
          <UplinePath hops={path} selfName={earner} />
        </section>
      ) : null}
      {conditions.length > 0 ? (
        <section>
          <h4 className="label mb-1">{words.conditions}</h4>
          <Conditions traces={conditions} />
        </section>
      ) : null}
      {notes.length > 0 ? (
        <section>
          <h4 className="label mb-1">{words.notes}</h4>
          <Notes notes={notes} />
        </section>
      ) : null}
    </div>
  );
}
