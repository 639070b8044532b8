import { FileDown } from "lucide-react";
import { statements } from "~/messages/en/statements";

/** The statement as files: plain links, so that they work without scripts. */
export function StatementFiles({ statementId }: { readonly statementId: string }) {
  return (
    <span className="flex gap-2">
      {(["pdf", "csv"] as const).map((format) => (
        <a key={format} className="btn" href={`/api/statements/${statementId}/${format}`} download>
          <FileDown className="i i14" aria-hidden="true" />
          {statements[format]}
        </a>
      ))}
    </span>
  );
}
