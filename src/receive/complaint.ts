/** Recognises complaints, which go to a person on the same day (domain 2, gate G1b). */
import type { Signal } from '../model/inquiry.ts';
import type { Phrases } from './phrases.ts';

/**
 * Numbers of papers that only somebody has who has bought from us: `PI-2026-0311`, `invoice no. 4711`,
 * `Commande FW-3001`, `订单号 88213`.
 */
const PAPER =
  /(?<![\p{L}\p{N}])(?:PI|PO|CI|SC|invoice|order|proforma|contract|B\/L|container|shipment|commande|facture|contrat|livraison|pedido|factura|contrato|orden de compra|encomenda|fatura|auftrag|bestellung|rechnung|lieferung|lieferschein|vertrag|ordine|fattura|contratto|consegna|sipariş|sözleşme|заказ[а-я]{0,3}|инвойс[а-я]{0,2}|договор[а-я]{0,2}|накладн[а-я]{2,3}|(?:ال)?(?:طلب|طلبية|فاتورة)|ご?注文|ご?発注|주문|발주|订单|訂單|合同|发票|發票)[\s:#：-]{0,3}(?:(?:no\.?|number|nr\.?|n[°ºo.]{1,2}|№|num\.?|numarası|编号|編號|رقم|番号|번호|号|號|#)[\s:#：.-]{0,3}[A-Z]{0,4}-?\d[\w-]{2,20}|[A-Z]{1,6}-?\d[\w-]{2,20}|\d{2,6}-\d[\w-]{1,20}|\d{4,12}(?![\w-])(?!\s?(?:pcs|pieces|units|sets|pairs|cartons|stück|pièces|piezas|unidades|peças|pezzi|adet|шт|قطعة|[\p{Script=Han}\p{Script=Hangul}])))/iu;
const LONGEST = 20_000;

/**
 * The words of the complaint: one from a known customer, or two different ones about something delivered or ordered.
 * Without such a link a mail with two is the inquiry of somebody who complains about his present supplier.
 *
 * @param text subject and own words
 * @param asksToBuy he names a quantity of ours and asks its price
 */
export function readComplaint(
  text: string,
  phrases: Phrases,
  isKnownCustomer: boolean,
  asksToBuy = false,
): Signal[] | null {
  const words = phrases.get('complaint') ?? [];
  const paper = PAPER.exec(text.slice(0, LONGEST))?.[0];
  const delivery = paper ?? phrases.get('our_delivery')?.[0];
  const isComplaint = isKnownCustomer
    ? words.length >= 1 && !isWish(phrases, words)
    : words.length >= 2 && delivery !== undefined;
  const switches = phrases.has('switch_supplier');
  if (
    !isComplaint ||
    (switches && !isKnownCustomer && !paper) ||
    (!isKnownCustomer && (asksToBuy || isWish(phrases, words)) && !paper)
  ) {
    return null;
  }
  return [
    ...words.slice(0, 10).map((evidence) => ({ id: 'complaint', weight: 0, evidence })),
    ...(delivery ? [{ id: 'our_delivery', weight: 0, evidence: delivery }] : []),
  ];
}

/** Somebody who asks for a quotation and names one such word in passing ("no broken pieces please") wants to buy. */
function isWish(phrases: Phrases, words: readonly string[]): boolean {
  return words.length < 3 && (phrases.has('quote') || phrases.has('buyer_intent'));
}
