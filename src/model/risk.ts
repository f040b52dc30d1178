/** How likely a mail is fraud, phishing or malware (domain 2.2): 0 to 100 with the reasons. */
import type { Signal } from './inquiry.ts';

export type Risk = { score: number; signals: Signal[] };
