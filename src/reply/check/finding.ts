/** What the check before sending can find, how heavy it weighs, and what follows for the mail (domain 5.1). */

/**
 * `hard`: never leaves, whoever has approved it. `figure`: blocks words of ours; in words of a person's own it is asked
 * once. `judgement`: a person sees it and decides. `hint`: the same, and may be nothing.
 */
type Weight = 'hard' | 'figure' | 'judgement' | 'hint';

const WEIGHTS = {
  no_recipient: 'hard',
  no_text: 'hard',
  no_subject: 'hard',
  too_long: 'hard',
  placeholder: 'hard',
  foreign_recipient: 'hard',
  suppressed: 'hard',
  other_customer: 'hard',
  document_missing: 'hard',
  document_changed: 'hard',
  document_unknown: 'hard',
  document_expired: 'hard',
  too_large: 'hard',
  file_not_allowed: 'hard',
  certificate_not_held: 'hard',
  certificate_expired: 'hard',
  sanctions: 'hard',
  below_floor: 'hard',
  channel: 'hard',
  quarantined: 'hard',
  figure: 'figure',
  currency: 'figure',
  link: 'figure',
  name: 'judgement',
  term_missing: 'judgement',
  validity_missing: 'judgement',
  lead_time_basis_missing: 'judgement',
  offer_expired: 'judgement',
  unanswered: 'judgement',
  language: 'judgement',
  spelling: 'hint',
} as const satisfies Record<string, Weight>;

export type FindingCode = keyof typeof WEIGHTS;
export const FINDING_CODES = Object.keys(WEIGHTS) as FindingCode[];

/** `evidence`: the words or names it is about, '' for none; `position`: a range of the letter's text. */
export type Finding = {
  code: FindingCode;
  severity: 'fault' | 'warning';
  evidence: string;
  position?: [number, number];
};

/** What may happen to a mail: it leaves, the person is asked once whether he means it, or it stays. */
export type Verdict = { kind: 'send' } | { kind: 'confirm' | 'block'; findings: Finding[] };

/** A finding in words of ours; `inOwnWords` makes of it what it is in words of a person's own. */
export function finding(code: FindingCode, evidence = '', position?: [number, number]): Finding {
  const severity = WEIGHTS[code] === 'hint' ? 'warning' : 'fault';
  return position === undefined ? { code, severity, evidence } : { code, severity, evidence, position };
}

/** What a person has written himself he may mean: only what never leaves stays a fault. */
export function inOwnWords(found: Finding): Finding {
  return WEIGHTS[found.code] === 'hard' ? found : { ...found, severity: 'warning' };
}

/**
 * What follows from the findings for a mail that a person has approved, and has seen the findings of.
 * @param words `edited`: they are his own; `confirmed`: he was asked about their figures and said "send" again
 */
export function judge(findings: readonly Finding[], words: { edited: boolean; confirmed: boolean }): Verdict {
  const ofWeight = (weight: Weight) => findings.filter(({ code }) => WEIGHTS[code] === weight);
  const hard = ofWeight('hard');
  const figures = ofWeight('figure');
  if (!words.edited && figures.length > 0) return { kind: 'block', findings: [...hard, ...figures] };
  if (hard.length > 0) return { kind: 'block', findings: hard };
  if (words.edited && !words.confirmed && figures.length > 0) return { kind: 'confirm', findings: figures };
  return { kind: 'send' };
}
