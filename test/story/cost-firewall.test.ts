import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { makeTemporaryFolder } from '../../src/demo/temporary-folder.ts';
import { readInThread } from '../../src/mail/reading-thread.ts';
import { type ModelServer, say, startModelServer } from '../src/llm/model-server.ts';
import { type Desk, openDesk, salesperson } from '../support/desk.ts';

const buyer = 'm.petersen@fjordkante.example';
/** Figures and names that stand nowhere else: wherever one of them is found, a cost has left the house. */
const canaries = {
  material: '20.3400173',
  production: '9.0400377',
  packaging: '4.5200719',
  overhead: '0.0100193',
  scrap: '0.0010571',
  tooling: '170.000931',
  supplier: 'Kanarienvogel Werke',
  source: 'Kanarienquelle 77',
  margin: '0.2500711',
  marginFloor: '0.1200913',
};

const folder = makeTemporaryFolder('canary');
const logged: string[] = [];
let model: ModelServer;
let desk: Desk;

beforeAll(async () => {
  model = await startModelServer();
  model.behave((response) => say(response, { facts: [] }));
  const config = join(folder.path, 'config');
  cpSync('config', config, { recursive: true });
  const { material, production, packaging, overhead, scrap, tooling, supplier, source } = canaries;
  const cost = `material: '${material}', production: '${production}', packaging: '${packaging}', overhead: '${overhead}', scrap: '${scrap}', tooling: '${tooling}', supplier: ${supplier}, source: ${source}, validUntil: 2027-06-30`;
  edit(join(config, 'catalogue.yaml'), (yaml) => yaml.replace(/cost: \{[^}]*\}/g, `cost: { ${cost} }`));
  edit(join(config, 'pricing.yaml'), (yaml) =>
    yaml
      .replace(/^margin: .*$/m, `margin: '${canaries.margin}'`)
      .replace(/^marginFloor: .*$/m, `marginFloor: '${canaries.marginFloor}'`),
  );
  const log = pino(
    { level: 'trace' },
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        logged.push(chunk.toString());
        done();
      },
    }),
  );
  desk = await openDesk({
    log,
    env: { CONFIG_DIR: config, LLM_BASE_URL: model.settings.baseUrl, LLM_MODEL: 'small', LLM_TIMEOUT_SECONDS: '5' },
  });
});

afterAll(async () => {
  await desk.close();
  await model.close();
  folder.remove();
});

function edit(path: string, change: (text: string) => string): void {
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${path} was not changed`);
  writeFileSync(path, after);
}

/** Every byte of the mails an address got, as sent, decoded, and as the text of their files. */
async function everythingSentTo(address: string): Promise<string> {
  const read = desk.server.inbox(address).map(async ({ raw }) => {
    const bytes = Buffer.from(raw, 'latin1');
    const decoded = raw
      .replace(/=\r?\n/g, '')
      .replace(/(?:[A-Za-z0-9+/]{60,76}\r?\n)+[A-Za-z0-9+/=]*/g, (base64) =>
        Buffer.from(base64, 'base64').toString('latin1'),
      );
    const files = await readInThread('attachments', bytes, 20_000);
    return [raw, decoded, ...files.map((file) => (file.kind === 'text' ? file.text : ''))].join('\n');
  });
  return (await Promise.all(read)).join('\n');
}

const found = (text: string) =>
  Object.entries(canaries)
    .filter(([, value]) => text.includes(value))
    .map(([name]) => name);

async function approve(): Promise<void> {
  const request = (await desk.received(salesperson)).at(-1);
  if (!request) throw new Error('nothing to approve');
  await desk.answer(request, salesperson, '同意');
  await desk.settle();
}

describe('the cost firewall', () => {
  it('lets no cost, margin, floor or supplier out, in mail, PDF, log or prompt', async () => {
    await desk.write({
      from: buyer,
      subject: 'RFQ VB-500',
      text: 'Hello,\n\nplease quote 12,000 pcs VB-500 CIF Hamburg, with your price list.\nWhat is your best price?\n\nMaike Petersen\nFjordkante Outdoor GmbH',
    });
    await desk.settle();
    await approve();
    for (const text of [
      'Thank you, but your price is too high. Can you do better?',
      'OK, we accept your offer. Please send the proforma invoice.',
    ]) {
      const reply = (await desk.received(buyer)).at(-1);
      if (!reply) throw new Error('the buyer got nothing');
      await desk.answer(reply, buyer, text);
      await desk.settle();
      await approve();
    }
    const mails = desk.server.inbox(buyer);
    expect(mails.length).toBeGreaterThanOrEqual(3);
    const sent = await everythingSentTo(buyer);
    // The test sees into the files: a quotation names its goods.
    expect(sent).toContain('VB-500');
    expect(found(sent)).toEqual([]);
    expect(logged.length).toBeGreaterThan(20);
    expect(found(logged.join('\n'))).toEqual([]);
    expect(model.asked.length).toBeGreaterThan(0);
    expect(found(JSON.stringify(model.asked))).toEqual([]);
  }, 60_000);

  it('would notice one', async () => {
    expect(found(`a ${canaries.material} b ${canaries.supplier}`)).toEqual(['material', 'supplier']);
    const rows = await desk.app.db.selectFrom('quotations').selectAll().execute();
    // What is kept for the company holds them: so the run did calculate with the canaries.
    expect(found(JSON.stringify(rows))).not.toEqual([]);
  });
});
