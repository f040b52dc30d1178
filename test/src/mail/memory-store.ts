/** An IntakeStore in memory for the intake's tests, and the mails they deliver. */
import type { Cursor, FetchedMail, IntakeStore } from '../../../src/mail/intake.ts';

export type MemoryStore = IntakeStore & {
  /** Stored mails, copies left out. */
  mails: FetchedMail[];
  /** The UIDs of each save that succeeded. */
  saves: number[][];
  begun: { folder: string; cursor: Cursor; skipped: number }[];
  polls: { folder: string; error: string | null }[];
  /** Ids handed to onStored. */
  queued: number[];
  onStored: (ids: number[]) => Promise<void>;
  /** Resolves when a round has ended with so many mails stored. */
  until(count: number): Promise<void>;
  /** Resolves when so many rounds have ended, well or not. */
  untilPolls(count: number): Promise<void>;
  /** Resolves when a round has failed after this call. */
  untilError(): Promise<void>;
  /** Resolves when a round has gone well after this call. */
  untilWell(): Promise<void>;
  failSaves(times: number): void;
};

/** The subjects of the stored mails, in the order they were stored. */
export function subjects(store: MemoryStore): (string | undefined)[] {
  return store.mails.map(({ raw }) => /^Subject: (.*?)\r?$/m.exec(raw.toString('latin1'))?.[1]);
}

/** What numbered() would have given for these, as subjects. */
export function mailSubjects(...numbers: number[]): string[] {
  return numbers.map((n) => `mail ${n}`);
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Like the ledger it takes a UID of a numbering once, and knows a copy by its Message-ID, or by its bytes without. */
export function memoryStore(): MemoryStore {
  const cursors = new Map<string, Cursor>();
  const mails: FetchedMail[] = [];
  const known = new Set<string>();
  const places = new Set<string>();
  const waiting: { isOver: () => boolean; resolve: () => void }[] = [];
  let failures = 0;
  /** How many mails were stored when a round last ended. */
  let rested = 0;
  const when = (isOver: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      if (isOver()) resolve();
      else waiting.push({ isOver, resolve });
    });
  const store: MemoryStore = {
    mails,
    saves: [],
    begun: [],
    polls: [],
    queued: [],
    async cursor(folder) {
      return cursors.get(folder) ?? null;
    },
    async begin(folder, cursor, skipped) {
      cursors.set(folder, cursor);
      store.begun.push({ folder, cursor, skipped });
    },
    async save(folder, uidValidity, fetched, lastUid) {
      if (failures-- > 0) throw new Error('the store is down');
      const cursor = cursors.get(folder);
      if (cursor?.uidValidity !== uidValidity) throw new Error('saved before begin');
      cursors.set(folder, { ...cursor, lastUid: Math.max(cursor.lastUid, lastUid) });
      const ids: number[] = [];
      for (const mail of fetched) {
        const place = `${folder} ${uidValidity} ${mail.uid}`;
        if (places.has(place)) continue;
        places.add(place);
        const key = mail.message?.messageId ?? mail.raw.toString('base64');
        if (known.has(key)) continue;
        known.add(key);
        ids.push(mails.push(mail));
      }
      store.saves.push(fetched.map(({ uid }) => uid));
      return ids;
    },
    async polled(folder, _at, error) {
      store.polls.push({ folder, error });
      rested = mails.length;
      for (const waiter of waiting) if (waiter.isOver()) waiter.resolve();
    },
    async onStored(ids) {
      store.queued.push(...ids);
    },
    until: (count) => when(() => rested >= count),
    untilError: () => {
      const before = store.polls.length;
      return when(() => store.polls.slice(before).some(({ error }) => error !== null));
    },
    untilWell: () => {
      const before = store.polls.length;
      return when(() => store.polls.slice(before).some(({ error }) => error === null));
    },
    untilPolls: (count) => when(() => store.polls.length >= count),
    failSaves(times) {
      failures = times;
    },
  };
  return store;
}

/** A small mail whose subject and Message-ID tell its number. */
export function numbered(n: number): Buffer {
  return Buffer.from(
    `From: buyer@buyer.example\r\nTo: desk@exporter.example\r\nMessage-ID: <${n}@buyer.example>\r\nSubject: mail ${n}\r\n\r\nWe need ${n} pcs.\r\n`,
  );
}
