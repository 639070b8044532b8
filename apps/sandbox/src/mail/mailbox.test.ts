import { expect, test } from "vitest";
import { mailbox } from "./mailbox.ts";

test("the last thousand are kept, newest first", () => {
  const mails = mailbox();
  const mail = { receivedAt: "", messageId: null, subject: "", from: "", to: [], text: "", html: null };
  for (let count = 0; count < 1_005; count += 1) mails.keep({ ...mail, headers: [], attachments: [] });

  expect(mails.list()).toHaveLength(1_000);
  expect(mails.list()[0]?.id).toBe("1005");
  expect(mails.find("5")).toBeNull();
  expect(mails.find("6")?.id).toBe("6");
});
