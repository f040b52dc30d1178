/** Recognises read receipts: RFC 8098, and those that mail programs write as ordinary mail. */
import { fold } from '../analyze/normalize.ts';
import type { AutoReplyWords } from '../model/auto-reply-words.ts';
import type { MailMessage } from '../model/message.ts';
import { beginsWithOne, findAutoReplyWords } from './auto-reply-words.ts';
import { isReport } from './headers.ts';

const LONGEST = 2000;
/** A receipt says little; who writes more under such a subject is a person. */
const LONGEST_RECEIPT = 1200;

/** A notice that a mail was opened, or deleted unread. Without the proper type subject and text must both say so. */
export function isReadReceipt(message: MailMessage, words: AutoReplyWords): boolean {
  if (isReport(message.contentType, 'disposition-notification')) return true;
  if (/^disposition:/im.test(message.report ?? '')) return true;
  if (message.text.length > LONGEST_RECEIPT || message.attachments.length > 0) return false;
  if (!beginsWithOne(words, 'receiptSubjects', fold(message.subject.slice(0, 200)))) return false;
  return findAutoReplyWords(words, fold(message.text.slice(0, LONGEST)))('receiptTexts').length > 0;
}
