import type { AddressInfo, Server } from "node:net";
import type { Config } from "./config.ts";
import { companyClock } from "./gateway/company-clock.ts";
import { controlRoutes } from "./gateway/control.ts";
import { courier } from "./gateway/deliver.ts";
import { gatewayRoutes } from "./gateway/gateway-page.ts";
import { sentLog } from "./gateway/sent-log.ts";
import { sandboxServer } from "./http/server.ts";
import { indexRoutes } from "./index-page.ts";
import { mailCatcher } from "./mail/catcher.ts";
import { mailRoutes } from "./mail/mail-pages.ts";
import { mailbox } from "./mail/mailbox.ts";
import { payoutBook } from "./payouts/payout-book.ts";
import { payoutNews } from "./payouts/payout-news.ts";
import { payoutRoutes } from "./payouts/payout-routes.ts";
import { Refusal } from "./refusal.ts";
import { catalogueOf } from "./shop/catalogue.ts";
import { shopOrders } from "./shop/orders.ts";
import { shopRoutes } from "./shop/shop-routes.ts";

/** A running sandbox on 127.0.0.1. `close` ends within a second, whatever is still open. */
export type Sandbox = Readonly<{ httpPort: number; smtpPort: number; close(): Promise<void> }>;

const LOOPBACK = "127.0.0.1";

/**
 * Starts the web server, and the mail catcher on the next port. With port 0 both are chosen by the system.
 *
 * @param waitsMs  pauses between the tries of the shop's webhooks; the default is the real one
 * @throws Error with `code: "EADDRINUSE"` and `port` when a port is taken
 */
export async function startSandbox(config: Config, waitsMs?: readonly number[]): Promise<Sandbox> {
  const log = sentLog();
  const mails = mailbox();
  const now = companyClock(config.portalUrl);
  const sender = courier(config, log, waitsMs);
  const book = payoutBook();
  const news = payoutNews({ config, book, now, courier: sender, pauseMs: config.payoutPauseMs });
  const anyProduct = async () => {
    const { products } = await catalogueOf(config.portalUrl, "");
    const [product] = products;
    if (product === undefined) throw new Refusal(422, "no_product", "The portal's catalogue is empty.");
    return product;
  };
  const web = sandboxServer([
    ...indexRoutes(config.portalUrl),
    ...controlRoutes({ config, log, now, anyProduct }),
    ...gatewayRoutes(log),
    ...payoutRoutes({ config, book, now, news }),
    ...mailRoutes(mails),
    ...shopRoutes({ portalUrl: config.portalUrl, orders: shopOrders(), courier: sender, log, now }),
  ]);
  const smtp = mailCatcher(mails);

  const httpPort = await listening(web, config.port);
  const smtpPort = await listening(smtp.server, config.port === 0 ? 0 : config.port + 1).catch(
    async (error: unknown) => {
      await new Promise((resolve) => web.close(resolve));
      throw error;
    },
  );
  return {
    httpPort,
    smtpPort,
    async close() {
      sender.stop();
      news.stop();
      const ended = [
        new Promise<void>((resolve) => web.close(() => resolve())),
        new Promise<void>((resolve) => smtp.close(() => resolve())),
      ];
      web.closeAllConnections();
      await Promise.all(ended);
    },
  };
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
