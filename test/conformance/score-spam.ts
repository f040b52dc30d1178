/** Scores ham and spam: what people wanted is never taken for a machine's mail nor for fraud. */
import { mentions } from '../../src/analyze/analyze.ts';
import { detectLanguage } from '../../src/analyze/language.ts';
import { parseMail } from '../../src/mail/parse.ts';
import type { MailMessage } from '../../src/model/message.ts';
import { routeMessage } from '../../src/receive/route.ts';
import type { Case } from './cases.ts';
import type { Score, Tools } from './scorer.ts';

const MACHINE = new Set(['bounce', 'auto_reply', 'read_receipt', 'complaint']);
const CAUGHT = new Set(['suspicious', 'not_inquiry']);

/** How much spam is caught is only reported: in a shared mailbox an inquiry thrown away costs more than a spam read. */
export async function scoreSpam({ input, expect }: Case, tools: Tools): Promise<Score> {
  const message = await parseMail(input);
  const route = routeMessage(message, contextFor(message, tools));
  const found = { found: route.kind, expected: expect.is_spam ? 'spam' : 'ham' };
  if (expect.is_spam === true) return { 'spam: caught': CAUGHT.has(route.kind) || found };
  return {
    'ham: no machine mail': !MACHINE.has(route.kind) || found,
    'ham: not suspicious': route.kind !== 'suspicious' || found,
  };
}

function contextFor(message: MailMessage, { config, vocabulary }: Tools): Parameters<typeof routeMessage>[1] {
  const { language } = detectLanguage(message.text, 'en');
  return {
    ...config,
    clients: config.mailClients,
    mailboxAddress: 'desk@conformance.invalid',
    vocabulary,
    language,
    mentions: (words) => mentions(words, { catalogue: config.catalogue, vocabulary, words: config.readingWords }),
    answered: [],
    approval: null,
    customer: null,
  };
}
