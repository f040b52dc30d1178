/** Command quote: calculates a price from the settings alone and prints how it comes about. */
import { writeFile } from 'node:fs/promises';
import { Decimal } from 'decimal.js';
import { DateTime } from 'luxon';
import { type Config, loadConfig } from '../config.ts';
import { paperRoom } from '../desk/paper-room.ts';
import type { PriceResult, PriceWishes } from '../model/calculation.ts';
import type { Incoterm, Unit } from '../model/inquiry.ts';
import type { TransportMode } from '../model/transport.ts';
import { allSkus, nearestSkus } from '../prepare/catalogue-products.ts';
import { sayGap } from '../prepare/gaps.ts';
import type { Quoted } from '../prepare/pdf/paper.ts';
import { quotationPdf } from '../prepare/pdf/quotation-pdf.ts';
import { type PriceRequest, priceRequest } from '../prepare/price.ts';
import { describeCalculation } from './describe-calculation.ts';

/** As given on the command line; percentages as written there. */
export type QuoteOptions = {
  product: string[];
  quantity?: { amount: string; unit: Unit | null }[];
  incoterm?: Incoterm;
  place?: string;
  country?: string;
  mode?: TransportMode;
  currency?: string;
  unitPrice?: string;
  discount?: string;
  commission?: string;
  creditDays?: number;
  leadTime?: number;
  validity?: number;
  date?: string;
  language?: 'en' | 'zh';
  json?: boolean;
  /** File to write the quotation to, and the language it is written in. */
  pdf?: string;
  pdfLanguage?: string;
};

/**
 * Prints the offer and the whole calculation; faults go to `complain`.
 * @returns 0 when there is a price, 1 when there is none or a product is not known
 */
export async function quote(
  env: Record<string, string | undefined>,
  options: QuoteOptions,
  print: (line: string) => void = console.log,
  complain: (line: string) => void = console.error,
): Promise<number> {
  const config = loadConfig(env);
  const faults = faultsOf(options, config);
  for (const fault of faults) complain(fault);
  if (faults.length > 0) return 1;
  const today = options.date ?? DateTime.now().setZone(config.company.timeZone).toISODate() ?? '';
  const result = priceRequest(requestOf(options, config), { ...config, today });
  const words = config.quoteWords[options.language ?? languageOf(env)];
  if (options.json) print(JSON.stringify(asJson(result), null, 2));
  else for (const line of describeCalculation(result, words, today)) print(line);
  if (result.offer.kind === 'none') return 1;
  if (options.pdf === undefined) return 0;
  if (result.offer.kind !== 'quotation') {
    complain('There is no PDF of a price range: name the quantities.');
    return 1;
  }
  await writeFile(options.pdf, await pdfOf(result.offer, config, today, options.pdfLanguage ?? 'en'));
  complain(`The quotation is in ${options.pdf}.`);
  return 0;
}

/** A trial print: it has no number, and nobody it is for. */
async function pdfOf(offer: Quoted, config: Config, today: string, language: string): Promise<Buffer> {
  const { company } = config;
  const contact = company.team.find(({ email }) => email === company.defaultOwner) ?? {
    name: company.name,
    email: company.defaultOwner,
  };
  const buyer = { company: null, name: null, address: null, country: null, email: null };
  const paper = { quoteNo: '-', version: 1, issuedOn: today, inquiryOn: null, offer, language, buyer, contact };
  return await quotationPdf({ ...paper, seller: company }, await paperRoom(config));
}

function faultsOf({ product, quantity = [], date }: QuoteOptions, { catalogue }: Config): string[] {
  const faults = product
    .filter((sku) => skuOf(sku, catalogue) === undefined)
    .map((sku) => `There is no product ${sku}. Nearest: ${nearestSkus(catalogue, sku).join(', ')}`);
  if (quantity.length > 0 && quantity.length !== product.length) {
    faults.push(`${product.length} products need ${product.length} quantities, or none for a price range.`);
  }
  if (date !== undefined && !DateTime.fromISO(date).isValid) faults.push(`${date} is not a day.`);
  return faults;
}

function skuOf(written: string, catalogue: Config['catalogue']): string | undefined {
  return allSkus(catalogue).find((sku) => sku.toLowerCase() === written.trim().toLowerCase());
}

function requestOf(options: QuoteOptions, { catalogue, pricing }: Config): PriceRequest {
  const items = options.product.map((written, index) => ({
    words: written,
    sku: skuOf(written, catalogue) ?? null,
    categoryId: null,
    quantity: options.quantity?.[index] ?? null,
  }));
  const name = options.place?.trim();
  const code = pricing.freight.some(({ to }) => to === name?.toUpperCase()) ? name?.toUpperCase() : undefined;
  const place =
    name === undefined || name === ''
      ? null
      : { name: portName(code, pricing) ?? name, locode: code ?? null, country: options.country ?? null };
  return { items, incoterm: options.incoterm ?? null, place, wishes: wishesOf(options) };
}

function portName(code: string | undefined, pricing: Config['pricing']): string | undefined {
  return pricing.freight.find(({ to }) => to === code)?.toName;
}

function wishesOf(options: QuoteOptions): PriceWishes {
  const { mode, currency, unitPrice, discount, commission, creditDays, leadTime, validity } = options;
  return {
    ...(mode && { mode }),
    ...(currency && { currency }),
    ...(unitPrice && { unitPrice }),
    ...(discount && { discountPercent: discount }),
    ...(commission && { commission: new Decimal(commission).div(100).toFixed() }),
    ...(creditDays !== undefined && { creditDays }),
    ...(leadTime && { leadTimeDays: leadTime }),
    ...(validity && { validityDays: validity }),
  };
}

function languageOf(env: Record<string, string | undefined>): 'en' | 'zh' {
  return (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function asJson(result: PriceResult) {
  return { ...result, hints: (result.hints ?? []).map((hint) => sayGap(hint)) };
}
