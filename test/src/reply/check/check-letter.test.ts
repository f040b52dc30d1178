import { describe, expect, it } from '@jest/globals';
import { LibraryDocument } from '../../../../src/model/documents.ts';
import { FINDING_CODES, finding, inOwnWords, judge } from '../../../../src/reply/check/finding.ts';
import type { CheckFacts, Letter } from '../../../../src/reply/check/letter.ts';
import { sayFinding } from '../../../../src/reply/check/say-finding.ts';
import { context, fact, inquiry, quotation, range } from '../sample.ts';
import { factsOf, look } from './look-over.ts';

const codes = (text: string, letter: Partial<Letter> = {}, facts: Partial<CheckFacts> = {}) =>
  look(text, letter, facts).map(({ code }) => code);
const view = factsOf(inquiry).inquiry;
const asking = (...questions: string[]) => ({
  inquiry: {
    ...view,
    facts: { ...inquiry.facts, questions: questions.map((text, no) => ({ no, text, topic: null })) },
  },
});
const certificate = (more: object) =>
  LibraryDocument.parse({
    id: 'c',
    kind: 'certificate',
    file: 'c.pdf',
    certifies: ['BSCI'],
    number: '1',
    issuer: 'TÜV',
    holder: 'Lakeside Steelware Co., Ltd.',
    issued: '2025-01-01',
    expires: '2027-01-01',
    ...more,
  });

describe('placeholders', () => {
  it.each([
    ['Dear {{ name }},'],
    ['{% if %}'],
    ['price XX per pc'],
    ['TODO: ask'],
    ['Dear [name],'],
    ['Dear {customer},'],
    ['Dear undefined,'],
    ['We will call you on ____.'],
    ['Price: NaN'],
    ['[object Object]'],
    ['Delivery: TBD'],
    ['Dear <first name>,'],
  ])('are found: %s', (text) => {
    expect(codes(text)).toEqual(expect.arrayContaining(['placeholder']));
  });

  it.each([
    ['en', 'XXL bottles'],
    ['es', 'TODO incluido'],
    ['de', 'null Problemo'],
    ['en', 'see [1] and (a)'],
    ['zh', '【重要】请确认'],
    ['en', 'OK ... fine'],
  ])('are not seen where there are none (%s): %s', (language, text) => {
    expect(codes(text, { language })).not.toContain('placeholder');
  });

  it("may stand in the buyer's subject, which ours goes on with, but not in the text", () => {
    const facts = { inquiry: { ...view, subject: '[EXTERNAL] {{x}} RFQ', facts: { ...inquiry.facts, questions: [] } } };
    expect(codes('Hello', { subject: 'Re: [EXTERNAL] {{x}} RFQ' }, facts)).toEqual([]);
    expect(codes('Hello {{x}}', { subject: 'Re: [EXTERNAL]' }, facts)).toContain('placeholder');
  });
});

describe('people', () => {
  it.each([
    [{ recipient: null }, {}, ['no_recipient']],
    [{ recipient: 'a@b\r\n.example' }, {}, ['no_recipient']],
    [{ recipient: 'somebody@else.example' }, {}, ['foreign_recipient']],
    [{ recipient: 'P.Meyer@Nordlicht.example' }, {}, []],
    [{}, { suppressed: true }, ['suppressed']],
  ] as [Partial<Letter>, Partial<CheckFacts>, string[]][])('recipient %j', (letter, facts, expected) => {
    expect(codes('Hello', letter, facts)).toEqual(expected);
  });

  it.each([
    ['Paul Meyer', 'Dear Paul Meyer,', false],
    ['Paul Meyer', 'Dear Mr Meyer,', false],
    ['Paul Meyer', 'Dear Paul Mayer,', true],
    ['Paul Meyer', 'Dear Mr Meyr,', true],
    ['Jürgen Müller', 'Sehr geehrter Herr Muller,', true],
    ['Jürgen Müller', 'Sehr geehrter Herr Müller,', false],
    ['JÜRGEN MÜLLER', 'Sehr geehrter Herr Müller,', false],
    ['Tanaka', 'Tanaka様', false],
    ['Иван Петров', 'Здравствуйте, Иван Петроф!', true],
    ['Ann', 'Dear Anna,', false],
    ['Dean Smith', 'Dear Mr Smith,', false],
  ])('spells %s in "%s"', (name, text, isWrong) => {
    const facts = {
      inquiry: { ...view, customer: { ...view.customer, name }, facts: { ...inquiry.facts, questions: [] } },
    };
    expect(codes(text, {}, facts).includes('name')).toBe(isWrong);
  });

  it.each([
    ['company', 'Tiroler Sport AG', 'We also supply Tiroler Sport AG.', true],
    ['company', 'Tiroler Sport AG', 'We also supply TIROLER SPORT AG.', true],
    ['company', 'Nord', 'Greetings to the nord.', false],
    ['company', 'Sport', 'We love Sports.', false],
    ['company', 'Nordlicht Outdoor', 'Nordlicht Outdoor GmbH is you.', false],
    ['company', '杭州西湖贸易', '我们也供货给杭州西湖贸易有限公司。', true],
    ['person', 'Hans Gruber', 'as we told Hans Gruber', true],
    ['person', 'Hans', 'as we told Hans', false],
    ['person', 'Li Na', 'Best regards, Li Na', false],
    ['number', 'Q-2026-0999', 'our quotation Q-2026-0999', true],
    ['number', 'INQ-2026-000777', 'see INQ-2026-000777', true],
    ['address', 'hans@tiroler.example', 'cc hans@tiroler.example', true],
  ] as const)('another %s %s in "%s"', (kind, name, text, isFound) => {
    expect(codes(text, {}, { others: [{ kind, name }] }).includes('other_customer')).toBe(isFound);
  });

  it('lets the buyer be reminded of whom he named himself', () => {
    const named = {
      inquiry: { ...view, text: 'We are an agent of Tiroler Sport AG.', facts: { ...inquiry.facts, questions: [] } },
    };
    const others = [{ kind: 'company' as const, name: 'Tiroler Sport AG' }];
    expect(codes('Do you write for Tiroler Sport AG?', {}, { ...named, others })).toEqual([]);
  });
});

describe('the offer', () => {
  const whole =
    'CIF Hamburg USD 5.57, valid until 8 December 2026. Lead time: 28 days after we receive the 30 % deposit and your approval of the artwork.';
  it.each([
    [whole, []],
    [whole.replace('CIF Hamburg ', ''), ['term_missing']],
    [whole.replace('CIF Hamburg', 'CIF'), ['term_missing']],
    [whole.replace(', valid until 8 December 2026', ''), ['validity_missing']],
    [whole.replace(/Lead.*/, ''), ['lead_time_basis_missing']],
    [whole.replace(/ after.*/, '.'), ['lead_time_basis_missing']],
    ['Thank you, we are looking into it.', []],
  ])('has what belongs to a price: %s', (text, expected) => {
    const facts = { inquiry: { ...view, facts: { ...inquiry.facts, questions: [] } } };
    expect(codes(text, { purpose: 'reply' }, facts)).toEqual(expected);
  });

  it('of a range needs no lead time', () => {
    const facts = {
      inquiry: { ...view, price: { ...view.price, offer: range }, facts: { ...inquiry.facts, questions: [] } },
    };
    expect(codes('USD 5.20 FOB Ningbo until 8 December 2026', { purpose: 'reply' }, facts)).toEqual([]);
    expect(codes('USD 5.20', { purpose: 'reply' }, facts)).toEqual(['term_missing', 'validity_missing']);
  });

  it('has not ended on the day the letter leaves', () => {
    expect(codes('USD 5.57', {}, { leavesOn: quotation.validUntil })).toEqual([]);
    expect(codes('USD 5.57', {}, { leavesOn: '2026-12-09' })).toEqual(['offer_expired']);
    expect(codes('It was valid until 8 December 2026: USD 5.57', {}, { leavesOn: '2026-12-09' })).toEqual([]);
  });
});

describe('certificates', () => {
  it.each([
    ['LFGB is available.', []],
    ['We have LFGB and FDA.', []],
    ['We hold BSCI.', ['certificate_not_held']],
    ['All bottles are UL certified.', ['certificate_not_held']],
    ['UL: we will confirm by 26 November 2026.', []],
    ['LFGB is available; BSCI we will confirm by 26 November 2026.', []],
    ['Do you need BSCI?', []],
    ['We have no BSCI.', []],
    ['The price is fine. CE: we will confirm by 26 November 2026.', []],
    ['Beautiful bottles are UL certified, as you asked.', ['certificate_not_held']],
    ['We had no BSCI before. We hold BSCI now.', ['certificate_not_held']],
  ])('that are claimed are held: %s', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('of the library count while they are valid', () => {
    expect(codes('We hold BSCI.', {}, { library: [certificate({})] })).toEqual([]);
    expect(codes('We hold BSCI.', {}, { library: [certificate({ expires: '2026-11-23' })] })).toEqual([
      'certificate_expired',
    ]);
    const renewed = [certificate({ expires: '2026-11-23' }), certificate({ id: 'd' })];
    expect(codes('We hold BSCI.', {}, { library: renewed })).toEqual([]);
    expect(codes('We hold BSCI.', {}, { library: [certificate({ products: ['OTHER'] })] })).toEqual([
      'certificate_not_held',
    ]);
  });
});

describe('files', () => {
  const file = { name: 'VB.pdf', bytes: 1000, sha256: 'a' };
  const chosen = { ...file, document: null };
  it.each([
    [[file], { files: [chosen] }, []],
    [[], { files: [chosen] }, ['document_missing']],
    [[{ ...file, sha256: 'b' }], { files: [chosen] }, ['document_changed']],
    [[file], { files: [] }, ['document_unknown']],
    [[file], { files: null }, []],
    [[{ ...file, name: 'renamed.pdf' }], { files: [chosen] }, []],
    [[file], { files: [{ ...file, document: certificate({ expires: '2026-11-23' }) }] }, ['document_expired']],
    [[{ ...file, bytes: 7_400_000 }], {}, ['too_large']],
    [[{ ...file, bytes: 7_000_000 }], {}, []],
    [[file], { reply: { policy: 'smtp', limits: { mailBytes: 20_000 } } }, ['too_large']],
    [[file], { reply: { policy: 'smtp', limits: { fileTypes: ['jpg'] } } }, ['file_not_allowed']],
    [[file, file], { reply: { policy: 'smtp', limits: { attachments: 1 } } }, ['file_not_allowed']],
  ] as [Letter['attachments'], Partial<CheckFacts>, string[]][])('%j with %j', (attachments, facts, expected) => {
    expect(codes('Hello', { attachments }, facts)).toEqual(expected);
  });
});

describe('circumstances', () => {
  const below = {
    inquiry: { ...view, price: { ...view.price, belowFloor: true }, facts: { ...inquiry.facts, questions: [] } },
  };
  const [sales] = context.company.team;
  const managed = {
    ...context,
    company: { ...context.company, team: sales ? [sales, { ...sales, role: 'manager' as const }] : [] },
  };
  it.each([
    [{ quarantined: true }, ['quarantined']],
    [{ sanctions: 'possible_match' }, ['sanctions']],
    [{ sanctions: 'clear' }, []],
    [{ reply: { policy: 'copy_to_platform', limits: null } }, ['channel']],
    [{ reply: { policy: 'forbidden', limits: null } }, ['channel']],
    [{ reply: { policy: 'relay_by_mail', limits: null } }, []],
    [{ ...below, context: managed, approvedBy: 'sales' }, ['below_floor']],
    [{ ...below, context: managed, approvedBy: 'manager' }, []],
    [{ ...below, approvedBy: 'sales' }, []],
  ] as [Partial<CheckFacts>, string[]][])('%#', (facts, expected) => {
    expect(codes('Hello', {}, facts)).toEqual(expected);
  });

  it('misses text and subject', () => {
    expect(codes('\n', { subject: ' ' })).toEqual(['no_text', 'no_subject']);
  });

  it('tells another language', () => {
    const german =
      'Vielen Dank für Ihre Anfrage. Wir freuen uns über Ihr Interesse an unseren Flaschen und melden uns in den nächsten Tagen noch einmal bei Ihnen, sobald wir die Einzelheiten geklärt haben.';
    expect(codes(german, { language: 'de' })).toEqual([]);
    expect(codes(german)).toContain('language');
  });
});

describe('questions', () => {
  it.each([
    ['1. "Is the lid leak-proof?" - we will confirm by 26 November 2026.', []],
    ['Yes, every lid is leak-proof.', []],
    ['Thank you for your mail.', ['unanswered']],
  ])('are answered or put off: %s', (text, expected) => {
    expect(codes(text, { purpose: 'reply' }, asking('Is the lid leak-proof?'))).toEqual(expected);
  });

  it('about a topic are answered by words about it', () => {
    const facts = {
      inquiry: {
        ...view,
        facts: {
          ...inquiry.facts,
          questions: [{ no: 1, text: '¿Cuál es el plazo?', topic: 'lead_time' as const }],
          asks: [fact('lead_time' as const)],
        },
      },
    };
    expect(codes('The production time depends on the colour.', { purpose: 'reply' }, facts)).toEqual([]);
    expect(codes('Thank you.', { purpose: 'reply' }, facts)).toEqual(['unanswered']);
  });
});

describe('what follows', () => {
  const hard = finding('suppressed');
  const figure = finding('figure', 'USD 4');
  const judgement = finding('unanswered');
  it.each([
    [[], false, false, 'send'],
    [[judgement], false, false, 'send'],
    [[figure], false, false, 'block'],
    [[figure], true, false, 'confirm'],
    [[figure], true, true, 'send'],
    [[hard], true, true, 'block'],
    [[hard, figure], true, false, 'block'],
  ])('%j, edited %s, confirmed %s: %s', (findings, edited, confirmed, kind) => {
    expect(judge(findings, { edited, confirmed }).kind).toBe(kind);
  });

  it('a person may mean what he wrote himself, but not what never leaves', () => {
    expect(inOwnWords(figure).severity).toBe('warning');
    expect(inOwnWords(hard).severity).toBe('fault');
    expect(look('USD 5.30', { edited: true })).toMatchObject([{ code: 'figure', severity: 'warning' }]);
  });

  it('is said in both languages, with the words it is about on one line', () => {
    for (const team of Object.values(context.words.team)) {
      for (const code of FINDING_CODES) {
        const said = sayFinding(finding(code, 'a\nb $& {evidence}'), team);
        expect(said).not.toContain('\n');
        expect(said.length).toBeGreaterThan(5);
      }
    }
    expect(sayFinding(figure, context.words.team.en)).toContain('USD 4');
  });
});
