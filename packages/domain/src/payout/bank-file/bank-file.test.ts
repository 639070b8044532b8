import { describe, expect, test } from "vitest";
import { nacha } from "./nacha.ts";
import { pain001 } from "./pain001.ts";
import { bankText, type Transfer } from "./transfer.ts";

const HEAD = {
  id: "pob_01jq",
  madeAt: "2026-03-20T13:05:00.000Z",
  payOn: "2026-03-20",
  currency: "EUR",
  purpose: "Commission 2026-03-20",
};
const SEPA = { name: "Meadow & Oak", iban: "DE89370400440532013000", bic: "COBADEFFXXX" };
const EURO: Transfer[] = [
  { id: "pyt_01", account: { kind: "iban", holder: "Zoë Weißdorn <x>", iban: "AT611904300234573201" }, minor: 14_875n },
  { id: "pyt_02", account: { kind: "iban", holder: "O'Hara", iban: "GB82WEST12345698765432" }, minor: 5n },
];

describe("a SEPA file", () => {
  test("of version 03 is this text", () => {
    expect(pain001("03", HEAD, SEPA, EURO)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03">
<CstmrCdtTrfInitn>
<GrpHdr><MsgId>pob-01jq</MsgId><CreDtTm>2026-03-20T13:05:00</CreDtTm><NbOfTxs>2</NbOfTxs><CtrlSum>148.80</CtrlSum><InitgPty><Nm>Meadow + Oak</Nm></InitgPty></GrpHdr>
<PmtInf>
<PmtInfId>pob-01jq</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg><NbOfTxs>2</NbOfTxs><CtrlSum>148.80</CtrlSum>
<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf><ReqdExctnDt>2026-03-20</ReqdExctnDt>
<Dbtr><Nm>Meadow + Oak</Nm></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>
<DbtrAgt><FinInstnId><BIC>COBADEFFXXX</BIC></FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>
<CdtTrfTxInf><PmtId><InstrId>pyt-01</InstrId><EndToEndId>pyt-01</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">148.75</InstdAmt></Amt><Cdtr><Nm>Zoe Weissdorn x</Nm></Cdtr><CdtrAcct><Id><IBAN>AT611904300234573201</IBAN></Id></CdtrAcct><RmtInf><Ustrd>Commission 2026-03-20</Ustrd></RmtInf></CdtTrfTxInf>
<CdtTrfTxInf><PmtId><InstrId>pyt-02</InstrId><EndToEndId>pyt-02</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">0.05</InstdAmt></Amt><Cdtr><Nm>O&apos;Hara</Nm></Cdtr><CdtrAcct><Id><IBAN>GB82WEST12345698765432</IBAN></Id></CdtrAcct><RmtInf><Ustrd>Commission 2026-03-20</Ustrd></RmtInf></CdtTrfTxInf>
</PmtInf>
</CstmrCdtTrfInitn>
</Document>
`);
  });

  test("of version 09 has its date and bank in their new places", () => {
    const file = pain001("09", HEAD, SEPA, EURO);
    expect(file).toContain("pain.001.001.09");
    expect(file).toContain("<ReqdExctnDt><Dt>2026-03-20</Dt></ReqdExctnDt>");
    expect(file).toContain("<BICFI>COBADEFFXXX</BICFI>");
    expect(pain001("09", HEAD, { ...SEPA, bic: null }, EURO)).toContain("<Othr><Id>NOTPROVIDED</Id></Othr>");
  });

  test("pays in euro to an IBAN, or not at all", () => {
    expect(() => pain001("03", { ...HEAD, currency: "USD" }, SEPA, EURO)).toThrow("pays in EUR only");
    expect(() => pain001("03", HEAD, SEPA, DOLLARS)).toThrow("cannot pay to the account of payout pyt_11");
  });
});

const ACH = { name: "Meadow and Oak", companyId: "1123456789", routing: "021000021", bankName: "First Meadow Bank" };
const DOLLARS: Transfer[] = [
  {
    id: "pyt_11",
    account: { kind: "us", holder: "Hazel Brook", routing: "011401533", account: "4417" },
    minor: 14_875n,
  },
  {
    id: "pyt_12",
    account: { kind: "us", holder: "Rowan Field", routing: "021000021", account: "123456789" },
    minor: 2_500n,
  },
];

describe("a NACHA file", () => {
  test("is this text, in records of 94 and blocks of ten", () => {
    const file = nacha({ ...HEAD, currency: "USD" }, ACH, DOLLARS);
    expect(file.split("\n")).toEqual([
      "101 02100002111234567892603201305A094101First Meadow Bank      Meadow and Oak                 ",
      "5220Meadow and Oak                      1123456789PPDCommission      260320   1021000020000001",
      "6220114015334417             0000014875PYT 11         Hazel Brook             0021000020000001",
      "622021000021123456789        0000002500PYT 12         Rowan Field             0021000020000002",
      "822000000200032401550000000000000000000173751123456789                         021000020000001",
      "9000001000001000000020003240155000000000000000000017375                                       ",
      ...Array.from({ length: 4 }, () => "9".repeat(94)),
      "",
    ]);
  });

  test("pays in dollars to accounts in the United States, or not at all", () => {
    expect(() => nacha(HEAD, ACH, DOLLARS)).toThrow("pays in USD only");
    expect(() => nacha({ ...HEAD, currency: "USD" }, ACH, EURO)).toThrow("cannot pay to the account");
  });
});

test("letters that no bank takes lose their accent or become a blank", () => {
  expect(bankText("Łukasz Ünal — 李", 70)).toBe("ukasz Unal");
  expect(bankText("李", 70)).toBe("-");
});
