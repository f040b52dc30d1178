/** From when a lead time counts and what may change it (domain 5.3). */
import { z } from 'zod';

export const LeadTimeBasis = z.enum(['order_confirmation', 'deposit_received', 'artwork_approved']);
export type LeadTimeBasis = z.infer<typeof LeadTimeBasis>;

export const LeadTimeFactor = z.enum([
  'larger_quantity',
  'custom_colour',
  'chinese_new_year',
  'peak_season',
  'certification_tests',
  'vessel_space',
]);
export type LeadTimeFactor = z.infer<typeof LeadTimeFactor>;
