/** Sets what a person says of an inquiry against what was read of it: its class, or a fact. */
import countries from 'i18n-iso-countries';
import { addCorrection, keepCorrections } from '../analyze/keep-corrections.ts';
import { type ReadValue, readCorrection } from '../analyze/read-correction.ts';
import type { App } from '../app.ts';
import { enrichCustomer } from '../background/enrich.ts';
import type { Db } from '../db/connect.ts';
import { recordBackground, renameCustomer } from '../db/contacts.ts';
import type { LoadedInquiry } from '../db/inquiry-view.ts';
import type { TeamMember } from '../model/company.ts';
import type { CorrectedFact, Correction } from '../model/correction.ts';
import type { ReviseCommand } from '../model/draft.ts';
import { mailAddress } from '../model/hidden-address.ts';
import type { Background, ContactFacts } from '../model/inquiry.ts';
import type { DraftNote } from '../model/revision.ts';
import type { Impossible } from '../reply/compose-ask-back.ts';

type CorrectionCommand = Extract<ReviseCommand, { kind: 'class' | 'fact' }>;
export type Corrected = { inquiry: LoadedInquiry; notes: DraftNote[]; impossible: Impossible[] };

/** Facts that the price is calculated from. */
const PRICED: ReadonlySet<Correction['kind']> = new Set<Correction['kind']>([
  'quantity',
  'product',
  'country',
  'destination',
]);
const MOST_SKUS = 8;

export function isCorrection(command: ReviseCommand): command is CorrectionCommand {
  return command.kind === 'class' || command.kind === 'fact';
}

/** Whether the customer gets another name, under which he would be compared with the sanctions lists. */
export function renames(commands: readonly ReviseCommand[]): boolean {
  return commands.some((command) => command.kind === 'fact' && (command.fact === 'company' || command.fact === 'name'));
}

/** Whether the price has to be calculated anew. */
export function changesPrice(notes: readonly DraftNote[]): boolean {
  return notes.some(({ kind }) => PRICED.has(kind as Correction['kind']));
}

/** The inquiry as it is known afterwards; nothing is stored yet. */
export function correctInquiry(
  app: App,
  inquiry: LoadedInquiry,
  commands: readonly CorrectionCommand[],
  { person, messageId }: { person: TeamMember; messageId: number },
): Corrected {
  const said = { by: person.email, name: person.name, at: app.clock.now().toISOString(), messageId };
  const corrected: Corrected = { inquiry, notes: [], impossible: [] };
  for (const command of commands) {
    const value = readValue(app, corrected.inquiry, command, person);
    if (value === null && command.kind === 'fact') {
      corrected.impossible.push(unreadable(app, corrected.inquiry, command, person));
    }
    if (value === null) continue;
    const typed = command.kind === 'fact' ? command.value : command.class;
    const correction = { ...value, ...said, typed } as Correction;
    const next = laidOver(app, corrected.inquiry, correction);
    corrected.notes.push({ ...noteOn(correction, corrected.inquiry, next), by: person.name });
    corrected.inquiry = next;
  }
  return corrected;
}

/** The columns that hold it. */
export function correctedColumns({ row }: LoadedInquiry) {
  return {
    corrections: JSON.stringify(row.corrections),
    contact_facts: JSON.stringify(row.contact_facts),
    facts: JSON.stringify(row.facts),
    triage: JSON.stringify(row.triage),
    class: row.class,
    background: JSON.stringify(row.background),
  };
}

/** The contact is known under what the person has set, in later inquiries too. */
export async function recordCorrected(trx: Db, app: App, { row }: LoadedInquiry): Promise<void> {
  if (!row.contact_facts || !row.background) return;
  const found = { background: row.background, facts: row.contact_facts, language: row.language ?? 'en' };
  await recordBackground(trx, row.contact_id, { ...found, at: app.clock.now() });
  const { company, country, confirmed = {} } = row.contact_facts;
  const set = { ...(confirmed.company ? { name: company } : {}), ...(confirmed.country ? { country } : {}) };
  if (Object.keys(set).length > 0) await renameCustomer(trx, row.contact_id, set);
}

function readValue(
  { config, vocabulary }: App,
  { view }: LoadedInquiry,
  command: CorrectionCommand,
  { language }: TeamMember,
): ReadValue | null {
  if (command.kind === 'class') return { kind: 'class', class: command.class };
  const { catalogue, readingWords: words } = config;
  const typed = { typed: command.value, instead: command.instead };
  return readCorrection(command.fact, typed, { items: view.facts.items, language, catalogue, vocabulary, words });
}

function laidOver(app: App, inquiry: LoadedInquiry, correction: Correction): LoadedInquiry {
  const { row, view } = inquiry;
  if (!row.contact_facts) return inquiry;
  const read = { contact: row.contact_facts, facts: view.facts, triage: view.triage };
  const { contact, facts, triage } = keepCorrections(read, [correction]);
  const background = concluded(app, inquiry, contact);
  const customer = {
    ...view.customer,
    name: contact.name ?? view.customer.name,
    company: contact.company ?? view.customer.company,
    country: background.country,
  };
  const corrections = addCorrection(row.corrections, correction);
  return {
    ...inquiry,
    row: { ...row, corrections, contact_facts: contact, facts, triage, class: triage.class, background },
    view: { ...view, customer, facts, triage, background, corrections },
  };
}

/** A platform's address says nothing of him. */
function concluded({ config }: App, { row, view }: LoadedInquiry, contact: ContactFacts): Background {
  if (row.relay_address !== null) return { ...view.background, country: contact.country ?? view.background.country };
  const { earlierInquiries } = view.background;
  const address = mailAddress(view.customer.address);
  return enrichCustomer({ address, contact, company: config.company, earlierInquiries });
}

function noteOn(correction: Correction, before: LoadedInquiry, after: LoadedInquiry): DraftNote {
  const { kind } = correction;
  const about = correction.kind === 'quantity' ? (correction.sku ?? '') : '';
  return { kind, about, from: shown(correction, before), to: shown(correction, after) };
}

/** As it stands in the inquiry; a class and a country are told in the reader's words later. */
function shown(correction: Correction, { view }: LoadedInquiry): string {
  const { facts, customer, triage } = view;
  switch (correction.kind) {
    case 'class':
      return triage.class;
    case 'quantity': {
      const item = facts.items.find(({ productSku }) => productSku === correction.sku) ?? facts.items[correction.item];
      return item?.quantity ? [item.quantity.value, item.quantityUnit ?? ''].join(' ').trim() : '–';
    }
    case 'product':
      return facts.items.map(({ productSku, productText }) => productSku ?? productText.value).join(', ') || '–';
    case 'country':
      return customer.country ?? '–';
    case 'destination':
      return facts.place?.value.name ?? facts.destinationCountry?.value ?? '–';
    case 'company':
      return customer.company ?? '–';
    case 'name':
      return customer.name ?? '–';
  }
}

/** What was typed, and lines that would work. */
function unreadable(
  { config }: App,
  { view }: LoadedInquiry,
  { fact, value }: Extract<CorrectionCommand, { kind: 'fact' }>,
  { language }: TeamMember,
): Impossible {
  const word = config.decisionWords[language]?.facts[fact]?.[0] ?? fact;
  const skus = [...new Set(view.facts.items.flatMap(({ productSku }) => productSku ?? []))];
  const known = [...new Set([...skus, ...config.catalogue.products.map(({ sku }) => sku)])].slice(0, MOST_SKUS);
  const examples: Record<CorrectedFact, string[]> = {
    quantity: skus.length > 1 ? skus.map((sku) => `5000 pcs for ${sku}`) : ['5000', '5000 pcs'],
    product: skus.length > 1 ? skus.map((sku) => `${known.at(-1) ?? ''} instead of ${sku}`) : known,
    country: [countries.getName('DE', language) ?? 'DE', 'DE'],
    destination: ['Hamburg', countries.getName('DE', language) ?? 'DE'],
    company: ['Fjordkante GmbH'],
    name: ['Maria Petersen'],
  };
  const lines = examples[fact].map((example) => `${word} ${example}`);
  return { kind: 'unreadable_fact', about: `${word} ${value}`, known: lines.join(' | ') };
}
