/** Writes the mails to our own people: the draft to approve, the question asked back, what needs a person. */
import { DateTime } from 'luxon';
import type { Decision, DraftPurpose, DraftText } from '../model/draft.ts';
import type { Feedback, InquiryItem } from '../model/inquiry.ts';
import { type Formats, formatsOf } from './formats.ts';
import { quotationValues, type Reader, rangeValues } from './offer-values.ts';
import { oneLine, quoted } from './plain.ts';
import { chooseLanguage, renderMail, type Values } from './render.ts';
import { bareSubject } from './subject.ts';
import type { InquiryView, ReplyContext, TeamContext } from './view.ts';
import type { TeamWords } from './words.ts';

export type TeamMail = { subject: string; text: string };

export type AskBackReason =
  | Extract<Decision, { kind: 'unclear' }>['reason']
  | 'no_token'
  | 'not_the_approver'
  | 'forged'
  | 'unproven'
  | 'already_decided'
  | 'superseded'
  | 'expired';

/** Why a person has to take over: what the customer's answer means, or what has happened to the work. */
export type PersonReason = Feedback | 'rejected' | 'stage_failed' | 'unreadable' | 'no_address';

/** The mail a person has to look at; `inquiryNo` is null when it has not become an inquiry. */
export type LetterInHand = {
  inquiryNo: string | null;
  subject: string;
  text: string;
  /** Where it stands on a platform. */
  url?: string | null;
};

/** `unfiled`: the customer has it, the Sent folder has not. */
export type UnsentKind = 'refused' | 'uncertain' | 'bounced' | 'unfiled';
export type UnsentMail = { inquiryNo: string; recipient: string; subject: string; response: string };

/** The lines between which a draft stands, word for word, in an approval request. */
export const DRAFT_BEGINS = '----- draft / 草稿 -----';
export const DRAFT_ENDS = '----- end of draft / 草稿结束 -----';

const ANSWERABLE: ReadonlySet<AskBackReason> = new Set<AskBackReason>([
  'empty',
  'condition',
  'edit_without_text',
  'changed_quote',
  'not_understood',
]);

const MOST_ORIGINAL = 8000;
const MOST_ANSWERED = 500;

/**
 * The request to approve a draft: how to answer, what to beware of, what the customer wants, the draft, his words.
 * `tag` stands in the subject and ties the answer to this draft; `answer` is the customer's latest mail, when the
 * draft replies to one.
 */
export function composeApprovalRequest(
  inquiry: InquiryView,
  draft: DraftText & { version: number; purpose: DraftPurpose; to: string },
  tag: string,
  warnings: readonly string[],
  context: ReplyContext,
  answer: string | null = null,
): TeamMail {
  const name = draft.purpose === 'follow_up' ? 'team-follow-up' : 'team-approval';
  const { formats, words, language } = teamReader(name, context);
  const { catalogue, company, today } = context;
  const reader: Reader = { formats, language, catalogue, company, today };
  const received = DateTime.fromJSDate(inquiry.receivedAt, { zone: context.company.timeZone });
  return render(name, context, {
    tag,
    purpose: draft.purpose,
    warnings: warnings.map((warning) => oneLine(warning, 300)),
    who: whoIs(inquiry),
    summary: summaryOf(inquiry.facts.items[0], formats),
    ...situation(inquiry, words, formats),
    offer: quotationValues(inquiry.price.offer, reader),
    range: rangeValues(inquiry.price.offer, reader),
    missing: inquiry.price.missing.filter((gap) => !warnings.includes(gap)).map((gap) => oneLine(gap, 300)),
    draft: { to: draft.to, subject: draft.subject, text: draft.text, version: draft.version, language: draft.language },
    marker: { start: DRAFT_BEGINS, end: DRAFT_ENDS },
    answer: answer === null ? null : quoted(answer, MOST_ORIGINAL),
    receivedOn: received.toFormat('yyyy-MM-dd HH:mm'),
    original: quoted(inquiry.text, MOST_ORIGINAL),
  });
}

/**
 * Tells a team member that his answer sent nothing, and the words that work. `answered` is what he wrote; `tag` is the
 * tag of the draft that still waits, null when there is none.
 */
export function composeAskBack(
  reason: AskBackReason,
  answered: string,
  inquiryNo: string | null,
  tag: string | null,
  context: TeamContext,
): TeamMail {
  return render('team-ask-back', context, {
    tag: tag ?? numberTag(inquiryNo),
    reason,
    answered: answered.trim() === '' ? null : quoted(answered, MOST_ANSWERED),
    canAnswer: tag !== null && ANSWERABLE.has(reason),
  });
}

/** Hands a mail to a person, with the reason and the customer's words. */
export function composeNeedsPerson(reason: PersonReason, letter: LetterInHand, context: TeamContext): TeamMail {
  return render('team-needs-person', context, {
    tag: numberTag(letter.inquiryNo),
    reason,
    subject: subjectOf(letter.subject),
    url: letter.url ? oneLine(letter.url, 500) : null,
    original: quoted(letter.text, MOST_ORIGINAL),
  });
}

/** Asks the person who forwarded a mail for its sender, whom the forward does not show. */
export function composeWhoIsIt(letter: { subject: string; text: string }, context: TeamContext): TeamMail {
  return render('team-who-is-it', context, {
    subject: bareSubject(subjectOf(letter.subject), context.words.subjectPrefixes),
    original: quoted(letter.text, MOST_ORIGINAL),
  });
}

/** Tells the owner that a mail to the customer did not go out, came back, perhaps went out, or has no copy in Sent. */
export function composeNotSent(kind: UnsentKind, mail: UnsentMail, context: TeamContext): TeamMail {
  return render('team-not-sent', context, {
    tag: numberTag(mail.inquiryNo),
    kind,
    recipient: oneLine(mail.recipient, 254),
    subject: subjectOf(mail.subject),
    response: mail.response.trim() === '' ? null : oneLine(mail.response, 500),
  });
}

/** Tells the owner of the desk that mailbox and ledger differ; `count` findings, of which `lines` are named. */
export function composeAudit(lines: readonly string[], count: number, context: TeamContext): TeamMail {
  return render('team-audit', context, { lines: lines.map((line) => oneLine(line, 300)), count });
}

function render(name: string, context: TeamContext, values: Values): TeamMail {
  const { subject, text } = renderMail(context.templates, name, context.owner.language, values);
  return { subject, text };
}

function teamReader(name: string, context: TeamContext): { formats: Formats; words: TeamWords; language: string } {
  const language = chooseLanguage(context.templates, name, context.owner.language);
  return {
    formats: formatsOf(context.words, language),
    words: context.words.team[language === 'zh' ? 'zh' : 'en'],
    language,
  };
}

function situation(inquiry: InquiryView, words: TeamWords, formats: Formats): Values {
  const { triage, background, facts } = inquiry;
  const reasons = [...triage.signals].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, 5);
  const points = (weight: number) => (weight > 0 ? `+${weight}` : String(weight));
  return {
    className: words.classes[triage.class],
    score: triage.score,
    reasons: reasons.map((signal) => `${words.signals[signal.id] ?? signal.id} ${points(signal.weight)}`),
    urgency: words.urgencies[triage.urgency],
    intent: words.intents[triage.intent],
    wants: wantsOf(inquiry, words, formats),
    ownWords: ownWordsOf(inquiry),
    background: [
      words.emailKinds[background.emailKind],
      ...shown(background.website ?? background.domain),
      ...(background.country === null ? [] : [formats.country(background.country)]),
      ...(background.earlierInquiries > 0 ? [`${words.earlierInquiries}: ${background.earlierInquiries}`] : []),
      ...(background.competitor ? [words.competitor] : []),
      ...background.notes.map((note) => oneLine(note, 200)),
    ],
    unclear: facts.unclearPoints.map((point) => ({
      label: words.unclear[point.field],
      reason: oneLine(point.reason, 200),
    })),
    forwardedBy: inquiry.forwardedBy,
    note: oneLine(inquiry.note, 500) || null,
  };
}

function wantsOf({ facts }: InquiryView, words: TeamWords, formats: Formats): string[] {
  const { incoterm, place, deliveryDate, targetPrice, paymentTerms, certificates } = facts;
  const destination =
    place?.value.name ?? (facts.destinationCountry && formats.country(facts.destinationCountry.value));
  return [
    ...facts.items.slice(0, 5).flatMap((item) => shown(summaryOf(item, formats))),
    ...shown([incoterm?.value ?? '', destination ?? ''].join(' ')),
    ...(deliveryDate ? [`${words.delivery[deliveryDate.value.kind]} ${formats.date(deliveryDate.value.date)}`] : []),
    ...certificates.flatMap((certificate) => shown(certificate.value)),
    ...shown(paymentTerms?.value),
    ...(targetPrice
      ? [`${words.targetPrice} ${formats.money(targetPrice.value.amount, targetPrice.value.currency)}`]
      : []),
    ...new Set(facts.asks.map((ask) => formats.words.asks[ask.value])),
  ];
}

/** The words the facts were read from, in his order, so that a misreading is seen at once. */
function ownWordsOf({ facts }: InquiryView): string | null {
  const read = [
    ...facts.items.flatMap((item) => [item.productText, item.quantity]),
    facts.incoterm,
    facts.place,
    facts.deliveryDate,
    facts.targetPrice,
    facts.paymentTerms,
  ].filter((fact) => fact !== null && fact.rawText !== '' && fact.charEnd > 0);
  const inOrder = read.sort((a, b) => (a?.charStart ?? 0) - (b?.charStart ?? 0));
  const said = [...new Set(inOrder.map((fact) => oneLine(fact?.rawText ?? '', 80)))];
  return said.length > 0 ? oneLine(said.join(' … '), 300) : null;
}

function summaryOf(item: InquiryItem | undefined, formats: Formats): string | null {
  if (item === undefined) return null;
  const name = item.productSku ?? subjectOf(item.productText.value).slice(0, 60);
  if (item.quantity === null) return name === '' ? null : name;
  const unit = item.quantityUnit;
  const amount = unit ? formats.quantity(item.quantity.value, unit) : formats.number(item.quantity.value);
  return `${amount} × ${name}`;
}

function whoIs({ customer }: InquiryView): string {
  const name = subjectOf(customer.company ?? customer.name ?? customer.address).slice(0, 80);
  return customer.country === null ? name : `${name} (${customer.country})`;
}

function shown(words: string | null | undefined): string[] {
  const line = oneLine(words ?? '', 120);
  return line === '' ? [] : [line];
}

function numberTag(inquiryNo: string | null): string {
  return inquiryNo === null ? '' : `[${inquiryNo}]`;
}

// Square brackets in a subject are ours: they hold the tag that an answer is recognised by.
function subjectOf(words: string): string {
  return oneLine(words, 200).replaceAll('[', '(').replaceAll(']', ')');
}
