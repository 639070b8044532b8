import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { started } from "../testing/started.ts";

let sandbox: Awaited<ReturnType<typeof started>>;
beforeEach(async () => {
  sandbox = await started("http://127.0.0.1:9");
});
afterEach(() => sandbox.close());

/** Speaks SMTP line by line, so that no library of ours stands on both ends. */
async function post(recipients: readonly string[], message: string): Promise<void> {
  const socket = connect(sandbox.smtpPort, "127.0.0.1").setEncoding("utf8");
  const lines = [
    "EHLO portal.example",
    "MAIL FROM:<office@meadow-oak.example>",
    ...recipients.map((address) => `RCPT TO:<${address}>`),
    "DATA",
    `${message.replaceAll("\n", "\r\n")}\r\n.`,
    "QUIT",
  ];
  for await (const chunk of socket as AsyncIterable<string>) {
    const code = /^(\d{3}) /m.exec(chunk)?.[1];
    if (code === undefined) continue;
    if (!/^[23]/.test(code)) throw new Error(chunk);
    const line = lines.shift();
    if (line === undefined) break;
    socket.write(`${line}\r\n`);
  }
  socket.destroy();
}

const MAIL = `From: "Meadow & Oak" <office@meadow-oak.example>
To: hazel@meadow-oak.example
Subject: =?UTF-8?Q?Your_first_=3Cearning=3E_=E2=80=93_=2416.00?=
Message-ID: <mail_1@meadow-oak.example>
X-Kind: commission.earned
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

You earned $16.00 <today>.
--b
Content-Type: text/html; charset=utf-8

<html><head><title>x</title></head><body><p>You earned <b>$16.00</b></p><script>alert(1)</script></body></html>
--b--
`;

const json = async (query = "") => (await fetch(`${sandbox.url}/mail.json${query}`)).json();

test("a mail is caught with its parts, headers, and envelope", async () => {
  await post(["Hazel@Meadow-Oak.example", "copy@meadow-oak.example"], MAIL);

  expect(await json()).toMatchObject([
    {
      id: "1",
      messageId: "<mail_1@meadow-oak.example>",
      subject: "Your first <earning> – $16.00",
      to: ["hazel@meadow-oak.example", "copy@meadow-oak.example"],
      text: expect.stringContaining("You earned $16.00 <today>."),
      html: expect.stringContaining("<b>$16.00</b>"),
      headers: expect.arrayContaining([{ name: "X-Kind", value: "commission.earned" }]),
    },
  ]);
});

test("it is found by recipient and by message id, and gone after DELETE", async () => {
  await post(["hazel@meadow-oak.example"], MAIL);
  await post(["rowan@meadow-oak.example"], MAIL.replace("mail_1", "mail_2"));

  expect(await json("?to=ROWAN@meadow-oak.example")).toMatchObject([{ messageId: "<mail_2@meadow-oak.example>" }]);
  expect(await json("?messageId=mail_1@meadow-oak.example")).toHaveLength(1);
  expect(await json("?to=rowan@meadow-oak.example&messageId=%3Cmail_1@meadow-oak.example%3E")).toEqual([]);
  expect(await (await fetch(`${sandbox.url}/mail.json`, { method: "DELETE" })).json()).toEqual({ deleted: 2 });
  expect(await json()).toEqual([]);
});

test("the list and the page show it escaped; the HTML part runs nothing", async () => {
  await post(["hazel@meadow-oak.example"], MAIL);
  const list = await (await fetch(`${sandbox.url}/mail`)).text();
  const page = await (await fetch(`${sandbox.url}/mail/1`)).text();
  const part = await fetch(`${sandbox.url}/mail/1/html`);
  const policy = part.headers.get("content-security-policy") ?? "";

  expect(list).toContain("Your first &lt;earning&gt;");
  expect(page).toContain("You earned $16.00 &lt;today&gt;.");
  expect(page).toContain('src="/mail/1/html"');
  expect(page).toMatch(/<iframe[^>]+sandbox="allow-popups/);
  expect(page).not.toContain("<script>alert");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("sandbox allow-popups");
  expect(policy).not.toContain("allow-scripts");
  expect((await fetch(`${sandbox.url}/mail/99`)).status).toBe(404);
});
