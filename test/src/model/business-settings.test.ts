/** The three files the business keeps: they can be read, agree with one another, and give the worked example. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import seaPorts from 'sea-ports';
import { Catalogue } from '../../../src/model/catalogue.ts';
import { Company } from '../../../src/model/company.ts';
import { Pricing } from '../../../src/model/pricing.ts';
import { priceInquiry } from '../../../src/prepare/price.ts';
import { facts, item, schemesOf } from '../prepare/worked-example.ts';

const read = (file: string): unknown => load(readFileSync(join(import.meta.dirname, '../../../config', file), 'utf8'));
const company = Company.parse(read('company.yaml'));
const catalogue = Catalogue.parse(read('catalogue.yaml'));
const pricing = Pricing.parse(read('pricing.yaml'));
const vocabulary = read('vocabulary.json') as { cert_codes: string[] };

describe('company.yaml', () => {
  it('gives inquiries without a salesperson to somebody of the team at our own domain', () => {
    expect(company.team.map((member) => member.email)).toContain(company.defaultOwner);
    for (const { email } of company.team) expect(company.domains).toContain(email.split('@')[1]);
  });
});

describe('catalogue.yaml', () => {
  it('names each product once, in a category that exists', () => {
    const categories = catalogue.categories.map((category) => category.id);
    for (const product of catalogue.products) expect(categories).toContain(product.categoryId);
    expect(new Set(catalogue.products.map((product) => product.sku)).size).toBe(catalogue.products.length);
  });

  it('names products, categories and specifications in en, zh, es and de', () => {
    for (const { names } of [...catalogue.categories, ...catalogue.products])
      expect(Object.keys(names)).toEqual(expect.arrayContaining(['en', 'zh', 'es', 'de']));
    for (const { specification } of catalogue.products)
      expect(Object.keys(specification)).toEqual(expect.arrayContaining(['en', 'zh', 'es', 'de']));
  });

  it('uses the certificate codes that the desk reads in mails', () => {
    for (const product of catalogue.products)
      for (const certificate of product.certificates) expect(vocabulary.cert_codes).toContain(certificate);
  });

  it('refuses to refund more VAT than was paid', () => {
    const products = catalogue.products.map((product) => ({ ...product, exportRebateRate: '0.16' }));
    expect(Catalogue.safeParse({ ...catalogue, products }).success).toBe(false);
  });
});

describe('pricing.yaml', () => {
  it('names ports that exist', () => {
    const known = new Set(Object.values(seaPorts.JSON).flatMap((port) => port.unlocs ?? []));
    const bySea = pricing.freight.filter(({ mode }) => mode === 'fcl' || mode === 'lcl');
    const codes = [pricing.portOfLoading.locode, ...bySea.map((rate) => rate.to)];
    expect(codes.filter((code) => !known.has(code))).toEqual([]);
  });

  it('refuses 25 for 25 %, and a missing cost line', () => {
    expect(Pricing.safeParse({ ...pricing, margin: '25' }).success).toBe(false);
    const originCharges = pricing.originCharges.filter(({ line }) => line !== 'haulage');
    expect(Pricing.safeParse({ ...pricing, originCharges }).success).toBe(false);
  });

  it('prices every product to every port on the day of its exchange rate', () => {
    const today = pricing.fx.rates[0]?.date ?? '';
    for (const { to, toName } of pricing.freight.filter(({ mode }) => mode === 'fcl'))
      for (const { sku, moq } of catalogue.products) {
        const inquiry = facts([item(sku, String(moq))], 'CIF', { name: toName, locode: to, country: null });
        const result = priceInquiry({ facts: inquiry, catalogue, pricing, today });
        expect(result).toMatchObject({ missing: [], belowFloor: false, offer: { kind: 'quotation' } });
      }
  });

  it('gives the worked example of domain 4.3', () => {
    const inquiry = facts([item('VB-500', '12000')]);
    const result = priceInquiry({ facts: inquiry, catalogue, pricing, today: '2026-11-23' });
    expect(schemesOf(result)).toEqual(['FOB Ningbo 5.40 64800.00', 'CIF Hamburg 5.57 66840.00']);
  });
});
