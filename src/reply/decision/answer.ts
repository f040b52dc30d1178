/** An answer to an approval request, and what of its mail matters for reading it. */
import type { Attachment, MailMessage } from '../../model/message.ts';
import { hasHeader, headerValue } from '../../receive/headers.ts';

export type Answer = {
  /** The whole plain text of the answer, history included. */
  text: string;
  /** Today where the desk is, as an ISO date; without it no draft can be put off. */
  today?: string;
  /** What the person's mails are signed with: his names, phone, address, company. Without it a signed "OK" is unclear. */
  signature?: readonly string[];
  /** The text of the approval request, when at hand: then anything written into its quote is noticed. */
  request?: string;
  /** A machine answered in his place. */
  automatic?: boolean;
  /** He was asked whether the customer is the one on a sanctions list. */
  likeness?: boolean;
  /** In which the person is spoken to, e.g. `zh`. */
  language?: string;
};

const LARGEST_PICTURE = 150_000;
/** Names that mail programs give to pictures in signatures. */
const PICTURE_NAME =
  /^(?:image|img|logo|signature|sign|outlook|inserted-?image|insertpic|clip_image|pastedgraphic|attachment|picture|pic|_|~)[\w@.()-]{0,60}$|^[0-9a-f_$@-]{6,80}(?:\.\w{3,4})?$/i;

/**
 * The answer in a mail.
 * @param known what the desk knows besides: today, more lines of his signature, the request he answers
 */
export function answerOf(mail: MailMessage, known: Omit<Answer, 'text' | 'automatic'>): Answer {
  const author = [mail.from?.name ?? '', mail.from?.address ?? ''];
  const signature = [...author, ...(known.signature ?? [])].filter((line) => line !== '');
  return { ...known, text: mail.text, signature, automatic: isAutomatic(mail) };
}

/**
 * The files that the person added to his answer: neither pictures of a signature nor what the request carried.
 * @param requested what was attached to the approval request
 */
export function addedFiles(mail: MailMessage, requested: readonly Pick<Attachment, 'sha256'>[] = []): Attachment[] {
  const known = new Set(requested.map(({ sha256 }) => sha256));
  return mail.attachments.filter((file) => !known.has(file.sha256) && !isDecoration(file));
}

function isDecoration({ filename, contentType, sniffedType, size }: Attachment): boolean {
  const isPicture = (sniffedType ?? contentType).startsWith('image/');
  if (isPicture) return size < LARGEST_PICTURE && (filename === '' || PICTURE_NAME.test(filename));
  return (
    /^application\/(?:pgp-signature|(?:x-)?pkcs7-signature)|^text\/(?:x-vcard|vcard)/.test(contentType) ||
    filename === ''
  );
}

/** RFC 3834 and what mail servers write beside it; the words of absence notices say no decision by themselves. */
function isAutomatic(mail: MailMessage): boolean {
  const submitted = headerValue(mail, 'auto-submitted').toLowerCase();
  if (submitted !== '' && !/^no\b/.test(submitted)) return true;
  const headers = [
    'x-autoreply',
    'x-autorespond',
    'x-autoresponder',
    'x-auto-reply-from',
    'x-mail-autoreply',
    'x-vacation',
  ];
  if (headers.some((name) => hasHeader(mail, name) && !/^(?:no|none|false|0)?$/i.test(headerValue(mail, name))))
    return true;
  return /^auto[_-]?reply$/i.test(headerValue(mail, 'precedence')) || headerValue(mail, 'return-path').trim() === '<>';
}
