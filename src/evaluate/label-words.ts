/** Says what the desk found in the words of the labels (docs/evaluating.md). */
import type { ChannelKind } from '../model/inquiry.ts';
import type { Route } from '../receive/route.ts';

/** The labels know fewer platforms by name than we do. */
export function labelledChannel(channel: ChannelKind): string {
  return channel === 'tradekey' || channel === 'ec21' ? 'other-platform' : dashed(channel);
}

/** The kind that a label names. Someone is asked who the customer is: that mail is an inquiry too. */
export function kindOf({ kind }: Route): string {
  switch (kind) {
    case 'needs_sender':
      return 'inquiry';
    case 'stray_answer':
      return 'decision';
    case 'spam_report':
      return 'complaint';
    default:
      return dashed(kind);
  }
}

/** Labels are spelled with dashes. */
export function dashed(word: string): string {
  return word.replaceAll('_', '-');
}
