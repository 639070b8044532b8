import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";

interface Started {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly server: Server;
}

/** The requests of this process that are being answered, whoever made the server that took them. */
export interface OpenRequests {
  /** Takes no more connections, and waits until every answer is given; at most so many milliseconds. */
  readonly end: (atMostMs: number) => Promise<void>;
}

/** Follows the servers of this process from now on. */
export function followRequests(): OpenRequests {
  const open = new Set<ServerResponse>();
  const servers = new Set<Server>();
  let onEmpty = () => {};
  subscribe("http.server.request.start", (message) => {
    const { response, server } = message as Started;
    servers.add(server);
    open.add(response);
    response.once("close", () => {
      open.delete(response);
      if (open.size === 0) onEmpty();
    });
  });
  return {
    async end(atMostMs) {
      for (const server of servers) server.close();
      if (open.size === 0) return;
      await new Promise<void>((resolve) => {
        onEmpty = resolve;
        setTimeout(resolve, atMostMs).unref();
      });
    },
  };
}
