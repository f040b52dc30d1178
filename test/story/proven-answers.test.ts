import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { dkimSign } from 'mailauth';
import { type Desk, deskAddress, openDesk, salesperson } from '../support/desk.ts';

const buyer = 'm.petersen@fjordkante.example';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;

// Every test opens a desk of its own.
jest.setTimeout(120_000);

let desk: Desk;
afterEach(() => desk.close());

const inquiry = { from: buyer, subject: 'RFQ', text: 'Please quote 12,000 pcs VB-500 CIF Hamburg. Fjordkante GmbH' };

async function ask() {
  await desk.write(inquiry);
  await desk.settle();
  const request = (await desk.received(salesperson)).at(-1);
  if (!request) throw new Error('no request for approval');
  return request;
}

async function deliverSigned(headers: string[], body: string): Promise<void> {
  const raw = [...headers, '', body, ''].join('\r\n');
  const key = {
    signingDomain: 'brightsteel.example',
    selector: 'mail',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  const { signatures } = await dkimSign(raw, { ...key, signatureData: [key], signTime: desk.clock.now() });
  desk.server.deliver(deskAddress, Buffer.from(`${signatures}${raw}`));
  await desk.settle();
}

describe('where our own server says nothing', () => {
  it('the signature of the sender’s domain proves an answer; a mail changed on its way is asked back', async () => {
    const asked: string[] = [];
    desk = await openDesk({
      proof: 'strict',
      lookUpTxt: async (name) => {
        asked.push(name);
        return [[record]];
      },
    });
    const request = await ask();
    const head = [`From: Chen Wei <${salesperson}>`, `To: ${deskAddress}`, 'Date: Mon, 23 Nov 2026 09:30:00 +0800'];
    await deliverSigned(
      [...head, 'Subject: Re: something else', `In-Reply-To: ${request.messageId}`, 'Message-ID: <1@b.example>'],
      '同意',
    );
    // In-Reply-To, which holds the token, is signed as well.
    expect(await desk.received(buyer)).toHaveLength(1);
    expect(asked).toEqual(['mail._domainkey.brightsteel.example']);
  });

  it('an answer that nobody has signed sends nothing; a stranger’s costs no question to the DNS', async () => {
    const asked: string[] = [];
    desk = await openDesk({
      proof: 'strict',
      lookUpTxt: async (name) => {
        asked.push(name);
        return [[record]];
      },
    });
    const request = await ask();
    await desk.answer(request, salesperson, '同意');
    await desk.answer(request, 'eve@evil.example', 'approve');
    await desk.settle();
    expect(await desk.received(buyer)).toEqual([]);
    expect(asked).toEqual([]);
    const rows = await desk.app.db
      .selectFrom('messages')
      .select('detail')
      .where('disposition', '=', 'decision')
      .orderBy('id')
      .execute();
    expect(rows.map(({ detail }) => detail.reason)).toEqual(['unproven', 'not_the_approver']);
  });
});

describe('the token', () => {
  it('travels in a plus address where the mailbox has them, and not in the subject', async () => {
    desk = await openDesk({ env: { MAIL_PLUS_ADDRESSING: 'yes' } });
    const request = await ask();
    expect(request.subject).toMatch(/^\[INQ-2026-000001\] /);
    const [answersTo] = request.replyTo;
    expect(answersTo?.address).toMatch(/^inquiries\+[0-9a-z]{16}@brightsteel\.example$/);
    desk.server.deliver(
      deskAddress,
      Buffer.from(
        `From: ${salesperson}\r\nTo: ${answersTo?.address}\r\nSubject: Re: draft\r\n\r\nOK but make it 5.20\r\n`,
      ),
    );
    await desk.settle();
    const question = (await desk.received(salesperson)).at(-1);
    expect(question?.replyTo).toEqual(request.replyTo);
    expect(await desk.received(buyer)).toEqual([]);
    desk.server.deliver(
      deskAddress,
      Buffer.from(`From: ${salesperson}\r\nTo: ${answersTo?.address}\r\nSubject: Re: draft\r\n\r\napprove\r\n`),
    );
    await desk.settle();
    expect(await desk.received(buyer)).toHaveLength(1);
  });

  it('of a draft that the customer has overtaken explains itself and sends nothing', async () => {
    desk = await openDesk();
    const request = await ask();
    await desk.answer(request, salesperson, '同意');
    await desk.settle();
    const [reply] = await desk.received(buyer);
    if (!reply) throw new Error('no reply');
    await desk.answer(reply, buyer, 'Your price is too high for us. Can you do better?');
    await desk.settle();
    const second = (await desk.received(salesperson)).at(-1);
    if (!second) throw new Error('no second request');
    await desk.answer(reply, buyer, 'Please tell me your price for 24,000 pieces as well.');
    await desk.settle();
    await desk.answer(second, salesperson, '同意');
    await desk.settle();
    expect(await desk.received(buyer)).toHaveLength(1);
    const late = await desk.app.db.selectFrom('events').selectAll().where('kind', '=', 'decision_too_late').execute();
    expect(late.map(({ detail }) => detail.reason)).toEqual(['superseded']);
    expect((await desk.received(salesperson)).map(({ text }) => text).join('\n')).toContain('更新的草稿');
  });

  it('that has expired explains itself and sends nothing', async () => {
    desk = await openDesk();
    const request = await ask();
    await desk.app.db.updateTable('approvals').set({ expires_at: desk.clock.now() }).execute();
    await desk.answer(request, salesperson, '同意');
    await desk.settle();
    expect(await desk.received(buyer)).toEqual([]);
    const late = await desk.app.db.selectFrom('events').selectAll().where('kind', '=', 'decision_too_late').execute();
    expect(late.map(({ detail }) => detail.reason)).toEqual(['expired']);
  });
});
