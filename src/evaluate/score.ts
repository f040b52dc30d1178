/** Compares what was found with what a person concluded, key by key, and names the errors that would do harm. */
import type { Found, LabelItem, Labels } from './labels.ts';

/** `expected` and `found` as they are shown; a share of 0..1 is counted for lists, 0 or 1 for the rest. */
export type Verdict = { key: string; share: number; expected: unknown; found: unknown };
export type DangerousError = { case: string; key: string; expected: unknown; found: unknown };

/** One verdict for each key that the label has. */
export function compareCase(labels: Labels, found: Found): Verdict[] {
  return Object.entries(labels).flatMap(([key, expected]) => {
    if (key === 'received' || key === 'draftText' || expected === undefined) return [];
    if (key === 'items') return compareItems(labels.items ?? [], found.items ?? []);
    if (key === 'customer' || key === 'bounce') {
      const values: Record<string, unknown> = found[key] ?? {};
      return Object.entries(expected as Record<string, unknown>).map(([part, value]) =>
        verdict(`${key}.${part}`, value, values[part]),
      );
    }
    return [verdict(key, expected, found[key as keyof Found])];
  });
}

/**
 * What must never happen: a doubtful answer taken as an approval, fraud let through, an inquiry lost, and the address of
 * a forwarder, a platform or a form taken for the customer's.
 *
 * @param foreign addresses of the mail that cannot be the customer's
 */
export function dangerousErrors(
  name: string,
  labels: Labels,
  found: Found,
  foreign: (address: string) => boolean,
): DangerousError[] {
  const errors: DangerousError[] = [];
  const add = (key: string, expected: unknown, value: unknown) =>
    errors.push({ case: name, key, expected, found: value });
  const sends = (decision: string | undefined) => decision === 'approve' || decision === 'edit';
  if (labels.decision && found.decision !== labels.decision && sends(found.decision)) {
    add('decision', labels.decision, found.decision);
  }
  if (labels.kind === 'suspicious' && LET_THROUGH.has(found.kind)) add('kind', labels.kind, found.kind);
  if (labels.kind === 'inquiry' && LOST.has(found.kind)) add('kind', labels.kind, found.kind);
  const address = found.customer?.email;
  const expected = labels.customer?.email;
  if (address && expected !== undefined && address !== expected && foreign(address)) {
    add('customer.email', expected, address);
  }
  return errors;
}

const LET_THROUGH = new Set(['inquiry', 'customer-reply', 'complaint', 'decision']);
const LOST = new Set(['not-inquiry', 'suspicious', 'auto-reply', 'bounce', 'read-receipt', 'own-mail', 'unreadable']);

function verdict(key: string, expected: unknown, found: unknown): Verdict {
  return { key, share: shareRight(key, expected, found), expected, found: found ?? null };
}

function shareRight(key: string, expected: unknown, found: unknown): number {
  if (Array.isArray(expected)) return sameSet(expected, Array.isArray(found) ? found : []);
  if (expected === null || found === null || found === undefined) return expected === (found ?? null) ? 1 : 0;
  if (key === 'editedText') return trimLines(expected) === trimLines(found) ? 1 : 0;
  if (key === 'targetPrice') return samePrice(expected, found) ? 1 : 0;
  return fold(expected) === fold(found) ? 1 : 0;
}

/** The F1 of two sets: 2 x common / (size + size). */
function sameSet(expected: readonly unknown[], found: readonly unknown[]): number {
  const wanted = new Set(expected.map(fold));
  const given = new Set(found.map(fold));
  const common = [...wanted].filter((entry) => given.has(entry)).length;
  return wanted.size + given.size === 0 ? 1 : (2 * common) / (wanted.size + given.size);
}

function samePrice(expected: unknown, found: unknown): boolean {
  const [a, b] = [expected, found] as { amount: string; currency: string }[];
  return Number(a?.amount) === Number(b?.amount) && a?.currency === b?.currency;
}

const ITEM_FIELDS = ['sku', 'quantity', 'unit', 'quantityKind'] as const;

/** Field by field after matching; an entry without its counterpart is wrong in every field. */
function compareItems(expected: readonly LabelItem[], found: readonly LabelItem[]): Verdict[] {
  const pairs = pairItems(expected, found);
  const fields = ITEM_FIELDS.map((field) => {
    const right = pairs.map(([label, item]) =>
      label && item && (!(field in label) || (label[field] ?? null) === (item[field] ?? null)) ? 1 : 0,
    );
    return { field, share: pairs.length === 0 ? 1 : sum(right) / pairs.length };
  });
  const shown = { expected: expected.map(itemText), found: found.map(itemText) };
  return [
    { key: 'items', share: sum(fields.map(({ share }) => share)) / fields.length, ...shown },
    ...fields.map(({ field, share }) => ({ key: `items.${field}`, share, ...shown })),
  ];
}

type Pair = [LabelItem | undefined, LabelItem | undefined];

/** By SKU, then by product text, then in order; of several with one SKU those of one quantity belong together. */
function pairItems(expected: readonly LabelItem[], found: readonly LabelItem[]): Pair[] {
  const left = [...found];
  const pairs: Pair[] = expected.map((label) => [label, undefined]);
  const rules: ((label: LabelItem, item: LabelItem) => boolean)[] = [
    (a, b) => (a.sku ?? null) === (b.sku ?? null) && a.quantity === b.quantity,
    (a, b) => (a.sku ?? null) === (b.sku ?? null) && a.sku !== null,
    (a, b) => !a.sku && sharesWord(a.product ?? '', b.product ?? ''),
    (a, b) => !a.sku && !b.sku,
  ];
  for (const fits of rules) {
    for (const pair of pairs) {
      const [label, taken] = pair;
      const index = label && !taken ? left.findIndex((item) => fits(label, item)) : -1;
      if (index >= 0) pair[1] = left.splice(index, 1)[0];
    }
  }
  return [...pairs, ...left.map((item): Pair => [undefined, item])];
}

function sharesWord(a: string, b: string): boolean {
  const words = new Set(a.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu));
  return (b.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).some((word) => words.has(word));
}

function itemText(item: LabelItem): string {
  return [item.sku ?? item.product ?? '?', item.quantity ?? '-', item.unit ?? '', item.quantityKind ?? ''].join(' ');
}

/** Case and punctuation do not count. */
function fold(value: unknown): string {
  return String(value)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function trimLines(value: unknown): string {
  return String(value)
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
