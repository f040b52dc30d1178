/** Classes an inquiry by nature and urgency, with the reasons (domain 2.4). */
import type { InquiryClass, Triage, Urgency } from '../model/inquiry.ts';
import type { TriageSettings } from '../model/triage-settings.ts';
import type { Extraction } from './extract/extract-facts.ts';
import { judgeIntent } from './intent.ts';
import { rawText } from './reading.ts';
import type { FoundSignal, SignalContext } from './signals.ts';
import {
  drawingsAttached,
  findSignals,
  isCompetitor,
  orderQuantities,
  orderWords,
  ourItems,
  urgentWords,
} from './signals.ts';
import { judgeTone } from './tone.ts';

/** Score, class, urgency and intent of one mail. `high` needs the hard rule besides the points (seed S1-2). */
export function triageInquiry(context: SignalContext, settings: TriageSettings): Triage {
  const found = findSignals(context);
  const score = scoreOf(found, settings);
  const ruleMet = meetsHardRule(context);
  const competitor = isCompetitor(context.address, context.company);
  return {
    class: competitor || isPrivate(found, context, settings) ? 'low' : classOf(score, ruleMet, settings),
    score,
    ruleMet,
    signals: found.map((signal) => ({
      id: signal.id,
      weight: weightOf(signal, settings),
      evidence: signal.evidence,
    })),
    ...judgeUrgency(context, settings.urgentDays),
    ...judgeIntent(context.reading, context.extraction, settings.intentThreshold),
    ...judgeTone(context.reading),
  };
}

function scoreOf(found: FoundSignal[], settings: TriageSettings): number {
  const sum = found.reduce((total, signal) => total + weightOf(signal, settings), settings.base);
  return Math.max(0, Math.min(100, sum));
}

function weightOf({ id, times }: FoundSignal, { weights, probingFloor }: TriageSettings): number {
  const weight = weights[id] * times;
  return id === 'N8' ? Math.max(weight, probingFloor) : weight;
}

function classOf(score: number, ruleMet: boolean, { thresholds }: TriageSettings): InquiryClass {
  if (ruleMet && score >= thresholds.high) return 'high';
  return score >= thresholds.general ? 'general' : 'low';
}

/** A student, or a private person who wants a piece or two: never more than `low` (domain 2.4 N9). */
function isPrivate(found: FoundSignal[], { extraction }: SignalContext, { privatePieces }: TriageSettings): boolean {
  const more = orderQuantities(extraction).some(({ value }) => value.greaterThan(privatePieces));
  return found.some(({ id }) => id === 'N9') && !more;
}

/** A product of ours, an order quantity and one more hard fact; or an order or proforma asked for (domain 2.4). */
function meetsHardRule({ reading, extraction, attachments, knownCustomer }: SignalContext): boolean {
  const ours = ourItems(extraction).length > 0;
  const ordered = orderQuantities(extraction).some(({ kind }) => kind !== 'annual');
  if (orderWords(reading).length > 0 && (ours || ordered || knownCustomer === 'customer')) return true;
  return ours && ordered && hasHardFact(extraction, attachments);
}

function hasHardFact({ facts, attributeCount }: Extraction, attachments: string[]): boolean {
  return (
    facts.deliveryDate !== null ||
    facts.incoterm !== null ||
    facts.targetPrice !== null ||
    facts.paymentTerms !== null ||
    facts.certificates.length > 0 ||
    attributeCount >= 2 ||
    drawingsAttached(attachments).length > 0
  );
}

/** `urgent`: an urgency word or a deadline within `urgentDays`; `normal`: a later date; `none`: no date at all. */
function judgeUrgency(
  { reading, extraction }: SignalContext,
  urgentDays: number,
): { urgency: Urgency; urgencyReason: string } {
  const [word] = urgentWords(reading);
  if (word !== undefined) return { urgency: 'urgent', urgencyReason: rawText(reading, word) };
  const { deadline, today, facts } = extraction;
  if (deadline !== undefined) {
    const near = deadline.date <= today.plus({ days: urgentDays });
    return { urgency: near ? 'urgent' : 'normal', urgencyReason: rawText(reading, deadline) };
  }
  if (facts.deliveryDate !== null) return { urgency: 'normal', urgencyReason: facts.deliveryDate.rawText };
  return { urgency: 'none', urgencyReason: 'no date and no word of urgency' };
}
