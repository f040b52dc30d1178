/** On what terms a sample is sent, as the company has laid down; without terms nothing is promised. */
import type { Product } from '../model/catalogue.ts';
import type { SamplePolicy } from '../model/sales-policy.ts';
import type { Formats } from './formats.ts';

/** Values for templates/part-answers: `fee` null = free, `days` null = not known. */
export type SampleTerms = { fee: string | null; refunded: boolean; courier: 'buyer' | 'seller'; days: string | null };

export function sampleTerms(
  policy: SamplePolicy | undefined,
  products: readonly Product[],
  formats: Formats,
): SampleTerms | null {
  if (policy === undefined) return null;
  const days = products.map(({ leadTime }) => leadTime.sampleDays);
  const known = days.length > 0 && days.every((one) => one !== undefined);
  return {
    fee: policy.fee === undefined ? null : formats.money(policy.fee.amount, policy.fee.currency),
    refunded: policy.fee !== undefined && policy.refundedOnOrder,
    courier: policy.courier,
    days: known ? formats.days(String(Math.max(...days.filter((one) => one !== undefined)))) : null,
  };
}
