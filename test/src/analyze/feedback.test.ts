import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
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
    ['en', 'We agree, but the price must be 3.10.'],
    ['en', 'We will confirm the order once the sample is approved.'],
    ['en', 'Price is ok however the minimum must come down to 300.'],
    ['de', 'Wir bestellen, sobald das Muster freigegeben ist.'],
    ['de', 'Wir nehmen Ihr Angebot an, wenn Sie bis März liefern.'],
    ['fr', 'Nous sommes d’accord sous réserve de votre certificat.'],
    ['es', 'Confirmamos el pedido siempre que nos den 60 días.'],
    ['it', 'Va bene, ma servono 60 giorni.'],
    ['pt', 'Aceitamos desde que o frete seja vosso.'],
    ['ru', 'Согласны, но нужна отсрочка.'],
    ['tr', 'Kabul ediyoruz ancak vade istiyoruz.'],
    ['zh', '价格可以,但是交期要提前。'],
    ['ja', '価格は問題ありません。ただし納期は問題ありですが。'],
    ['ko', '진행하겠습니다만 가격 조정이 필요합니다.'],
    ['ar', 'نوافق بشرط تخفيض السعر.'],
  ])('takes no yes from (%s): %s', (language, text) => {
    expect(readFeedback(text, language, vocabulary, words).feedback).not.toBe('accept_proforma');
  });

  it('reads "not too expensive" as no objection', () => {
    expect(readFeedback('It is not too expensive.', 'en', vocabulary, words).feedback).toBe('other');
  });

  it.each([
    ['accept_proforma', 'fr', "C'est bon pour nous, vous pouvez lancer la production."],
    ['accept_proforma', 'ru', 'Цена устраивает, выставляйте счёт.'],
    ['accept_proforma', 'tr', 'Fiyatınız uygun, siparişi veriyoruz.'],
    ['accept_proforma', 'ar', 'السعر مناسب، نؤكد طلبنا.'],
    ['accept_proforma', 'ko', '견적대로 진행하겠습니다.'],
    ['price_objection', 'en', 'We need to land at 31 USD, your 35 leaves us no margin.'],
    ['price_objection', 'fr', 'Votre tarif est au-dessus de ce que nous payons.'],
    ['price_objection', 'ru', 'У другого завода на 7% дешевле, уступите?'],
    ['price_objection', 'pt', 'O valor ficou acima do nosso orçamento.'],
    ['product_objection', 'it', 'Abbiamo provato i campioni: la base ha gioco e si chiude male.'],
    ['product_objection', 'zh', '样品表面有毛刺,颜色也跟目录不一样。'],
    ['product_objection', 'fr', 'La finition de l’échantillon est décevante.'],
    ['not_interested', 'de', 'Wir haben den Auftrag an einen anderen Anbieter vergeben.'],
    ['not_interested', 'ja', '今回は他社様にお願いすることとなりました。'],
    ['not_interested', 'pt', 'Optámos por um fornecedor europeu.'],
    ['unsubscribe', 'ru', 'Прошу больше не писать на этот адрес.'],
    ['unsubscribe', 'it', 'Toglieteci dalla vostra lista.'],
    ['question', 'fr', 'Merci de me préciser le grammage du tissu.'],
    ['question', 'ko', '색상이 몇 가지 있는지 알려주시기 바랍니다.'],
    ['positive_ack', 'es', 'Recibido, lo reviso con mi socio.'],
    ['positive_ack', 'ru', 'Спасибо, предложение получили.'],
    ['other', 'en', 'My colleague Tim Fox is now in charge of purchasing.'],
  ])('reads %s (%s) in other words: %s', (feedback, language, text) => {
    expect(readFeedback(text, language, vocabulary, words).feedback).toBe(feedback);
  });

  it.each([
    ['en', 'Please come back to us on 18 January 2027.', '2027-01-18'],
    ['en', 'Nothing before Q1. Circle back the week of February 8th?', '2027-02-08'],
    ['en', 'Try me again mid-May.', '2027-05-15'],
    ['en', 'We will look at it next month.', '2026-12-01'],
    ['de', 'Fragen Sie im September wieder nach.', '2027-09-01'],
    ['de', 'Bitte melden Sie sich Anfang März wieder.', '2027-03-01'],
    ['fr', "Notre budget est gelé jusqu'à la fin de l'année, recontactez-nous le 18 janvier.", '2027-01-18'],
    ['es', 'Vuelva a contactarnos a partir del 1 de febrero.', '2027-02-01'],
    ['ja', '4月1日以降に改めてご連絡ください。', '2027-04-01'],
    // Chinese New Year is on 6 February 2027.
    ['zh', '过完春节再联系吧。', '2027-02-14'],
    ['en', 'Let us talk after Easter.', '2027-03-30'],
    ['en', 'Still under discussion, on hold.', null],
  ])('tells when a customer wants to hear from us again (%s): %s', (language, text, deferUntil) => {
    const today = DateTime.fromISO('2026-11-23');
    expect(readFeedback(text, language, vocabulary, words, today)).toMatchObject({ feedback: 'defer', deferUntil });
  });

  it('shows the words that decided', () => {
    expect(readFeedback('Too expensive, sorry', 'en', vocabulary, words).evidence).toEqual(['too expensive']);
  });
});
