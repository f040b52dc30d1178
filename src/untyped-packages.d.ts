// The shapes we use of packages that ship no types.
declare module 'freemail' {
  export function isFree(address: string): boolean;
  export function isDisposable(address: string): boolean;
}

declare module 'sea-ports' {
  type Port = { name: string; city?: string; country: string; unlocs?: string[]; alias?: string[] };
  const seaPorts: { JSON: Record<string, Port> };
  export default seaPorts;
}

declare module 'hoodiecrow-imap' {
  type StoredMessage = { raw: string | Buffer; uid?: number; flags?: string[]; internaldate?: string };
  type Folder = {
    'special-use'?: string;
    subscribed?: boolean;
    path?: string;
    messages?: StoredMessage[];
    folders?: Record<string, Folder>;
  };
  type Options = {
    plugins?: string[];
    id?: Record<string, string>;
    users?: Record<string, { password: string }>;
    storage?: Record<string, Folder>;
    debug?: boolean;
  };
  type Server = {
    listen(port: number, host?: string, callback?: () => void): void;
    close(callback?: () => void): void;
    appendMessage(mailbox: string, flags: string[], internaldate: Date | false, raw: string | Buffer): void;
    getMailbox(path: string): { messages: StoredMessage[]; uidnext: number };
    server: import('node:net').Server;
  };
  export default function hoodiecrow(options?: Options): Server;
}

declare module 'nspell' {
  type Spell = { correct(word: string): boolean };
  export default function nspell(dictionary: { aff: string; dic: string }): Spell;
}

declare module 'fontkit' {
  type Font = { hasGlyphForCodePoint(codePoint: number): boolean; layout(text: string): unknown };
  export function create(bytes: Uint8Array): Font;
}
