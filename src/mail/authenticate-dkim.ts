/** Checks the DKIM signature of a mail ourselves (RFC 6376), where no server of ours has done it. */
import { dkimVerify } from 'mailauth';
import type { MailMessage } from '../model/message.ts';
import type { Authentication } from '../receive/authenticated.ts';
import { organisationOf } from '../receive/organisation.ts';
import { threadKeys } from '../receive/thread.ts';
import type { LookUpTxt } from './txt-records.ts';

const UNKNOWN: Authentication = { verdict: 'unknown', evidence: '' };
/** Mails have one signature or two; each costs a question to the DNS. */
const MOST_SIGNATURES = 5;
/** A signature below this strength is no proof (RFC 8301). */
const MIN_BITS = 1024;

/**
 * `pass` when the organisation of the author's domain (DMARC relaxed, RFC 9989) has signed the whole mail together
 * with the author, the subject and the field that holds the token: an unsigned field may have been put on an old mail
 * of his. Everything else is `unknown`; a signature that a mailing list has broken is no forgery.
 */
export async function checkDkim(
  message: MailMessage,
  raw: Buffer,
  lookUpTxt: LookUpTxt,
  now: Date,
): Promise<Authentication> {
  const author = message.from && organisationOf(message.from.address);
  const signatures = message.headers['dkim-signature']?.length ?? 0;
  if (!author || signatures === 0 || signatures > MOST_SIGNATURES) return UNKNOWN;
  const isAuthors = (domain: string) => organisationOf(domain) === author;
  // Other people's signatures prove nothing here, so nobody is asked about them.
  const resolver = async (name: string, type: string) => {
    const [, domain] = name.toLowerCase().split('._domainkey.');
    if (type !== 'TXT' || !domain || !isAuthors(domain)) throw noSuchRecord(name);
    return lookUpTxt(name);
  };
  const options = {
    resolver,
    minBitLength: MIN_BITS,
    curTime: now,
    strict: true,
  };
  // A mail that cannot even be read this way is not signed.
  const verified = await dkimVerify(raw, options).catch(() => null);
  if (!verified) return UNKNOWN;
  const { fromFields, headerFrom, results } = verified;
  if (fromFields !== 1 || headerFrom.length !== 1) return UNKNOWN;
  const proof = results.find(
    ({ status, signingDomain, signingHeaders, canonBodyLengthLimited }) =>
      status.result === 'pass' &&
      status.testing !== true &&
      canonBodyLengthLimited !== true &&
      isAuthors(signingDomain ?? '') &&
      coversToken(message, new Set((signingHeaders?.keys ?? '').toLowerCase().split(/[\s:,;]+/))),
  );
  return proof ? { verdict: 'pass', evidence: `dkim=pass ${proof.signingDomain}` } : UNKNOWN;
}

/** Whether the signed fields alone say whose mail it is and which token it answers. */
function coversToken(message: MailMessage, signed: ReadonlySet<string>): boolean {
  const kept = {
    ...message,
    to: signed.has('to') ? message.to : [],
    cc: signed.has('cc') ? message.cc : [],
    inReplyTo: signed.has('in-reply-to') ? message.inReplyTo : null,
    references: signed.has('references') ? message.references : [],
  };
  const isSingle = (message.headers.subject?.length ?? 0) <= 1;
  return (
    isSingle && signed.has('from') && signed.has('subject') && threadKeys(kept).token === threadKeys(message).token
  );
}

function noSuchRecord(name: string): Error {
  return Object.assign(new Error(`no TXT record ${name}`), { code: 'ENOTFOUND' });
}
