import { describe, expect, it } from '@jest/globals';
import { Company } from '../../../src/model/company.ts';
import type { MailMessage } from '../../../src/model/message.ts';
import { findCustomer } from '../../../src/receive/find-customer.ts';
import { channels, clients, mail } from './client-data.ts';

const company = Company.parse({
  name: 'Chen Gloves Co., Ltd.',
  address: 'Ningbo',
  country: 'CN',
  timeZone: 'Asia/Shanghai',
  website: 'https://www.seller.example',
  domains: ['seller.example'],
  team: [
    { name: 'Mei Chen', email: 'mei@seller.example', role: 'sales' },
    { name: 'Jo', email: 'jo@seller.example', role: 'manager' },
  ],
  defaultOwner: 'jo@seller.example',
});
const places = { mailboxAddress: 'desk@seller.example', company, clients, channels };
const box = (address: string, name = '') => ({ name, address });
const buyer = box('eva@shop.example', 'Eva Roth');
const wish = 'Please quote 600 pairs of gloves.';
const find = (parts: Partial<MailMessage>) => findCustomer(mail(parts), places);
const fields = `Name: Eva Roth\nCompany: Roth GmbH\nEmail: eva@shop.example\nCountry: Germany\nMessage: ${wish}`;
const noFields = `Name: Eva Roth\nCompany: Roth GmbH\nCountry: Germany\nMessage: ${wish}`;

describe('findCustomer: forms', () => {
  it.each<[string, string, Partial<MailMessage>]>([
    [
      'contact-form-7',
      'wordpress@seller.example',
      {
        text: `From: Eva Roth <eva@shop.example>\nSubject: gloves\n\nMessage Body:\n${wish}\n\n--\nThis e-mail was sent from a contact form on Seller (https://seller.example)`,
      },
    ],
    [
      'elementor',
      'info@seller.example',
      { text: `${fields}\n\n---\n\nDate: 3 March\nPage URL: https://seller.example/g7\nPowered by: Elementor` },
    ],
    [
      'gravity-forms',
      'web@seller.example',
      {
        subject: 'New submission from Contact',
        text: `Name\n\tEva Roth\nEmail\n\teva@shop.example\nMessage\n\t${wish}`,
      },
    ],
    [
      'wpforms',
      'web@seller.example',
      {
        subject: 'New Entry: Contact',
        text: `Name\nEva Roth\n\nEmail\neva@shop.example\n\nComment or Message\n${wish}`,
      },
    ],
    [
      'shopify',
      'mailer@shopify.com',
      {
        subject: 'New customer message on 3 March at 9:05',
        replyTo: [buyer],
        text: `You received a new message from your online store's contact form.\n\nCountry Code:\nDE\n\nName:\nEva Roth\n\nEmail:\neva@shop.example\n\nBody:\n${wish}`,
      },
    ],
    [
      'squarespace',
      'form-submission@squarespace.info',
      {
        subject: 'Form Submission - Contact',
        text: `Name: Eva Roth\n\nEmail: eva@shop.example\n\nMessage: ${wish}\n\n(Sent via form submission from Seller)`,
      },
    ],
    [
      'webflow',
      'no-reply-forms@webflow.com',
      {
        subject: 'New form submission on Webflow for Seller',
        text: `Form\nContact\n\nSite\nSeller\n\nSubmitted content\n\nName: Eva Roth\nEmail: eva@shop.example\nMessage: ${wish}`,
      },
    ],
    [
      'formspree',
      'noreply@formspree.io',
      {
        subject: 'New submission from seller.example',
        text: `Someone just submitted your form on seller.example/contact.\nHere's what they had to say:\n\nname:\nEva Roth\n\nemail:\neva@shop.example\n\nmessage:\n${wish}`,
      },
    ],
    [
      'jotform',
      'noreply@jotform.com',
      { subject: 'Contact form - Eva Roth', text: `Full Name\tEva Roth\nE-mail\teva@shop.example\nMessage\t${wish}` },
    ],
    [
      'typeform',
      'notifications@followups.typeform.com',
      {
        subject: 'Your typeform Contact has a new response',
        text: `Your typeform Contact has a new response\n\nName: Eva Roth\nEmail: eva@shop.example\nWhat do you need?\n${wish}`,
      },
    ],
    [
      'hubspot',
      'noreply@notifications.hubspot.com',
      {
        subject: 'New submission on HubSpot Form "Contact"',
        text: `First name: Eva\nLast name: Roth\nEmail: eva@shop.example\nMessage: ${wish}`,
      },
    ],
    [
      'wix',
      'no-reply@wix-forms.com',
      {
        subject: 'Contact got a new submission',
        text: `Eva Roth just submitted your form: Contact on Seller\n\nMessage Details:\nName: Eva Roth\nEmail: eva@shop.example\nMessage: ${wish}`,
      },
    ],
  ])('%s', (layoutId, address, parts) => {
    const found = find({ from: box(address, 'Seller'), headers: { precedence: ['bulk'] }, ...parts });
    expect(found).toMatchObject({
      kind: 'found',
      channel: 'web_form',
      customer: buyer,
      forwardedBy: null,
      notification: {
        layoutId,
        layoutKnown: true,
        customerAddress: 'eva@shop.example',
        replyPolicy: 'smtp',
        fields: { message: wish },
      },
    });
  });

  it('a form nobody has described is read by its labels and marked', () => {
    expect(find({ from: box('forms@seller.example'), subject: 'Kontaktanfrage', text: fields })).toMatchObject({
      channel: 'web_form',
      customer: buyer,
      notification: { layoutId: null, layoutKnown: false },
    });
    expect(find({ from: box('noreply@hoster.example'), subject: 'Kontakt', text: fields })).toMatchObject({
      customer: buyer,
      channel: 'web_form',
    });
  });

  it('the address in a labelled field counts before Reply-To, and never one of ours, the form or a platform', () => {
    const from = box('mailer@shopify.com');
    expect(find({ from, replyTo: [box('owner@freebox.example')], text: fields })).toMatchObject({ customer: buyer });
    const ours = `Email: mei@seller.example\nName: Eva Roth\nMessage: ${wish}`;
    expect(find({ from, replyTo: [buyer], text: ours })).toMatchObject({ customer: buyer });
    expect(find({ from, text: ours })).toMatchObject({
      customer: { address: '' },
      notification: { customerAddress: null, replyPolicy: 'forbidden' },
    });
  });

  it('a form that writes in the name of the visitor', () => {
    const text = `From: Eva Roth <eva@shop.example>\nMessage Body:\n${wish}\n\n--\nThis e-mail was sent from a contact form on Seller (https://seller.example)`;
    expect(find({ from: buyer, text })).toMatchObject({ channel: 'web_form', customer: buyer });
  });

  it('a buyer who fills his mail with labels is no form', () => {
    expect(find({ from: buyer, text: fields })).toMatchObject({ channel: 'email', customer: buyer });
  });

  it('a robot of the buyer’s own company is no form', () => {
    expect(find({ from: box('noreply@shop.example'), replyTo: [buyer], text: wish })).toMatchObject({
      channel: 'email',
      customer: buyer,
    });
  });
});

describe('findCustomer: platforms', () => {
  it.each<[string, string, string, string]>([
    ['alibaba', 'feedback@service.alibaba.com', 'Mei, you have a message from Eva Roth!', 'copy_to_platform'],
    ['made_in_china', 'noreply@service.made-in-china.com', 'Inquiry about gloves', 'copy_to_platform'],
    ['tradekey', 'info@tradekey.com', 'New inquiry for gloves', 'copy_to_platform'],
    ['ec21', 'webmaster@ec21.com', 'Inquiry: gloves', 'copy_to_platform'],
    ['global_sources', 'buyerinquiry@globalsources.com', 'Buyer inquiry 10', 'copy_to_platform'],
    ['hktdc', 'hktdcenquiry@sourcing.hktdc.org', 'Enquiry from Roth GmbH - gloves', 'relay_by_mail'],
    ['other_platform', 'leads@wlw.de', 'Neue Anfrage', 'copy_to_platform'],
  ])('%s hides the address', (channel, address, subject, replyPolicy) => {
    const found = find({ from: box(address, 'Platform'), subject, text: noFields });
    expect(found).toMatchObject({
      kind: 'found',
      channel,
      customer: { name: 'Eva Roth', address: '' },
      notification: { customerAddress: null, replyPolicy, relayAddress: channel === 'hktdc' ? address : null },
    });
  });

  it.each([
    ['global_sources', 'buyerinquiry@globalsources.com', 'smtp'],
    ['indiamart', 'buyershelpdesk@indiamart.com', 'smtp'],
    ['alibaba', 'feedback@service.alibaba.com', 'copy_to_platform'],
    ['hktdc', 'hktdcenquiry@sourcing.hktdc.org', 'relay_by_mail'],
    ['other_platform', 'leads@wlw.de', 'smtp'],
  ])('%s shows the address', (channel, address, replyPolicy) => {
    expect(find({ from: box(address), subject: 'New inquiry', text: fields })).toMatchObject({
      channel,
      customer: buyer,
      notification: { customerAddress: 'eva@shop.example', replyPolicy },
    });
  });

  it('gives the limits of a relay', () => {
    expect(find({ from: box('hktdcenquiry@sourcing.hktdc.org'), text: noFields })).toMatchObject({
      notification: { replyLimits: { attachments: 4, mailBytes: 3_000_000 } },
    });
  });

  it.each([
    ['member@notice.alibaba.com', 'Your verification code', 'Your verification code is 123456.'],
    ['service@notice.alibaba.com', '会员服务即将到期', '请及时续费。'],
    ['invitations@linkedin.com', 'Tom wants to connect', 'I would like to add you to my network'],
    ['info@tradekey.com', 'Upgrade to Gold', 'Upgrade now to reach more buyers.'],
    ['newsletter@wlw.de', 'Ihr Profil', 'Ihr Abonnement endet. Verlängern Sie jetzt.'],
    ['mailer@shopify.com', 'Your bill', 'Your invoice is available.'],
  ])('%s writes about our account', (address, subject, text) => {
    expect(find({ from: box(address), subject, text }).kind).toBe('platform_admin');
  });

  it('what cannot be read at all is an inquiry still', () => {
    expect(
      find({ from: box('feedback@service.alibaba.com'), subject: 'Neu', text: 'etwas ganz anderes' }),
    ).toMatchObject({
      kind: 'found',
      channel: 'alibaba',
      text: 'etwas ganz anderes',
    });
    expect(find({ from: box('x@tradekey.com'), subject: 'Hm', text: '...' })).toMatchObject({
      notification: { layoutKnown: false },
    });
  });

  it('a platform named by the display name alone is no platform', () => {
    expect(find({ from: box('sales@shop.example', 'Alibaba.com'), text: wish })).toMatchObject({ channel: 'email' });
  });

  it('one buyer has one key, whatever he writes', () => {
    const one = find({
      from: box('feedback@service.alibaba.com'),
      subject: 'Mei, you have a message from Eva Roth!',
      text: noFields,
    });
    expect(one).toMatchObject({ notification: { threadKey: 'alibaba:eva roth|roth gmbh' } });
  });
});

describe('findCustomer: a platform nobody has described', () => {
  const request: Partial<MailMessage> = {
    from: box('rfi@sourcing-portal.example', 'Sourcing Portal'),
    replyTo: [buyer],
    subject: 'RFQ',
    text: fields,
  };

  it('is not taken for the buyer whose form it passes on', () => {
    expect(find(request)).toMatchObject({
      customer: buyer,
      channel: 'other_platform',
      notification: { layoutKnown: false, stated: { company: 'Roth GmbH', country: 'DE' } },
    });
  });

  it.each<[string, Partial<MailMessage>]>([
    ['Reply-To is not the address in the form', { replyTo: [box('other@elsewhere.example')] }],
    ['nothing is filled in', { text: `Dear Mei,\n\n${wish}\n\nEva Roth\neva@shop.example` }],
  ])('but not when %s', (_, parts) => {
    expect(find({ ...request, ...parts })).toMatchObject({
      channel: 'email',
      customer: { address: 'rfi@sourcing-portal.example' },
    });
  });
});

describe('findCustomer: forwarded notifications', () => {
  const forward = (from: string, body: string) =>
    `FYI\n\n---------- Forwarded message ---------\nFrom: ${from}\nDate: Tue, Mar 3, 2026 at 9:05 AM\nSubject: Agent?\nTo: <mei@seller.example>\n\n${body}`;

  it('of LinkedIn: the person without an address, never the platform', () => {
    const body = `Eva Roth sent you an InMail\nHead of Purchasing at Roth GmbH · Berlin, Germany\n\nHi Mei,\n\n${wish}\n\nReply: https://www.linkedin.com/messaging/thread/1\nUnsubscribe`;
    expect(
      find({
        from: box('mei@seller.example', 'Mei Chen'),
        subject: 'Fwd: Agent?',
        text: forward('Eva Roth via LinkedIn <inmail-hit-reply@linkedin.com>', body),
      }),
    ).toMatchObject({
      kind: 'found',
      channel: 'linkedin',
      forwardedBy: 'mei@seller.example',
      note: 'FYI',
      customer: { name: 'Eva Roth', address: '' },
      notification: {
        fields: { company: 'Roth GmbH', message: wish },
        platformUrl: 'https://www.linkedin.com/messaging/thread/1',
      },
    });
  });

  it('of a form on our own site', () => {
    const from = 'Seller <wordpress@seller.example>';
    expect(
      find({ from: box('mei@seller.example'), subject: 'Fwd: Contact', text: forward(from, fields) }),
    ).toMatchObject({
      channel: 'web_form',
      forwardedBy: 'mei@seller.example',
      customer: buyer,
    });
  });

  it('as an attachment, with the buyer in its Reply-To', () => {
    const embedded = {
      messageId: null,
      from: box('buyershelpdesk@indiamart.com'),
      replyTo: [buyer],
      to: [],
      subject: 'Enquiry for Gloves from Eva Roth',
      date: null,
      text: `I am looking for gloves.\n\nRegards,\nEva Roth`,
    };
    expect(
      find({ from: box('mei@seller.example'), subject: 'Fwd: Enquiry', text: 'see below', embedded: [embedded] }),
    ).toMatchObject({
      channel: 'indiamart',
      forwardedBy: 'mei@seller.example',
      customer: buyer,
    });
  });
});

describe('findCustomer: what a colleague forwards', () => {
  const block = (from: string, subject: string) =>
    `---------- Forwarded message ---------\nFrom: ${from}\nDate: Tue, Mar 3, 2026 at 9:05 AM\nSubject: ${subject}\nTo: <mei@seller.example>\n\n`;

  it('keeps what the buyer himself passes on', () => {
    const text = `pls\n\n${block('Eva Roth <eva@shop.example>', 'Fwd: gloves')}My client asks:\n\n${block('End Client <end@client.example>', 'gloves')}${wish}`;
    expect(find({ from: box('mei@seller.example'), subject: 'Fwd: Fwd: gloves', text })).toMatchObject({
      customer: buyer,
      note: 'pls',
      text: `My client asks:\n\n${wish}`,
    });
  });

  it('but not our own mail below his answer', () => {
    const text = `${block('Eva Roth <eva@shop.example>', 'Re: gloves')}Yes please.\n\nOn Mon, Mar 2, 2026 Mei <mei@seller.example> wrote:\n> 600 pairs?`;
    expect(find({ from: box('mei@seller.example'), subject: 'Fwd: Re: gloves', text })).toMatchObject({
      text: 'Yes please.',
    });
  });
});

describe('findCustomer: a forward that names the sender without an address', () => {
  const block = '发件人： Eva Roth\n发送时间： 2026-03-03 14:10\n收件人： mei\n主题： gloves\n';
  const forward = (text: string) =>
    find({ from: box('mei@seller.example'), subject: '转发: gloves', text: block + text });

  it('takes the only address that he signs with', () => {
    expect(forward(`${wish}\n\nRegards\nEva Roth\nEva@shop.example`)).toMatchObject({
      customer: buyer,
      forwardedBy: 'mei@seller.example',
    });
  });

  it.each([
    ['two addresses', `${wish}\n\nEva Roth\neva@shop.example\ninfo@shop.example`],
    [
      'one in a sentence',
      `${wish} Please send it to our agent, who is responsible for all our purchases, at li@agent.example.`,
    ],
    ['one of ours', `${wish}\n\nEva Roth\nmei@seller.example`],
    ['none', wish],
  ])('and asks when there is %s', (_, text) => {
    expect(forward(text).kind).toBe('unknown');
  });
});

describe('findCustomer: our own machines', () => {
  it('a report of ours is internal', () => {
    expect(
      find({
        from: box('no-reply@seller.example'),
        headers: { 'auto-submitted': ['auto-generated'] },
        subject: 'Backup done',
        text: 'All volumes were saved.',
      }).kind,
    ).toBe('internal');
  });

  it('a colleague who forwards nothing is asked', () => {
    expect(find({ from: box('mei@seller.example'), text: 'please help him' })).toEqual({
      kind: 'unknown',
      askWhom: 'mei@seller.example',
    });
  });
});
