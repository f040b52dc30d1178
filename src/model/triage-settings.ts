/** Weights and thresholds by which an inquiry is classed (domain 2.4), as in config/triage.yaml. */
import { z } from 'zod';

/** The signals of the rubric that the analysis can see in one mail. */
export const SignalId = z.enum([
  'P1',
  'P1c',
  'P2',
  'P2b',
  'P3',
  'P3b',
  'P4',
  'P4b',
  'P5',
  'P5b',
  'P6',
  'P7',
  'P8',
  'P9',
  'P10',
  'P11',
  'P11b',
  'P11c',
  'P12',
  'P13',
  'P13b',
  'P14',
  'P15',
  'P16',
  'N1',
  'N2',
  'N3',
  'N5',
  'N6',
  'N7',
  'N8',
  'N9',
  'N11',
]);
export type SignalId = z.infer<typeof SignalId>;

export const TriageSettings = z.object({
  base: z.int().min(0).max(100),
  /** Lowest score of each class; `high` also needs the hard rule. */
  thresholds: z.object({ high: z.int(), general: z.int() }),
  weights: z.record(SignalId, z.int()),
  /** N8 counts once for each probing phrase, but not below this. */
  probingFloor: z.int().max(0),
  /** A student or private person who wants no more pieces than this is low. */
  privatePieces: z.int().min(0),
  /** A deadline within so many days is urgent. */
  urgentDays: z.int().positive(),
  /** Points an intent needs to be named (domain 3.1). */
  intentThreshold: z.int().positive(),
});
export type TriageSettings = z.infer<typeof TriageSettings>;
