/** One mailbox behind IMAP inside this process: hoodiecrow, which keeps everything in memory. */
import type { EventEmitter } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import hoodiecrow from 'hoodiecrow-imap';

/** `raw` holds one character for each byte: Buffer.from(raw, 'latin1') gives the bytes. */
export type StoredMail = { uid: number; raw: string; receivedAt: Date };

export type ImapBox = {
  port: number;
  user: string;
  password: string;
  append(folder: string, raw: Buffer, receivedAt: Date): void;
  list(folder: string): StoredMail[];
  close(): Promise<void>;
};

const HOST = '127.0.0.1';
/** Not STARTTLS: the certificate that comes with hoodiecrow has expired. */
const PLUGINS = ['ID', 'IDLE', 'UIDPLUS', 'SPECIAL-USE', 'NAMESPACE', 'CONDSTORE', 'ENABLE', 'UNSELECT', 'MOVE'];

/** A mailbox with INBOX and the usual special folders (RFC 6154) on a free loopback port. */
export async function openImapBox(user: string, password: string): Promise<ImapBox> {
  const server = hoodiecrow({
    plugins: PLUGINS,
    id: { name: 'hoodiecrow' },
    users: { [user]: { password } },
    storage: {
      INBOX: {},
      '': {
        folders: {
          Sent: { 'special-use': '\\Sent' },
          Drafts: { 'special-use': '\\Drafts' },
          Junk: { 'special-use': '\\Junk' },
        },
      },
    },
  });
  const sockets = followConnections(server);
  const port = await new Promise<number>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(0, HOST, () => resolve((server.server.address() as AddressInfo).port));
  });
  return {
    port,
    user,
    password,
    // hoodiecrow reads and writes its sockets as Latin-1 strings: a mail kept as such survives byte for byte.
    append: (folder, raw, receivedAt) => server.appendMessage(folder, [], receivedAt, raw.toString('latin1')),
    list: (folder) =>
      (server.getMailbox(folder)?.messages ?? []).map(({ uid, raw, internaldate }) => ({
        uid: uid ?? 0,
        raw: raw.toString(),
        receivedAt: new Date(internaldate ?? Number.NaN),
      })),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** What hoodiecrow has inside and its types do not show. */
type Connection = { socket: Socket | null; inputHandler: ((line: string) => void) | false };
type Inside = EventEmitter & { connectionHandlers: ((connection: Connection) => void)[] };

/** The open sockets; also ends the half-hour timer that hoodiecrow leaves behind a client that vanishes in IDLE. */
function followConnections(server: ReturnType<typeof hoodiecrow>): Set<Socket> {
  const inside = server as unknown as Inside;
  inside.setMaxListeners(0);
  const sockets = new Set<Socket>();
  inside.connectionHandlers.push((connection) => {
    const { socket } = connection;
    if (!socket) return;
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      if (connection.inputHandler) connection.inputHandler('DONE');
    });
  });
  return sockets;
}
