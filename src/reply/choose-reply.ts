/** Decides which mail answers an inquiry, and what that mail says without being asked (domain 3.1, 5.5). */
import type { UnclearPoint } from '../model/unclear-point.ts';
import type { Topic } from './answers.ts';
import type { InquiryView } from './view.ts';

/**
 * `template` is a name in templates/; `always` are its blocks, `told` what its own sentences say, `needed` the facts it
 * asks for when the buyer has not given them.
 */
export type ReplyPlan = {
  template: string;
  always: readonly Topic[];
  told: ReadonlySet<Topic>;
  needed: readonly UnclearPoint['field'][];
  /** Questions beyond our topics are declined by the mail's own words. */
  declined: boolean;
};

const OFFER_BLOCKS: readonly Topic[] = ['price', 'specification', 'lead_time', 'payment_terms', 'packaging'];
/** Signals of the triage rubric: a competitor's domain, probing for customers, costs or process (domain 2.4). */
const PROBING = new Set(['N7', 'N8']);

/** The first rule that holds decides. */
export function chooseReply(inquiry: InquiryView): ReplyPlan {
  const { triage, price, facts } = inquiry;
  const { offer } = price;
  const isLow = triage.class === 'low';
  if (triage.intent === 'complaint') return plan('reply-complaint');
  if (isLow && triage.signals.some(({ id, weight }) => PROBING.has(id) && weight < 0)) {
    return plan('reply-probing', { told: ['price', 'catalogue', 'company_profile'], declined: true });
  }
  if (triage.intent === 'private_retail') {
    const told: readonly Topic[] = ['price', 'catalogue', 'moq', 'shipping', 'payment_terms', 'sample'];
    return plan('reply-retail', { told, declined: true });
  }
  const isQuoted = offer.kind === 'quotation' && !isLow;
  const isRange = offer.kind === 'range' && !isLow;
  const prices: readonly Topic[] = isQuoted ? OFFER_BLOCKS : isRange ? ['price'] : [];
  const withPrices: readonly Topic[] = isRange ? ['moq'] : isQuoted && offer.transitDays !== null ? ['shipping'] : [];
  if (triage.intent === 'sample_request' && !isLow) {
    return plan('reply-sample', { always: ['sample', ...prices], told: withPrices });
  }
  if (triage.intent === 'distributor_agency') return plan('reply-agency', { always: prices, told: withPrices });
  if (isQuoted) return plan('reply-quotation', { always: prices, told: withPrices });
  if (triage.intent === 'technical_information') {
    return plan('reply-technical', { always: ['specification'], told: withPrices });
  }
  if (isRange) {
    const told: readonly Topic[] = [...withPrices, 'catalogue', 'company_profile'];
    return plan('reply-range', { always: prices, told, needed: ['quantity', 'destination'] });
  }
  const isCustom = !isLow && facts.asks.some(({ value }) => value === 'customisation');
  if (isCustom) return plan('reply-custom', { told: ['price', 'customisation', 'sample'], needed: ['quantity'] });
  const needed: UnclearPoint['field'][] = ['product', 'quantity', 'destination'];
  return plan('reply-ask-details', {
    told: ['price', 'catalogue', 'company_profile'],
    needed: isLow ? [...needed, 'company'] : needed,
  });
}

function plan(
  template: string,
  says: { always?: readonly Topic[]; told?: readonly Topic[]; needed?: ReplyPlan['needed']; declined?: boolean } = {},
): ReplyPlan {
  const { always = [], told = [], needed = [], declined = false } = says;
  return { template, always, told: new Set(told), needed, declined };
}
