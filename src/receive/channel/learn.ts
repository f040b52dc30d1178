/** Proposes the layout file of a form or platform from one example, with the questions only a person can answer. */
import { stringify } from 'yaml';
import type { ChannelField, ChannelWords } from '../../model/channel.ts';
import type { MailMessage } from '../../model/message.ts';
import { belongsTo, organisationOf } from '../organisation.ts';
import type { ReadFields } from './found-lines.ts';
import { labelledValues, loneLabel } from './label-line.ts';
import { compilePattern, matchPattern, patternLine } from './pattern.ts';
import { type PreparedWords, prepareWords } from './prepared.ts';
import { readFields } from './read-fields.ts';

/** `yaml` is the file to put into config/channels; `questions` are plain sentences. */
export type LearnedChannel = { id: string; yaml: string; questions: string[] };

const MOST_MARKERS = 2;
const LONGEST_MARKER = 120;
const MOST_LINES = 300;
/** A shorter value would be found in any line. */
const SHORTEST_VALUE = 3;

/** Reads the example with the general words alone: what they do not know is asked. */
export function learnChannel(
  message: MailMessage,
  settings: { words: ChannelWords; ownDomains: readonly string[] },
): LearnedChannel {
  const words = prepareWords(settings.words);
  const read = readFields(message.text, words, null);
  const address = message.from?.address ?? '';
  const isOwnSite = address === '' || belongsTo(address, settings.ownDomains);
  const organisation = organisationOf(address) ?? 'unknown';
  const id = idOf(isOwnSite ? `form-${message.subject}` : (organisation.split('.')[0] ?? ''));
  const subject = generalised(message.subject, read);
  const markers = markersOf(message, read, words);
  const layout: Record<string, unknown> = {
    id,
    kind: isOwnSite ? 'web_form' : 'other_platform',
    title: message.from?.name || organisation,
    ...(isOwnSite ? {} : { domains: [organisation] }),
    match: isOwnSite ? { subjects: subject, markers } : { addresses: [address], subjects: subject, markers },
    ...(holdsField(subject) ? { subjects: subject } : {}),
    reply: { withAddress: 'smtp', withoutAddress: isOwnSite ? 'forbidden' : 'copy_to_platform' },
  };
  const comment = `# Learned from one mail of ${address || 'our site'}. Check it, answer the questions, then put it into config/channels/.`;
  const questions = questionsOn(message, read, isOwnSite, markers, settings.words);
  const asked = questions.map((question) => `#   ${question}`).join('\n');
  return {
    id,
    yaml: `${comment}\n${asked}\n${stringify(layout, { lineWidth: 120, aliasDuplicateObjects: false })}`,
    questions,
  };
}

function questionsOn(
  { replyTo, from }: MailMessage,
  { fields, found, emails }: ReadFields,
  isOwnSite: boolean,
  markers: readonly string[],
  words: ChannelWords,
): string[] {
  const labels = Object.keys(words.languages).length > 0 ? fields.others.map(({ label }) => label) : [];
  const missing = (['name', 'email', 'country'] as const).filter((field) => fields[field] === null);
  const replies = replyTo.map(({ address }) => address).filter((address) => address !== from?.address);
  return [
    ...labels.map((label) => `What does "${label}" say: a name, company, product, quantity …? Add it under labels.`),
    ...missing.map((field) => `Where does the mail say the buyer's ${field}? It was not found.`),
    fields.message === null
      ? 'Where does the message begin and end? It was not found: add message.after and message.before.'
      : `Is this the whole message, and nothing else: "${start(fields.message)} … ${end(fields.message)}"?`,
    ...(emails.length > 1 ? [`Which of these is the buyer's address: ${emails.join(', ')}?`] : []),
    ...(emails.length === 0 && replies.length > 0
      ? [`Is ${replies.join(', ')} (Reply-To) the buyer's own address?`]
      : []),
    ...(isOwnSite ? [] : ['May the buyer be answered by mail, or only on the platform (reply)?']),
    ...(isOwnSite ? [] : ['Which mails of this sender are no inquiries (notInquiry)?']),
    ...(markers.length === 0 ? ['Which line stands in every such mail? Add it under match.markers.'] : []),
    ...(found.size < 2 ? ['Hardly any labelled line was found: is this really a form or platform?'] : []),
  ];
}

/** The subject with what belongs to this buyer replaced; a subject that is nothing else says nothing. */
function generalised(subject: string, { fields }: ReadFields): string[] {
  let pattern = subject.replace(/[{}*]/g, ' ').trim().slice(0, 180);
  const values: [ChannelField, string | null][] = [
    ['name', fields.name],
    ['company', fields.company],
    ['product', fields.product],
    ['reference', fields.reference],
    ['subject', fields.subject === subject ? null : fields.subject],
  ];
  for (const [field, value] of values) {
    if (value && value.length >= SHORTEST_VALUE) pattern = pattern.replace(value, `{${field}}`);
  }
  pattern = pattern.replace(/#?\d[\d:./-]{2,}/g, '*');
  const own = pattern.replace(/\{[a-zA-Z]+\}|\*/g, '');
  if (!/\p{L}{3}/u.test(own)) return [];
  return matchPattern(compilePattern(pattern), patternLine(subject)) ? [pattern] : [];
}

/** Lines before the first label that hold nothing of this buyer. */
function markersOf({ text }: MailMessage, { fields }: ReadFields, words: PreparedWords): string[] {
  const values = [fields.name, fields.company, fields.email, fields.product].filter((value) => value !== null);
  const message = fields.message ?? '';
  const lines = text.split('\n', MOST_LINES).map((line) => line.trim());
  const firstLabel = lines.findIndex(
    (line) => line !== '' && (loneLabel(line, words, null) !== null || labelledValues(line, words, null).length > 0),
  );
  return lines
    .slice(0, Math.max(firstLabel, 0))
    .filter((line) => line.length >= 12 && line.length <= LONGEST_MARKER && !/\d{3}|[{}*@]/.test(line))
    .filter(
      (line) =>
        !/^(?:dear|hi|hello|hallo|bonjour|hola|尊敬)/i.test(line) &&
        !message.includes(line) &&
        !values.some((value) => line.includes(value)),
    )
    .slice(0, MOST_MARKERS)
    .map((line) => `*${line}*`);
}

function holdsField(patterns: readonly string[]): boolean {
  return patterns.some((pattern) => pattern.includes('{'));
}

function idOf(text: string): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 30)
    .replace(/-$/, '');
  return plain.length >= 2 ? plain : 'learned-form';
}

function start(message: string): string {
  return message.slice(0, 40).replace(/\s+/g, ' ');
}

function end(message: string): string {
  return message.slice(-40).replace(/\s+/g, ' ');
}
