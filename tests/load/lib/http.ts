import { connect, type Socket } from "node:net";

/** One kept connection that sends a request at a time: far cheaper than an HTTP client, so that the server is measured. */
export interface Connection {
  /** @returns the status of the answer. @throws Error when the connection breaks */
  send(request: Uint8Array): Promise<number>;
  /** Servers close a connection that nobody used for a while. */
  isOpen(): boolean;
  close(): void;
}

export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  // Without a listener, an error of an idle connection would end the process.
  socket.on("error", () => {});
  return {
    send: (request) => answerTo(socket, request),
    isOpen: () => socket.readyState === "open",
    close: () => socket.destroy(),
  };
}

function answerTo(socket: Socket, request: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = "";
    const stop = () => socket.off("data", hear).off("error", fail).off("close", closed);
    const fail = (error: Error) => {
      stop();
      reject(error);
    };
    const closed = () => fail(new Error("the server closed the connection"));
    const hear = (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (!isComplete(text)) return;
      stop();
      resolve(Number(text.slice(9, 12)));
    };
    socket.on("data", hear).once("error", fail).once("close", closed);
    socket.write(request);
  });
}

function isComplete(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const head = text.slice(0, end).toLowerCase();
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  if (length !== undefined) return text.length >= end + 4 + Number(length);
  return !/\r\ntransfer-encoding: *chunked/.test(head) || text.endsWith("0\r\n\r\n");
}

/** The bytes of a POST. */
export function postOf(path: string, headers: Readonly<Record<string, string>>, body: string): Uint8Array {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
  return Buffer.from(`${head}${lines.join("")}\r\n${body}`);
}
