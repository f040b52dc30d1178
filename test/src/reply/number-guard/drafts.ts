/** One draft of an offer in each of the twelve languages, as the templates would write it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { ClaimWords } from '../../../../src/model/claim-words.ts';
import type { DraftText } from '../../../../src/model/draft.ts';
import { ReadingWords } from '../../../../src/model/reading-words.ts';
import { ReplyWords } from '../../../../src/reply/words.ts';

const root = join(import.meta.dirname, '../../../..');
const read = (file: string): unknown => load(readFileSync(join(root, file), 'utf8'));

export const sources = {
  claimWords: ClaimWords.parse(read('config/claim-words.yaml')),
  readingWords: ReadingWords.parse(read('config/reading-words.yaml')),
  replyWords: ReplyWords.pick({ currencies: true }).parse(read('templates/words.yaml')),
};

export const facts = ['Customer: Nordwind Handel GmbH, Hamburg', 'Website: https://nordwind.example'];

const SIGNATURE = '\n\nLi Wei\nBright Steel Co., Ltd.\n+86 574 8765 4321\nhttps://www.brightsteel.example';

const bodies: Record<string, string> = {
  en: `Dear Anna Berg,

Thank you for your inquiry of 20 November 2026 for 5,000 pcs Vacuum bottle (VB-500). This is our offer:

FOB Ningbo
- Vacuum bottle (VB-500): 5,000 pcs × USD 4.95/pc = USD 24,750.00
- Vacuum bottle (VB-750): 2,000 pcs × USD 6.20/pc = USD 12,400.00
Valid until 15 March 2027.

Lead time: 25 days after we receive your deposit, plus about 30-35 days in transit (carrier's schedule, not guaranteed).
Payment: 30% T/T deposit, 70% against copy of B/L.
LFGB and FDA reports are available.

Which colour do you need?
Shall I prepare the proforma invoice?

Best regards`,
  zh: `Anna Berg，您好：

感谢您2026年11月20日的咨询：5,000个真空瓶（VB-500）。我们的报价如下：

FOB 宁波
- 真空瓶（VB-500）：5,000个 × USD 4.95/个 = USD 24,750.00
- 真空瓶（VB-750）：2,000个 × USD 6.20/个 = USD 12,400.00
有效期至2027年3月15日。

交期：收到定金后25天，另加约30-35天运输时间。
付款方式：30% T/T定金，70%见提单副本。
可提供LFGB和FDA报告。

您需要什么颜色？
需要我准备形式发票吗？

此致`,
  es: `Estimada Anna Berg:

Gracias por su consulta del 20 de noviembre de 2026 sobre 5.000 unidades de botella térmica (VB-500). Esta es nuestra oferta:

FOB Ningbo
- Botella térmica (VB-500): 5.000 unidades × 4,95 USD/unidad = 24.750,00 USD
- Botella térmica (VB-750): 2.000 unidades × 6,20 USD/unidad = 12.400,00 USD
Válida hasta el 15 de marzo de 2027.

Plazo de producción: 25 días después de recibir su depósito, más unos 30-35 días de tránsito.
Pago: 30 % T/T de depósito, 70 % contra copia del B/L.
Los informes LFGB y FDA están disponibles.

¿Qué color necesita?
¿Preparo la factura proforma?

Saludos cordiales`,
  fr: `Bonjour Anna Berg,

Merci de votre demande du 20 novembre 2026 pour 5 000 pièces de bouteille isotherme (VB-500). Voici notre offre :

FOB Ningbo
- Bouteille isotherme (VB-500) : 5 000 pièces × 4,95 USD/pièce = 24 750,00 USD
- Bouteille isotherme (VB-750) : 2 000 pièces × 6,20 USD/pièce = 12 400,00 USD
Valable jusqu'au 15 mars 2027.

Délai de production : 25 jours après réception de votre acompte, plus environ 30-35 jours de transit.
Paiement : 30 % T/T d'acompte, 70 % contre copie du B/L.
Les rapports LFGB et FDA sont disponibles.

Quelle couleur souhaitez-vous ?
Dois-je préparer la facture proforma ?

Cordialement`,
  de: `Guten Tag Anna Berg,

vielen Dank für Ihre Anfrage vom 20. November 2026 über 5.000 Stück Isolierflasche (VB-500). Das ist unser Angebot:

FOB Ningbo
- Isolierflasche (VB-500): 5.000 Stück × 4,95 USD/Stück = 24.750,00 USD
- Isolierflasche (VB-750): 2.000 Stück × 6,20 USD/Stück = 12.400,00 USD
Gültig bis 15. März 2027.

Lieferzeit: 25 Tage nach Eingang Ihrer Anzahlung, dazu etwa 30-35 Tage Transport.
Zahlung: 30 % T/T Anzahlung, 70 % gegen Kopie des B/L.
Berichte nach LFGB und FDA liegen vor.

Welche Farbe brauchen Sie?
Soll ich die Proformarechnung vorbereiten?

Mit freundlichen Grüßen`,
  pt: `Prezada Anna Berg,

Obrigado pela sua consulta de 20 de novembro de 2026 sobre 5.000 peças de garrafa térmica (VB-500). Esta é a nossa oferta:

FOB Ningbo
- Garrafa térmica (VB-500): 5.000 peças × USD 4,95/peça = USD 24.750,00
- Garrafa térmica (VB-750): 2.000 peças × USD 6,20/peça = USD 12.400,00
Válida até 15 de março de 2027.

Prazo de produção: 25 dias após o recebimento do seu depósito, mais cerca de 30-35 dias de trânsito.
Pagamento: 30% T/T de depósito, 70% contra cópia do B/L.
Os relatórios LFGB e FDA estão disponíveis.

Qual cor o senhor precisa?
Devo preparar a fatura proforma?

Atenciosamente`,
  ru: `Здравствуйте, Anna Berg!

Благодарим за запрос от 20 ноября 2026 г. на 5 000 шт. термобутылок (VB-500). Наше предложение:

FOB Нинбо
- Термобутылка (VB-500): 5 000 шт. × 4,95 USD/шт. = 24 750,00 USD
- Термобутылка (VB-750): 2 000 шт. × 6,20 USD/шт. = 12 400,00 USD
Действительно до 15 марта 2027 г.

Срок производства: 25 дней после получения вашей предоплаты, плюс около 30-35 дней в пути.
Оплата: 30 % T/T предоплата, 70 % против копии B/L.
Отчёты LFGB и FDA имеются.

Какой цвет вам нужен?
Подготовить проформу?

С уважением`,
  ar: `مرحبا Anna Berg،

شكرا على استفساركم بتاريخ 20 نوفمبر 2026 عن 5,000 قطعة من الزجاجة الحرارية (VB-500). هذا عرضنا:

FOB Ningbo
- الزجاجة الحرارية (VB-500): 5,000 قطعة × 4.95 USD للقطعة = 24,750.00 USD
- الزجاجة الحرارية (VB-750): 2,000 قطعة × 6.20 USD للقطعة = 12,400.00 USD
صالح حتى 15 مارس 2027.

مدة الإنتاج: 25 يوما بعد استلام العربون، بالإضافة إلى حوالي 30-35 يوما للنقل.
الدفع: 30% T/T عربون، 70% مقابل نسخة B/L.
تقارير LFGB و FDA متوفرة.

ما اللون الذي تحتاجونه؟
هل أجهز الفاتورة الأولية؟

مع أطيب التحيات`,
  it: `Gentile Anna Berg,

grazie per la Sua richiesta del 20 novembre 2026 per 5.000 pezzi di bottiglia termica (VB-500). Ecco la nostra offerta:

FOB Ningbo
- Bottiglia termica (VB-500): 5.000 pezzi × 4,95 USD/pezzo = 24.750,00 USD
- Bottiglia termica (VB-750): 2.000 pezzi × 6,20 USD/pezzo = 12.400,00 USD
Valida fino al 15 marzo 2027.

Tempi di produzione: 25 giorni dal ricevimento del Suo acconto, più circa 30-35 giorni di transito.
Pagamento: 30% T/T di acconto, 70% contro copia del B/L.
I rapporti LFGB e FDA sono disponibili.

Quale colore Le serve?
Preparo la fattura proforma?

Cordiali saluti`,
  tr: `Sayın Anna Berg,

20 Kasım 2026 tarihli 5.000 adet termos (VB-500) talebiniz için teşekkür ederiz. Teklifimiz şöyledir:

FOB Ningbo
- Termos (VB-500): 5.000 adet × 4,95 USD/adet = 24.750,00 USD
- Termos (VB-750): 2.000 adet × 6,20 USD/adet = 12.400,00 USD
15 Mart 2027 tarihine kadar geçerlidir.

Üretim süresi: avansınız alındıktan sonra 25 gün, ayrıca yaklaşık 30-35 gün nakliye.
Ödeme: %30 T/T avans, %70 B/L kopyası karşılığında.
LFGB ve FDA raporları mevcuttur.

Hangi renge ihtiyacınız var?
Proforma faturayı hazırlayayım mı?

Saygılarımızla`,
  ja: `Anna Berg 様

2026年11月20日付の真空ボトル（VB-500）5,000個のお問い合わせ、ありがとうございます。お見積りは以下のとおりです。

FOB 寧波
- 真空ボトル（VB-500）：5,000個 × USD 4.95/個 = USD 24,750.00
- 真空ボトル（VB-750）：2,000個 × USD 6.20/個 = USD 12,400.00
有効期限は2027年3月15日です。

納期：手付金の受領後25日、輸送に約30-35日かかります。
お支払い：T/T 30%手付金、B/Lコピーと引き換えに70%。
LFGBとFDAのレポートをご用意しております。

ご希望の色は何色でしょうか？
プロフォーマインボイスを作成しましょうか？

よろしくお願いいたします。`,
  ko: `Anna Berg 님께

2026년 11월 20일에 문의하신 진공 보틀(VB-500) 5,000개에 감사드립니다. 견적은 다음과 같습니다.

FOB 닝보
- 진공 보틀(VB-500): 5,000개 × USD 4.95/개 = USD 24,750.00
- 진공 보틀(VB-750): 2,000개 × USD 6.20/개 = USD 12,400.00
유효 기간은 2027년 3월 15일까지입니다.

납기: 계약금 수령 후 25일, 운송에 약 30-35일이 걸립니다.
결제: T/T 30% 계약금, B/L 사본 확인 후 70%.
LFGB 및 FDA 보고서를 제공할 수 있습니다.

어떤 색상이 필요하십니까?
견적 송장을 준비할까요?

감사합니다`,
};

/** The draft in a language. */
export function draftIn(language: string): DraftText {
  const body = bodies[language];
  if (body === undefined) throw new Error(`no draft in ${language}`);
  return { language, subject: 'Re: Vacuum bottles', text: body + SIGNATURE };
}
