/** Sends finished mails: the only file that hands anything to the SMTP server. */
import type { NodemailerError } from 'nodemailer';
import type { ServerLogin } from '../model/mail-account.ts';
import { type AccessTokens, TokenFailure } from './oauth2.ts';
import { classifyFailure, type SendResult } from './smtp-failure.ts';
import { type Envelope, openSmtpSession, type SmtpSession } from './smtp-session.ts';

export type Smtp = {
  /** Sends the bytes to the envelope's addresses, whatever the headers say. Never rejects, never sends twice. */
  send(envelope: Envelope, raw: Buffer): Promise<SendResult>;
  /** Logs in and out; rejects with the reason when that fails. */
  verify(): Promise<void>;
  /** Ends idle connections now and busy ones after their mail. */
  close(): void;
};

const IDLE_MS = 30_000;
/** Servers drop clients that send without end over one connection. */
const MAX_MAILS_PER_SESSION = 50;

type Seat = { session: SmtpSession; mails: number; timer: NodeJS.Timeout | null };

/**
 * A sender for one account that keeps connections open for half a minute between mails. nodemailer's own pool is not
 * used: it queues a mail again by itself when a connection closes, and hides whether the message had gone out.
 */
export function openSmtp(login: ServerLogin, tokens: AccessTokens): Smtp {
  const idle: Seat[] = [];
  let closed = false;

  const take = (): Seat | null => {
    for (let seat = idle.pop(); seat; seat = idle.pop()) {
      if (seat.timer) clearTimeout(seat.timer);
      if (seat.session.isOpen()) return seat;
    }
    return null;
  };
  const release = (seat: Seat): void => {
    if (!seat.session.isOpen()) return;
    if (closed || seat.mails >= MAX_MAILS_PER_SESSION) {
      seat.session.quit();
      return;
    }
    seat.timer = setTimeout(() => {
      const at = idle.indexOf(seat);
      if (at >= 0) idle.splice(at, 1);
      if (seat.session.isOpen()) seat.session.quit();
    }, IDLE_MS).unref();
    idle.push(seat);
  };
  const sendOver = async (seat: Seat, envelope: Envelope, raw: Buffer) => {
    const sending = await seat.session.send(envelope, raw);
    seat.mails++;
    release(seat);
    return sending;
  };

  return {
    async send(envelope, raw) {
      const kept = take();
      if (kept) {
        const { result, begun } = await sendOver(kept, envelope, raw);
        // The server had dropped the kept connection before it saw anything of this mail: a new one decides.
        if (begun || result.kind !== 'refused' || (result.code !== null && result.code !== 421)) return result;
      }
      try {
        const session = await openSmtpSession(login, tokens);
        return (await sendOver({ session, mails: 0, timer: null }, envelope, raw)).result;
      } catch (error) {
        if (!(error instanceof TokenFailure)) return classifyFailure(error as NodemailerError, false);
        return { kind: 'refused', permanent: false, code: null, response: error.message };
      }
    },
    async verify() {
      const session = await openSmtpSession(login, tokens);
      session.quit();
    },
    close() {
      closed = true;
      for (let seat = take(); seat; seat = take()) seat.session.quit();
    },
  };
}
