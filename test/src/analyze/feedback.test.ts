import { describe, expect, it } from '@jest/globals';
import { readFeedback } from '../../../src/analyze/feedback.ts';
import { vocabulary, words } from './lamp-seller.ts';

describe('readFeedback', () => {
  it.each([
    ['unsubscribe', 'en', 'Please remove me from your list.'],
    ['unsubscribe', 'en', 'STOP'],
    ['unsubscribe', 'zh', '退订'],
    ['unsubscribe', 'de', 'Abmelden'],
    ['complaint', 'en', 'Thirty lamps arrived damaged, we claim a refund.'],
    ['not_interested', 'en', 'Thanks, but we chose another supplier.'],
    ['not_interested', 'de', 'Vielen Dank, wir haben derzeit keinen Bedarf.'],
    ['defer', 'en', 'We are not interested now, maybe next year.'],
    ['defer', 'es', 'Estamos evaluando, le avisaremos el próximo mes.'],
    ['defer', 'zh', '项目暂缓,下个月再联系。'],
    ['accept_proforma', 'en', 'We accept your offer, please send the proforma invoice.'],
    ['accept_proforma', 'de', 'Wir akzeptieren. Bitte Proforma-Rechnung senden.'],
    ['accept_proforma', 'es', 'Aceptamos, envíen la factura proforma.'],
    ['accept_proforma', 'zh', '价格可以,请做PI,我们下单。'],
    ['price_objection', 'en', 'Good lamps but too expensive.'],
    ['price_objection', 'en', 'We accept your offer with a discount of 3%.'],
    ['price_objection', 'de', 'Leider zu teuer.'],
    ['price_objection', 'es', 'El precio es alto, ¿pueden hacer un descuento?'],
    ['price_objection', 'zh', '价格太高了,别家便宜10%。'],
    ['product_objection', 'en', 'The lamp is too heavy for our poles.'],
    ['product_objection', 'en', 'Your MOQ is too much, moq is too high for us.'],
    ['product_objection', 'de', 'Die Lieferzeit ist zu lang.'],
    ['product_objection', 'zh', '交期太长。'],
    ['question', 'en', 'Can you do it in black?'],
    ['question', 'zh', '交货期是多久'],
    ['positive_ack', 'en', 'Well received, thank you.'],
    ['positive_ack', 'zh', '收到'],
    ['other', 'en', 'See you in Hanover.'],
    ['other', 'en', ''],
  ])('reads %s (%s): %s', (feedback, language, text) => {
    expect(readFeedback(text, language, vocabulary, words).feedback).toBe(feedback);
  });

  it.each([
    ['en', 'We cannot accept your offer.'],
    ['en', 'If you give free shipping we accept.'],
    ['en', 'Do you think we should place an order?'],
    ['en', 'We are not ready to order.'],
    ['de', 'Wir können nicht akzeptieren.'],
    ['es', 'No aceptamos estas condiciones.'],
    ['zh', '我们不接受。'],
  ])('takes no yes from (%s): %s', (language, text) => {
    expect(readFeedback(text, language, vocabulary, words).feedback).not.toBe('accept_proforma');
  });

  it('reads "not too expensive" as no objection', () => {
    expect(readFeedback('It is not too expensive.', 'en', vocabulary, words).feedback).toBe('other');
  });

  it('shows the words that decided', () => {
    expect(readFeedback('Too expensive, sorry', 'en', vocabulary, words).evidence).toEqual(['too expensive']);
  });
});
