import { invariant } from "../../errors/domain-error.ts";
import { amountText } from "../../money/money.ts";
import { accountOf, assertCurrency, type BankFileHead, bankText, type Transfer } from "./transfer.ts";

/** The account that pays. */
export interface SepaSender {
  readonly name: string;
  readonly iban: string;
  readonly bic: string | null;
}

export type PainVersion = "03" | "09";

/**
 * A SEPA credit transfer file, ISO 20022 pain.001.001.03 or .09: one payment order with a transfer per payout.
 *
 * @throws DomainError `currency_mismatch` unless in EUR, `account_unfit` for an account that has no IBAN
 */
export function pain001(
  version: PainVersion,
  head: BankFileHead,
  sender: SepaSender,
  transfers: readonly Transfer[],
): string {
  invariant(transfers.length > 0, "a bank file pays somebody");
  assertCurrency(head, "EUR", "SEPA file");
  const total = amountText(
    transfers.reduce((sum, { minor }) => sum + minor, 0n),
    "EUR",
  );
  const counted = `<NbOfTxs>${transfers.length}</NbOfTxs><CtrlSum>${total}</CtrlSum>`;
  const id = nameOf(head.id);
  const name = `<Nm>${escaped(bankText(sender.name, 70))}</Nm>`;
  const date = version === "03" ? head.payOn : `<Dt>${head.payOn}</Dt>`;
  const bic = version === "03" ? "BIC" : "BICFI";
  const agent = sender.bic === null ? "<Othr><Id>NOTPROVIDED</Id></Othr>" : `<${bic}>${escaped(sender.bic)}</${bic}>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.${version}">`,
    "<CstmrCdtTrfInitn>",
    `<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${head.madeAt.slice(0, 19)}</CreDtTm>${counted}<InitgPty>${name}</InitgPty></GrpHdr>`,
    "<PmtInf>",
    `<PmtInfId>${id}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>${counted}`,
    `<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf><ReqdExctnDt>${date}</ReqdExctnDt>`,
    `<Dbtr>${name}</Dbtr><DbtrAcct><Id><IBAN>${escaped(sender.iban)}</IBAN></Id></DbtrAcct>`,
    `<DbtrAgt><FinInstnId>${agent}</FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>`,
    ...transfers.map((transfer) => payment(head, transfer)),
    "</PmtInf>",
    "</CstmrCdtTrfInitn>",
    "</Document>",
    "",
  ].join("\n");
}

function payment(head: BankFileHead, transfer: Transfer): string {
  const { holder, iban } = accountOf(transfer, "iban", "SEPA file");
  const id = nameOf(transfer.id);
  return [
    `<CdtTrfTxInf><PmtId><InstrId>${id}</InstrId><EndToEndId>${id}</EndToEndId></PmtId>`,
    `<Amt><InstdAmt Ccy="EUR">${amountText(transfer.minor, "EUR")}</InstdAmt></Amt>`,
    `<Cdtr><Nm>${escaped(bankText(holder, 70))}</Nm></Cdtr><CdtrAcct><Id><IBAN>${escaped(iban)}</IBAN></Id></CdtrAcct>`,
    `<RmtInf><Ustrd>${escaped(bankText(head.purpose, 140))}</Ustrd></RmtInf></CdtTrfTxInf>`,
  ].join("");
}

/** An id as banks take it: 35 letters at most, no underscore. */
const nameOf = (id: string): string => id.replaceAll("_", "-").slice(0, 35);

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
