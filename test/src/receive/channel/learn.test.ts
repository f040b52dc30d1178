import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { ChannelLayout } from '../../../../src/model/channel.ts';
import { learnChannel } from '../../../../src/receive/channel/learn.ts';
import { channels, mail } from '../client-data.ts';

const example = mail({
  from: { name: 'Trade Bazaar', address: 'leads@notify.tradebazaar.example' },
  subject: 'Lead 77123 from Eva Roth',
  text: 'A buyer on Trade Bazaar has a question for you.\n\nName: Eva Roth\nGlove size: 9\nMessage: Please quote 600 pairs of gloves.\n\nPlease do not reply to this e-mail.',
});

describe('learnChannel', () => {
  const { yaml, questions, id } = learnChannel(example, { words: channels.words, ownDomains: ['seller.example'] });

  it('proposes a layout that can be used as it is', () => {
    expect(id).toBe('tradebazaar');
    expect(ChannelLayout.parse(load(yaml))).toMatchObject({
      id: 'tradebazaar',
      kind: 'other_platform',
      domains: ['tradebazaar.example'],
      match: {
        addresses: ['leads@notify.tradebazaar.example'],
        subjects: ['Lead * from {name}'],
        markers: ['*A buyer on Trade Bazaar has a question for you.*'],
      },
    });
  });

  it('asks what it cannot know', () => {
    expect(questions).toEqual(
      expect.arrayContaining([
        expect.stringContaining('"Glove size"'),
        expect.stringContaining("buyer's email"),
        expect.stringContaining('answered by mail'),
      ]),
    );
  });

  it('takes no domain of ours for that of a platform', () => {
    const own = learnChannel(
      { ...example, from: { name: 'Site', address: 'web@seller.example' } },
      { words: channels.words, ownDomains: ['seller.example'] },
    );
    expect(ChannelLayout.parse(load(own.yaml))).toMatchObject({ kind: 'web_form', domains: [] });
  });
});
