/** What of a price goes to others: agent's commission, financing of credit, bank, insurance. */
import type { Decimal } from 'decimal.js';
import type { Dated } from '../model/settings-number.ts';
import { Exact, sum } from './exact-decimal.ts';
import { type Found, found, isValid, lacking, outOfDate } from './gaps.ts';
import type { RuleCosts } from './incoterms.ts';
import type { Rates } from './rates.ts';

/** Fractions of the price; `insurance` is cover × premium rate (domain 4.2 step 6). */
export type Shares = {
  commission: Decimal;
  financing: Decimal;
  creditInsurance: Decimal;
  bank: Decimal;
  insurance: Decimal;
  /** Premium rate behind `insurance`. */
  premium: Decimal;
};

/**
 * Open account costs interest for its days and the credit insurance; the bank takes its share in any case.
 * @param scheme names the scheme in a gap
 */
export const sharesOf = (insured: RuleCosts['insured'], rates: Rates, scheme: string): Found<Shares> => {
  const { pricing, wishes } = rates;
  const { financing } = pricing;
  const days = wishes.creditDays ?? financing?.creditDays ?? 0;
  if (days > 0 && financing === undefined) return lacking('no_financing', { days: String(days) });
  const premium = premiumRate(insured, rates, scheme);
  if (premium.kind === 'gap') return premium;
  const none = new Exact(0);
  return found({
    commission: new Exact(wishes.commission ?? pricing.commission),
    financing: financing === undefined ? none : new Exact(financing.annualRate).times(days).div(financing.yearDays),
    creditInsurance: days > 0 ? new Exact(financing?.creditInsurance ?? 0) : none,
    bank: new Exact(financing?.bankCharges ?? 0),
    insurance: premium.value.times(pricing.insurance.cover),
    premium: premium.value,
  });
};

/** Without the insurance: what is taken also from duties and taxes that are not insured. */
export const dues = ({ commission, financing, creditInsurance, bank }: Shares): Decimal =>
  sum([commission, financing, creditInsurance, bank]);

const premiumRate = (insured: RuleCosts['insured'], { pricing, today }: Rates, scheme: string): Found<Decimal> => {
  if (insured === null) return found(new Exact(0));
  const { insurance } = pricing;
  const dated: Dated = insurance;
  if (!isValid(dated, today)) return outOfDate('insurance', [dated], today, { scheme });
  const rate = insured.clause === 'C' ? insurance.rateClauseC : insurance.rateClauseA;
  return rate === undefined ? lacking('no_insurance_rate', { scheme, clause: insured.clause }) : found(new Exact(rate));
};
