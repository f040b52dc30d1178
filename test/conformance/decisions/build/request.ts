/** The approval request that the answers quote, in the two layouts that desks have sent. */

export type Draft = {
  no: string;
  customer: string;
  class: string;
  text: string;
  price: [string, string];
  word: [string, string];
  line: [string, string];
  letter: string;
};
export type Language = 'en' | 'zh' | 'tw';
export type Layout = 'long' | 'short';
export type Request = { subject: string; text: string };

/** `text` stands for the draft as it is, or as an approver changed it in the quotation. */
export function requestOf(draft: Draft, layout: Layout, language: Language, text = draft.text): Request {
  const subject = `[${draft.no} k7f3-q2m9-xd4t-6wba] ${language === 'en' ? 'to approve' : '待审批'} · ${draft.class} · ${draft.customer}`;
  if (layout === 'short') {
    return {
      subject: `[${draft.no}] Draft reply for approval: ${draft.customer}`,
      text: `Inquiry ${draft.no} (${draft.class})\nCustomer: ${draft.customer}\n\nAnswer with: approve | edit + your text | revise: what | reject: reason | assign: address | snooze: date | close: reason\nAn unclear answer is asked back and nothing is sent.\n\n--- draft begins ---\n${text}\n--- draft ends ---`,
    };
  }
  const words = language === 'en' ? english : chinese;
  return {
    subject,
    text: `${words.how}\n\n${words.wants}: ${draft.customer}, BT-220 × 3,000, CE\n${words.own}: "please quote your best price, ok if you need samples first"\n${words.price}: FOB Ningbo 5.35\n\nTo: buyer@customer.example\nSubject: Re: inquiry\nVersion 1\n----- draft / 草稿 -----\n\n${text}\n\n----- end of draft / 草稿结束 -----\n\n${words.original} (2026-12-02 16:40):\nDear Sir,\nplease quote your best price for the articles in the list, delivery before March.\nWe can approve a sample within 3 days.\n\nRegards\nPurchasing`,
  };
}

const english = {
  how: 'Just answer this mail:\n  approve          = send the draft as it is\n  edit             = and below it your text: your text is sent\n  reject: reason   = nothing is sent',
  wants: 'The customer wants',
  own: 'His words',
  price: 'Our price',
  original: 'What the customer wrote',
};
const chinese = {
  how: '直接回复本邮件即可：\n  同意            = 原样发送\n  修改            = 下面写您的正文，发送您的正文\n  拒绝：原因      = 不发送',
  wants: '客户要什么',
  own: '原文',
  price: '我方报价',
  original: '客户原文',
};
