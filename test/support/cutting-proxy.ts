/** A TCP proxy in front of an IMAP server that breaks connections at a chosen place, or falls silent without closing. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Where the next connection is cut: at its n-th line from the client (from 1), or after so many bytes of the server. */
export type Cut =
  /** `before` the server has it, or while it is `answering`: half of the next thing the server says gets through. */
  { line: number; when: 'before' | 'answering' } | { bytes: number };

export type CuttingProxy = {
  port: number;
  /** What the client said, line by line, on all connections. */
  lines: string[];
  /** Applies to one connection, the next one or the one that is open. */
  cut(where: Cut): void;
  /** False while a cut is still to come. */
  hasCut(): boolean;
  /** From now on, or from the next client line that matches, nothing gets through and nothing is closed. */
  swallow(from?: RegExp): void;
  /** New connections work again; the silent ones stay silent. */
  heal(): void;
  /** Called with every client line before it is passed on. */
  onLine(listener: (line: string) => void): void;
  /** Connections that are open now (silent ones included), and the most there have been at once. */
  open(): number;
  most(): number;
  close(): Promise<void>;
};

type Link = { client: Socket; server: Socket; lines: number; bytes: number; isSilent: boolean; isAnswering: boolean };

export async function startCuttingProxy(to: { host: string; port: number }): Promise<CuttingProxy> {
  const links = new Set<Link>();
  const lines: string[] = [];
  let wanted: Cut | null = null;
  let silentFrom: RegExp | null = null;
  let isSilent = false;
  let most = 0;
  let listener: (line: string) => void = () => {};

  const cutNow = (link: Link): void => {
    wanted = null;
    link.client.destroy();
    link.server.destroy();
  };
  const fromClient = (link: Link, line: string): void => {
    lines.push(line.trimEnd());
    listener(line);
    link.lines++;
    if (silentFrom?.test(line)) link.isSilent = true;
    if (link.isSilent || link.client.destroyed) return;
    if (wanted && 'line' in wanted && wanted.line === link.lines) {
      if (wanted.when === 'before') {
        cutNow(link);
        return;
      }
      link.isAnswering = true;
    }
    link.server.write(line, 'latin1');
  };
  const fromServer = (link: Link, chunk: Buffer): void => {
    if (link.isSilent) return;
    const left = wanted && 'bytes' in wanted ? wanted.bytes - link.bytes : Number.POSITIVE_INFINITY;
    link.bytes += chunk.length;
    const part = link.isAnswering ? Math.floor(chunk.length / 2) : left;
    if (part >= chunk.length) {
      link.client.write(chunk);
      return;
    }
    wanted = null;
    link.server.destroy();
    link.client.end(chunk.subarray(0, part));
  };

  const server = createServer((client) => {
    const link = { client, server: connect(to), lines: 0, bytes: 0, isSilent, isAnswering: false };
    links.add(link);
    most = Math.max(most, links.size);
    let rest = '';
    client.on('data', (chunk) => {
      const parts = (rest + chunk.toString('latin1')).split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) fromClient(link, `${part}\n`);
    });
    link.server.on('data', (chunk: Buffer) => fromServer(link, chunk));
    for (const socket of [client, link.server]) {
      socket.on('error', () => {});
      socket.on('close', () => {
        // A silent link tells neither side that the other is gone.
        if (!link.isSilent || socket === client) {
          links.delete(link);
          client.destroy();
          link.server.destroy();
        }
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    lines,
    cut(where) {
      wanted = where;
    },
    hasCut: () => wanted === null,
    swallow(from) {
      if (from) {
        silentFrom = from;
        return;
      }
      isSilent = true;
      for (const link of links) link.isSilent = true;
    },
    heal() {
      isSilent = false;
      silentFrom = null;
    },
    onLine(heard) {
      listener = heard;
    },
    open: () => links.size,
    most: () => most,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const { client, server: behind } of links) {
        client.destroy();
        behind.destroy();
      }
      await closed;
    },
  };
}
