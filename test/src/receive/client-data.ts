/** The checked data files and a bare mail for the tests of the rooms receive and reply. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { compileVocabulary, VocabularyData } from '../../../src/analyze/vocabulary.ts';
import { AutoReplyWords } from '../../../src/model/auto-reply-words.ts';
import { BouncePhrases } from '../../../src/model/bounce-phrases.ts';
import { ChannelLayout, type ChannelSettings, ChannelWords } from '../../../src/model/channel.ts';
import { DecisionWords } from '../../../src/model/decision-words.ts';
import { MailClients } from '../../../src/model/mail-clients.ts';
import type { MailMessage } from '../../../src/model/message.ts';
import { ReadingWords } from '../../../src/model/reading-words.ts';
import { RiskSettings } from '../../../src/model/risk-settings.ts';

const read = (file: string): unknown => load(readFileSync(join(import.meta.dirname, '../../../config', file), 'utf8'));

export const clients = MailClients.parse(read('mail-clients.yaml'));
export const bouncePhrases = BouncePhrases.parse(read('bounce-phrases.yaml'));
export const autoReplyWords = AutoReplyWords.parse(read('auto-reply-words.yaml'));
export const readingWords = ReadingWords.parse(read('reading-words.yaml'));
export const decisionWords = DecisionWords.parse(read('decision-words.yaml'));
export const vocabulary = compileVocabulary(VocabularyData.parse(read('vocabulary.json')));

export const riskSettings = RiskSettings.parse(read('risk.yaml'));
export const channels: ChannelSettings = {
  layouts: readdirSync(join(import.meta.dirname, '../../../config/channels')).map((file) =>
    ChannelLayout.parse(read(`channels/${file}`)),
  ),
  words: ChannelWords.parse(read('channel-words.yaml')),
};

export function mail(parts: Partial<MailMessage>): MailMessage {
  return {
    messageId: '<m1@buyer.example>',
    inReplyTo: null,
    references: [],
    subject: 'Hello',
    date: '2026-11-02T10:11:00+01:00',
    from: { name: 'Ann Smith', address: 'ann@buyer.example' },
    replyTo: [],
    to: [{ name: '', address: 'desk@seller.example' }],
    cc: [],
    text: '',
    contentType: 'text/plain',
    headers: {},
    attachments: [],
    embedded: [],
    report: null,
    ...parts,
  };
}
