/** Decides why a mail did not arrive and whether its address is dead, from status codes, replies and sentences. */
import type { BouncePhrases, BounceReason } from '../model/bounce-phrases.ts';
import { foldNotice, namedReason } from './bounce-phrases.ts';

/** The whole notice with its subject, folded as phrases are compared, and the reason it names. */
export type Saying = { text: string; folded: string; reason: BounceReason | null };

/** What is known about one recipient, the most certain first. */
export type Evidence = {
  recipient: string;
  /** The Action field of a report (RFC 3464 section 2.3.3), lower-case; '' without one. */
  action: string;
  /** The Status field of a report. */
  status: string | null;
  /** The Diagnostic-Code field of a report. */
  diagnostic: string;
  /** The lines of the notice about this recipient. */
  context: string;
  notice: Saying;
  /** The server keeps trying. */
  delayed: boolean;
};

export type Verdict = { kind: 'hard' | 'soft'; reason: BounceReason; status: string | null };

const DEAD = new Set<BounceReason>(['user_unknown', 'host_unknown', 'moved', 'not_accepting']);
/** RFC 3463 and its registry: what a code says by itself, without its first digit. */
const MEANING: Record<string, BounceReason> = {
  '1.1': 'user_unknown',
  '1.2': 'host_unknown',
  '1.3': 'user_unknown',
  '1.6': 'moved',
  '1.7': 'sender_rejected',
  '1.8': 'sender_rejected',
  '1.9': 'sender_rejected',
  '1.10': 'not_accepting',
  '2.1': 'suspended',
  '2.2': 'mailbox_full',
  '2.3': 'too_large',
  '3.1': 'system',
  '3.4': 'too_large',
  '4.1': 'network',
  '4.2': 'network',
  '4.3': 'network',
  '4.4': 'network',
  '4.6': 'network',
  '4.7': 'expired',
  '5.2': 'syntax',
  '5.3': 'rate_limited',
  '6.1': 'content',
  '7.1': 'policy',
  '7.13': 'suspended',
  '7.20': 'authentication',
  '7.21': 'authentication',
  '7.23': 'authentication',
  '7.25': 'blocked',
  '7.26': 'authentication',
  '7.27': 'not_accepting',
};
/** The code to give when the server gave none; the first digit is 4 while it keeps trying. */
const OWN_CODE: Partial<Record<BounceReason, string>> = {
  user_unknown: '5.1.1',
  host_unknown: '5.1.2',
  moved: '5.1.6',
  not_accepting: '5.1.10',
  mailbox_full: '5.2.2',
  suspended: '5.2.1',
  too_large: '5.3.4',
  expired: '4.4.7',
  network: '4.4.1',
};
const LONGEST_SAID = 1000;
const CODE = /(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/;
/** A code behind the reply it belongs to: `550-'5.7.1 `, `550 #5.1.0`, `550: 5.2.2`. */
const REPLY_WITH_CODE = /(?<![\d.])[45]\d\d[\s:'#(-]{1,4}([45]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/;
const REPLY = /(?:^|[\s:(#[;,'>])([45])\d\d(?=[\s,:-]|$)/m;

/** The verdict on one recipient. Hard needs a permanent failure and a reason that lies in the address itself. */
export function judge(evidence: Evidence, phrases: BouncePhrases): Verdict {
  const said = unwrapped(evidence.diagnostic.length > 3 ? evidence.diagnostic : evidence.context);
  const code = codeIn(said) ?? codeIn(evidence.diagnostic) ?? evidence.status ?? codeIn(evidence.context);
  const delayed = evidence.delayed || evidence.action.startsWith('delayed');
  const reason = byStage(reasonOf(evidence, said, code, phrases), said, evidence, code);
  const status = code ?? replyClass(said) ?? replyClass(evidence.context) ?? ownCode(reason, delayed);
  const permanent = !delayed && !status?.startsWith('4');
  return { kind: permanent && DEAD.has(reason) ? 'hard' : 'soft', reason, status };
}

/** IronPort and Amazon SES put a sentence of their own before the reply, which holds for any refusal. */
function unwrapped(diagnostic: string): string {
  return /^[45]\.\d{1,3}\.\d{1,3} - [^'\n]{1,80}?[45]\d\d-?'([^\n]+)'/.exec(diagnostic)?.[1] ?? diagnostic;
}

/** An enhanced status code (RFC 3463), the one behind an SMTP reply first; null when the text has none. */
export function codeIn(text: string): string | null {
  const searched = text.slice(0, 4000);
  return REPLY_WITH_CODE.exec(searched)?.[1] ?? CODE.exec(searched)?.[1] ?? null;
}

/** Whether the text holds the refusal of an SMTP server, with or without an enhanced code. */
export function hasReply(text: string): boolean {
  return REPLY.test(text.slice(0, 20_000));
}

function reasonOf(evidence: Evidence, said: string, code: string | null, phrases: BouncePhrases): BounceReason {
  const { context, notice, action, recipient } = evidence;
  // "542 ann@buyer.example rejected" says the same as "recipient rejected".
  const aboutRecipient = foldNotice(said.slice(0, LONGEST_SAID)).replaceAll(recipient, 'recipient');
  return (
    namedReason(aboutRecipient, phrases) ??
    (action === 'expired' ? 'expired' : null) ??
    MEANING[code?.slice(2) ?? ''] ??
    (said === context ? null : namedReason(foldNotice(context), phrases)) ??
    notice.reason ??
    'unknown'
  );
}

/**
 * A refusal of the sender or of the connection says nothing about the address; neither does "user unknown" after the
 * whole mail was sent, or beside a code for something else: such servers hide that a filter refused the mail.
 */
function byStage(reason: BounceReason, said: string, evidence: Evidence, code: string | null): BounceReason {
  if (!DEAD.has(reason)) return reason;
  const stage = stageIn(said) ?? stageIn(evidence.context) ?? stageAround(said, evidence.notice.text);
  if (stage === 'sender' && hasReply(said)) return 'sender_rejected';
  if (reason !== 'user_unknown') return reason;
  const aboutAddress = code?.slice(2, 4) === '1.' || evidence.status?.slice(2, 4) === '1.';
  if (stage === 'data' && !aboutAddress) return 'refused';
  const contradicts = /^\d\.(?:2\.[0-3]|3\.)/.test(code ?? '');
  return contradicts && stage !== 'recipient' ? 'refused' : reason;
}

type Stage = 'sender' | 'recipient' | 'data';

/** SMTP commands as Postfix, Exim, sendmail, qmail and others name them. */
const COMMAND =
  /(?<![a-z])(?:in reply to|after|following|like our|smtp command:?|in|>>>|\[)\s{0,3}(?:sending |the |end of |pipelined )?(mail[ _]from|rcpt(?:[ _]to)?|data|ehlo|helo|initial connection)\b|(does not like recipient)|(failed after i sent the message)/gi;

/** The first command that the text names as refused. */
function stageIn(text: string): Stage | null {
  return stagesIn(text.slice(0, 4000))[0] ?? null;
}

/** In a transcript: the command before the refusal, else the first one behind it. */
function stageAround(said: string, notice: string): Stage | null {
  const refusal = said.split('\n', 1)[0]?.slice(0, 60) ?? '';
  const at = refusal.length > 3 ? notice.indexOf(refusal) : -1;
  if (at < 0) return stageIn(notice);
  return stagesIn(notice.slice(Math.max(0, at - 2000), at)).at(-1) ?? stageIn(notice.slice(at));
}

function stagesIn(text: string): Stage[] {
  return [...text.matchAll(COMMAND)].flatMap(([whole, command = '', recipient, data]): Stage[] => {
    if (recipient || /^rcpt/i.test(command)) return ['recipient'];
    // "The following data may be confidential" names no command.
    if (command === 'data' && /^following/i.test(whole)) return [];
    return [data || /^data/i.test(command) ? 'data' : 'sender'];
  });
}

/** The first digit of an SMTP reply (RFC 5321 section 4.2.1) as a status without detail. */
function replyClass(text: string): string | null {
  const digit = REPLY.exec(text.slice(0, 4000))?.[1];
  return digit ? `${digit}.0.0` : null;
}

function ownCode(reason: BounceReason, delayed: boolean): string {
  const code = OWN_CODE[reason] ?? '5.0.0';
  return delayed ? `4${code.slice(1)}` : code;
}
