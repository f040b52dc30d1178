import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startService } from '../../src/cli/service.ts';
import { composeMail } from '../../src/mail/compose.ts';
import type { MailMessage } from '../../src/model/message.ts';
import { decide } from '../../workers/decide.ts';
import { route } from '../../workers/route.ts';
import { runStage } from '../../workers/run-stage.ts';
import { type Desk, deskAddress, openDesk, salesperson } from '../support/desk.ts';

const colleague = 'emma.roth@brightsteel.example';
const manager = 'zhao.lan@brightsteel.example';
let desk: Desk;
let buyer = '';
let serial = 0;

beforeAll(async () => {
  desk = await openDesk();
});
/** Every case has an inquiry of its own. */
beforeEach(async () => {
  serial += 1;
  buyer = `m.petersen@fjordkante${serial}.example`;
  await desk.write({
    from: buyer,
    subject: 'RFQ VB-500',
    text: 'Please quote 12,000 pcs VB-500 CIF Hamburg, to arrive by 15 March 2027.\nFjordkante GmbH',
  });
  await desk.settle();
});
afterAll(async () => {
  await desk.close();
});

async function newest(address: string): Promise<MailMessage> {
  const mail = (await desk.received(address)).at(-1);
  if (!mail) throw new Error(`${address} has got no mail`);
  return mail;
}

async function answer(text: string, from = salesperson): Promise<void> {
  await desk.answer(await newest(from), from, text);
  await desk.settle();
}

/** The newest inquiry, with all that belongs to it. */
async function standing() {
  const { db } = desk.app;
  const inquiry = await db.selectFrom('inquiries').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow();
  const drafts = await db
    .selectFrom('drafts')
    .selectAll()
    .where('inquiry_id', '=', inquiry.id)
    .orderBy('version')
    .execute();
  const approvals = await db
    .selectFrom('approvals')
    .selectAll()
    .where('inquiry_id', '=', inquiry.id)
    .orderBy('id')
    .execute();
  const quotations = await db
    .selectFrom('quotations')
    .selectAll()
    .where('inquiry_id', '=', inquiry.id)
    .orderBy('version')
    .execute();
  return { inquiry, drafts, approvals, quotations, draft: drafts.at(-1) };
}

describe('the request for approval', () => {
  it('shows the same as text and as HTML, the words of the buyer marked, his mail attached', async () => {
    const request = await newest(salesperson);
    const raw = desk.server.inbox(salesperson).at(-1)?.raw ?? '';
    expect(raw).toContain('filename=inquiry.eml');
    expect(request.text).toContain('5.57');
    expect(request.text).toContain('计算明细');
    // He is no manager.
    expect(request.text).not.toMatch(/20\.21|利润率|33\.9/);
  });
});

describe('an answer that changes the draft', () => {
  it('"改价": the price is worked back, the next version is shown and the first request is void', async () => {
    const first = await newest(salesperson);
    await answer('改价 5.40');
    expect(await desk.received(buyer)).toEqual([]);
    const { drafts, approvals, quotations, inquiry } = await standing();
    expect(inquiry.status).toBe('awaiting_approval');
    expect(drafts.map(({ status }) => status)).toEqual(['superseded', 'awaiting_approval']);
    expect(approvals.map(({ status }) => status)).toEqual(['superseded', 'open']);
    expect(quotations.map(({ version, status }) => `${version} ${status}`)).toEqual(['1 superseded', '2 draft']);
    expect(new Set(quotations.map((quotation) => quotation.quote_no)).size).toBe(1);
    const second = await newest(salesperson);
    expect(second.text).toContain('USD 5.57 → USD 5.40');
    expect(drafts[1]?.text).toContain('USD 5.40');
    expect(drafts[1]?.text).not.toContain('5.57');
    await desk.answer(first, salesperson, '同意');
    await desk.settle();
    expect(await desk.received(buyer)).toEqual([]);
    expect((await newest(salesperson)).text).toContain('已有更新的草稿');
    await desk.answer(second, salesperson, '同意');
    await desk.settle();
    expect((await newest(buyer)).text).toContain('USD 5.40');
  });

  it.each([
    ['lead time 45 days', /45 days/],
    ['交期 45天', /45 days/],
    ['validity 20 days', /13 December 2026/],
    ['language de', /Mit freundlichen Grüßen/],
    ['ask for the specification', /May we assume our standard specification/],
    ['ask about the lid colour', /We would also like to know: the lid colour\?\n\nBest regards/],
    ['discount 3%\nlead time 45 days', /45 days/],
  ])('%s', async (words, expected) => {
    await answer(words);
    const { drafts } = await standing();
    expect(drafts.map(({ status }) => status)).toEqual(['superseded', 'awaiting_approval']);
    expect(drafts[1]?.text).toMatch(expected);
    expect(await desk.received(buyer)).toEqual([]);
  });

  it('keeps what was changed before', async () => {
    await answer('lead time 45 days');
    await answer('price 5.30');
    const { draft } = await standing();
    expect(draft?.text).toMatch(/USD 5\.30/);
    expect(draft?.text).toMatch(/45 days/);
  });

  it.each([
    ['price 5.40 for VB-999', 'VB-999'],
    ['DDP Atlantis', 'DDP Atlantis'],
    ['language fi', 'fi'],
    ['问 杯盖颜色', '杯盖颜色'],
    ['add document moon map', 'moon map'],
    ['revise: make it friendlier', 'friendlier'],
    ['assign nobody@elsewhere.example', 'nobody@elsewhere.example'],
    ['snooze 2020-01-01', ''],
  ])('%s is asked back with the reason; the draft still waits', async (words, about) => {
    const before = await standing();
    await answer(words);
    const after = await standing();
    expect(after.drafts).toEqual(before.drafts);
    expect(after.approvals).toEqual(before.approvals);
    const question = await newest(salesperson);
    expect(question.text).toMatch(/没有发送/);
    expect(question.text).toContain(about);
    await desk.answer(question, salesperson, '同意');
    await desk.settle();
    expect(await desk.received(buyer)).toHaveLength(1);
  });

  it('a price below the floor goes to a manager, and he who asked for it cannot approve it', async () => {
    await answer('改价 4.60');
    const told = await newest(salesperson);
    expect(told.text).toContain('Zhao Lan');
    const { approvals } = await standing();
    expect(approvals.map(({ approver, status }) => [approver, status])).toEqual([
      [salesperson, 'superseded'],
      [manager, 'open'],
    ]);
    const request = await newest(manager);
    expect(request.text).toContain('利润率');
    expect(request.text).toContain('Chen Wei');
    await desk.answer(request, salesperson, '同意');
    await desk.settle();
    expect(await desk.received(buyer)).toEqual([]);
    await desk.answer(request, manager, '同意');
    await desk.settle();
    expect((await newest(buyer)).text).toContain('USD 4.60');
  });
});

describe('what else can be answered', () => {
  it('assign: the colleague owns it, signs and is asked; the earlier request is void', async () => {
    const first = await newest(salesperson);
    await answer(`assign ${colleague}`);
    const { inquiry, draft } = await standing();
    expect(inquiry.owner).toBe(colleague);
    expect(draft?.text).toContain('Emma Roth');
    expect((await newest(salesperson)).text).toContain('Emma Roth');
    await desk.answer(first, salesperson, '同意');
    await desk.settle();
    expect(await desk.received(buyer)).toEqual([]);
    const request = (await desk.received(colleague)).at(-1);
    if (!request) throw new Error('no request');
    expect(request.text).toContain('Handed over by Chen Wei to Emma Roth');
    await desk.answer(request, colleague, 'approve');
    await desk.settle();
    expect((await newest(buyer)).from?.name).toBe('Emma Roth');
  });

  it.each([
    ['关闭：成交', 'won', 'won'],
    ['close: price', 'lost', 'price'],
    ['close: spam', 'closed_noise', 'not_inquiry'],
  ])('%s', async (words, status, code) => {
    const request = await newest(salesperson);
    await answer(words);
    const { inquiry, draft, approvals } = await standing();
    expect(inquiry).toMatchObject({ status, close_code: code });
    expect(draft?.status).toBe('superseded');
    expect(approvals.map((approval) => approval.status)).toEqual(['superseded']);
    await desk.answer(request, salesperson, '同意');
    await desk.settle();
    expect(await desk.received(buyer)).toEqual([]);
    expect((await newest(salesperson)).text).toContain('已经处理过了');
  });

  it('help: the commands, and the answer to that mail counts', async () => {
    await answer('help');
    const help = await newest(salesperson);
    expect(help.text).toContain('改价 4.95');
    await desk.answer(help, salesperson, '同意');
    await desk.settle();
    expect(await desk.received(buyer)).toHaveLength(1);
  });

  it('an unclear answer names what was changed in the quotation and the words that work', async () => {
    const request = await newest(salesperson);
    const changed = request.text.replaceAll('USD 5.57', 'USD 5.20');
    await desk.answer({ ...request, text: changed }, salesperson, '');
    await desk.settle();
    const question = await newest(salesperson);
    expect(question.text).toMatch(/5\.57.*→.*5\.20/);
    expect(question.text).toMatch(/修改 \+ 正文/);
    expect(await desk.received(buyer)).toEqual([]);
  });
});

describe('files that the approver attaches', () => {
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

  async function answerWith(text: string, filename: string, content: Buffer): Promise<void> {
    const request = await newest(salesperson);
    serial += 1;
    const raw = await composeMail({
      from: { name: 'Chen Wei', address: salesperson },
      to: [{ name: '', address: deskAddress }],
      subject: `Re: ${request.subject}`,
      text,
      messageId: `<file-${serial}@brightsteel.example>`,
      date: desk.clock.now(),
      ...(request.messageId ? { inReplyTo: request.messageId, references: [request.messageId] } : {}),
      attachments: [{ filename, contentType: 'application/octet-stream', content }],
    });
    desk.server.deliver(deskAddress, raw);
    await desk.settle();
  }

  it('go along with his text, beside the files of the draft', async () => {
    await answerWith('edit\n\nDear Maike,\n\nplease find the drawing attached.\n\nChen Wei', 'drawing.pdf', pdf);
    const sent = await newest(buyer);
    expect(sent.text.trim()).toBe('Dear Maike,\n\nplease find the drawing attached.\n\nChen Wei');
    const { draft } = await standing();
    expect(sent.attachments.map(({ filename }) => filename)).toEqual([
      ...(draft?.attachments ?? []).map(({ name }) => name).filter((name) => name !== 'drawing.pdf'),
      'drawing.pdf',
    ]);
    expect(sent.attachments.at(-1)?.size).toBe(pdf.length);
  });

  it.each([
    ['edit\n\nDear Maike,\n\nplease find the drawing attached.\n\nChen Wei', 'drawing.pdf.exe', Buffer.from('MZ')],
    [
      'edit\n\nDear Maike,\n\nplease find the drawing attached.\n\nChen Wei',
      'drawing.pdf',
      Buffer.alloc(11_000_000, 'x'),
    ],
    ['同意', 'drawing.pdf', pdf],
  ])('%j with %s is asked back, nothing is sent', async (text, filename, content) => {
    await answerWith(text, filename, content);
    expect(await desk.received(buyer)).toEqual([]);
    expect((await newest(salesperson)).text).toMatch(/drawing|文件/);
    expect((await standing()).inquiry.status).toBe('awaiting_approval');
  });
});

describe('races', () => {
  afterEach(async () => {
    desk.service = await startService(desk.app, ['intake', 'workers']);
    await desk.settle();
  });

  it.each([
    ['approve and approve', '同意', '同意', 1],
    ['approve and reject', '同意', '拒绝 不要', null],
    ['approve and a new price', '同意', '改价 5.40', null],
  ])('%s at once: one of them counts, the other is told', async (_, one, other, sent) => {
    const request = await newest(salesperson);
    await desk.service.stop();
    const ids = [await store(request, one, 1), await store(request, other, 2)];
    await Promise.all(ids.map((id) => runStage(desk.app, decide, id)));
    // The one that lost comes back by the sweep.
    for (const id of ids) await runStage(desk.app, decide, id);
    const { db } = desk.app;
    const mails = await mailsOf('audience', 'customer');
    expect(mails.length).toBeLessThanOrEqual(1);
    if (sent !== null) expect(mails).toHaveLength(sent);
    const messages = await db.selectFrom('messages').select('status').where('id', 'in', ids).execute();
    expect(messages.map(({ status }) => status)).toEqual(['done', 'done']);
    const told = await mailsOf('purpose', 'ask_back');
    expect(told).toHaveLength(1);
    const { approvals } = await standing();
    const decided = approvals.filter(({ decision_message_id: id }) => id !== null);
    expect(decided).toHaveLength(1);
  });

  it('an approval in the same second as a new mail of the customer: sent before it, or not at all', async () => {
    const request = await newest(salesperson);
    await desk.service.stop();
    const approval = await store(request, '同意', 1);
    const customers = await store({ ...request, subject: 'RFQ VB-500' }, 'We need 15,000 pcs now.', 2, buyer);
    await Promise.all([runStage(desk.app, decide, approval), runStage(desk.app, route, customers)]);
    await runStage(desk.app, decide, approval);
    const { drafts, approvals, inquiry } = await standing();
    const mails = await mailsOf('audience', 'customer');
    const isApproved = approvals[0]?.status === 'approved';
    expect(mails).toHaveLength(isApproved ? 1 : 0);
    expect(drafts[0]?.status).toBe(isApproved ? 'approved' : 'superseded');
    expect(['negotiating', 'approved']).toContain(inquiry.status);
  });

  it('the customer writes while the draft waits: it is void, the approver is told and gets a new one', async () => {
    const request = await newest(salesperson);
    await desk.write({ from: buyer, subject: 'Re: RFQ VB-500', text: 'One more question: is it dishwasher safe?' });
    await desk.settle();
    const mails = await desk.received(salesperson);
    expect(mails.some(({ subject }) => subject.includes('草稿作废'))).toBe(true);
    await desk.answer(request, salesperson, '同意');
    await desk.settle();
    expect(await desk.received(buyer)).toEqual([]);
  });
});

/** Mails about the newest inquiry. */
async function mailsOf(column: 'audience' | 'purpose', value: 'customer' | 'ask_back') {
  const { inquiry } = await standing();
  const mails = desk.app.db.selectFrom('outgoing').select('id').where('inquiry_id', '=', inquiry.id);
  return mails.where(column, '=', value).execute();
}

/** An answer that has been stored and is not yet looked at, or (from a customer) not yet routed. */
async function store(request: MailMessage, text: string, uid: number, from = salesperson): Promise<number> {
  const { db } = desk.app;
  const open = await db
    .selectFrom('approvals')
    .select('id')
    .where('status', '=', 'open')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  const isAnswer = from === salesperson;
  const mail: MailMessage = {
    ...request,
    messageId: `<race-${serial}-${uid}@test.example>`,
    inReplyTo: isAnswer ? request.messageId : null,
    references: isAnswer && request.messageId ? [request.messageId] : [],
    from: { name: '', address: from },
    subject: `Re: ${request.subject}`,
    text,
    headers: {},
    attachments: [],
  };
  desk.planted += 1;
  const { id } = await db
    .insertInto('messages')
    .values({
      mailbox: 'inquiries@brightsteel.example',
      folder: 'INBOX',
      uid_validity: 'race',
      uid: serial * 10 + uid,
      checksum: `race-${serial}-${uid}`,
      raw: Buffer.from(''),
      mail: JSON.stringify(mail),
      received_at: desk.clock.now(),
      stored_at: desk.clock.now(),
      status: isAnswer ? 'deciding' : 'stored',
      disposition: isAnswer ? 'decision' : null,
      detail: JSON.stringify(isAnswer ? { approvalId: open?.id } : {}),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
