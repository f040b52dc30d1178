/** Scores the signs of fraud, phishing and malware that the mail alone shows (domain 2.2: R1, R5, R6, R7). */
import { findTerms, type Vocabulary } from '../analyze/vocabulary.ts';
import type { Signal } from '../model/inquiry.ts';
import type { Attachment, MailMessage } from '../model/message.ts';
import { hasHeader } from './headers.ts';
import { organisationOf } from './organisation.ts';

/** From this score on a mail is quarantined (domain 2.2). */
export const quarantineScore = 50;

export type Risk = { score: number; signals: Signal[] };

const WEIGHT = { attachment: 60, replyTo: 25, phrase: 25, furtherPhrase: 15, bankChange: 40 };
const LONGEST = 200_000;
const DANGEROUS = new Set(
  (
    'exe scr pif com bat cmd js jse vbs vbe wsf wsh hta lnk iso img vhd vhdx jar ace arj cab msi msix ps1 psm1 reg cpl ' +
    'html htm shtml xhtml svg docm xlsm pptm dotm xltm xlam one chm scf url appx application gadget inf dll sys'
  ).split(' '),
);
/** Declared types that run or render, whatever the name says. */
const DANGEROUS_TYPES =
  /^(?:application\/(?:x-ms-?dos-?program|x-msdownload|x-dosexec|x-executable|hta|x-msi|javascript|x-javascript|java-archive|x-ms-shortcut|x-iso9660-image)|text\/(?:html|javascript|vbscript)|image\/svg\+xml)\b/;

/**
 * @param isNotification the mail comes from a form, a platform or a mailing list, where Reply-To differs by design
 */
export function readRisk(message: MailMessage, language: string, vocabulary: Vocabulary, isNotification = false): Risk {
  const text = `${message.subject}\n${message.text}`.slice(0, LONGEST);
  const signals = [
    ...dangerousAttachments(message.attachments),
    ...(isNotification ? [] : foreignReplyTo(message)),
    ...phrases('R6', distinct(findTerms(vocabulary, 'scam', language, text)), WEIGHT.phrase, WEIGHT.furtherPhrase),
    ...phrases('R7', distinct(findTerms(vocabulary, 'bank_change', language, text)).slice(0, 1), WEIGHT.bankChange, 0),
  ];
  return {
    score: Math.min(
      100,
      signals.reduce((sum, { weight }) => sum + weight, 0),
    ),
    signals,
  };
}

/** One signal however many files: the first one found is shown. */
function dangerousAttachments(attachments: readonly Attachment[]): Signal[] {
  const found = attachments.find(isDangerous);
  return found ? [{ id: 'R1', weight: WEIGHT.attachment, evidence: found.filename.slice(0, 200) }] : [];
}

function isDangerous({ filename, contentType }: Attachment): boolean {
  // Direction marks and padding hide the real ending from people: "PO‮fdp.exe", "PO.pdf      .exe".
  const name = filename
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .toLowerCase()
    .replace(/[\s.]+$/, '');
  const ending = name.slice(name.lastIndexOf('.') + 1).trim();
  if (name.includes('.') && (DANGEROUS.has(ending) || /^r\d\d$/.test(ending))) return true;
  return DANGEROUS_TYPES.test(contentType.toLowerCase());
}

/** Reply-To at another organisation than From. */
function foreignReplyTo(message: MailMessage): Signal[] {
  const { from, replyTo } = message;
  if (!from || hasHeader(message, 'list-id')) return [];
  const home = organisationOf(from.address);
  const foreign = replyTo.find(({ address }) => organisationOf(address) !== home);
  if (!foreign) return [];
  return [{ id: 'R5', weight: WEIGHT.replyTo, evidence: `${from.address} -> ${foreign.address}`.slice(0, 200) }];
}

function phrases(id: string, terms: string[], first: number, further: number): Signal[] {
  return terms.map((evidence, index) => ({ id, weight: index === 0 ? first : further, evidence }));
}

function distinct(hits: { term: string }[]): string[] {
  return [...new Set(hits.map(({ term }) => term))];
}
