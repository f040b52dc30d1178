/** Looks a letter over before it goes to a customer (domain 5.1, checklist before sending). The entry of this folder. */
import { detectLanguage } from '../../analyze/language.ts';
import type { Company } from '../../model/company.ts';
import { checkCertificates } from './certificates.ts';
import { findUnanswered } from './coverage.ts';
import { findForeignFigures, readLetter } from './figures.ts';
import { checkFiles } from './files.ts';
import { type Finding, finding, inOwnWords } from './finding.ts';
import { primaryOf } from './known-figures.ts';
import { buyerWords, companyWords } from './known-words.ts';
import type { CheckFacts, CheckSources, Letter } from './letter.ts';
import { checkOfferBlock } from './offer-block.ts';
import { checkName, checkRecipient, findOtherCustomers } from './people.ts';
import { findPlaceholders } from './placeholders.ts';

const LONGEST_TEXT = 20_000;
const SURE = 0.9;
/** Shorter texts say too little about their language. */
const TELLING = 160;
const MOST_MISSPELLINGS = 10;

/** No finding = nothing speaks against sending it. Pure; the same letter and facts give the same findings. */
export function checkLetter(letter: Letter, facts: CheckFacts, sources: CheckSources): Finding[] {
  const found = [
    ...circumstances(facts),
    ...checkRecipient(letter, facts),
    ...checkFiles(letter, facts),
    ...words(letter, facts, sources),
  ];
  return letter.edited ? found.map(inOwnWords) : found;
}

/** What does not depend on the words. */
function circumstances({ inquiry, quarantined, sanctions, approvedBy, reply, context }: CheckFacts): Finding[] {
  const mailable = reply.policy === 'smtp' || reply.policy === 'relay_by_mail';
  return [
    ...(quarantined ? [finding('quarantined')] : []),
    ...(sanctions === 'possible_match' ? [finding('sanctions')] : []),
    ...(inquiry.price.belowFloor && isOnlySales(approvedBy, context.company) ? [finding('below_floor')] : []),
    ...(mailable ? [] : [finding('channel', reply.policy)]),
  ];
}

/** Somebody has agreed who may not, and there is one who may. */
function isOnlySales(approvedBy: CheckFacts['approvedBy'], { team }: Company): boolean {
  return approvedBy === 'sales' && team.some(({ role }) => role === 'manager');
}

function words(letter: Letter, facts: CheckFacts, sources: CheckSources): Finding[] {
  const { subject, text } = letter;
  const empty = [
    ...(text.trim() === '' ? [finding('no_text')] : []),
    ...(subject.trim() === '' ? [finding('no_subject')] : []),
  ];
  if (text.trim() === '') return empty;
  // A longer text is not looked through and does not leave.
  if (text.length > LONGEST_TEXT || subject.length > LONGEST_TEXT)
    return [...empty, finding('too_long', String(text.length))];
  const read = readLetter(letter, facts, sources);
  const language = primaryOf(letter.language);
  const known = `${companyWords(facts, letter.language, text)}\n${buyerWords(facts)}`;
  return [
    ...empty,
    ...findPlaceholders(subject, read.text, language, known),
    ...findOtherCustomers(letter, facts),
    ...checkName(letter, facts),
    ...findForeignFigures(letter, read, facts, sources),
    ...checkOfferBlock(letter, read, facts),
    ...checkCertificates(letter, read, facts, sources),
    ...findUnanswered(letter, read, facts, sources),
    ...languageFault(read.text, language),
    ...(facts.misspelled ?? [])
      .slice(0, MOST_MISSPELLINGS)
      .map(({ word, position }) => finding('spelling', word, position)),
  ];
}

function languageFault(text: string, language: string): Finding[] {
  const found = detectLanguage(text, language);
  return text.length >= TELLING && found.language !== language && found.confidence > SURE
    ? [finding('language', found.language)]
    : [];
}
