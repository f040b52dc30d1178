/** Makes the PDF of a quotation and of a proforma invoice; the same values give the same bytes. */
import type { BankAccount } from '../../model/company.ts';
import { drawBank, drawSignature } from './draw-bank.ts';
import { drawHead } from './draw-head.ts';
import { drawPrices } from './draw-prices.ts';
import { drawTerms } from './draw-terms.ts';
import { type Paper, type PaperRoom, type PaperView, paperFormats, paperLanguage } from './paper.ts';
import { isolated } from './paper-words.ts';
import { closeSheet, openSheet } from './sheet.ts';

/** Names all schemes of the offer; bank details never stand on it. */
export function quotationPdf(paper: Paper, room: PaperRoom): Promise<Buffer> {
  return drawPaper(viewOf(paper, room, 'quotation'));
}

/**
 * @param bank where to pay; the paper says so only when it is given
 * @param scheme which of the offer's schemes the buyer has accepted
 */
export function proformaPdf(
  paper: Paper,
  room: PaperRoom,
  { bank, scheme = 0 }: { bank: BankAccount | null; scheme?: number },
): Promise<Buffer> {
  const accepted = paper.offer.schemes[scheme] ?? paper.offer.schemes[0];
  const offer = { ...paper.offer, schemes: accepted ? [accepted] : [], tiers: null };
  return drawPaper({ ...viewOf({ ...paper, offer }, room, 'proforma'), bank });
}

function viewOf(
  paper: Paper,
  room: PaperRoom,
  kind: 'quotation' | 'proforma',
): PaperView & { fonts: PaperRoom['fonts'] } {
  const language = paperLanguage(room.words, paper.language);
  const words = room.words.languages[language] ?? room.words.languages.en;
  return {
    ...paper,
    language,
    title: words[kind],
    isProforma: kind === 'proforma',
    bank: null,
    words,
    formats: paperFormats(room.replyWords, language),
    catalogue: room.catalogue,
    logo: room.logo,
    fonts: room.fonts,
  };
}

function drawPaper(view: PaperView & { fonts: PaperRoom['fonts'] }): Promise<Buffer> {
  const sheet = openSheet(view.fonts, {
    title: `${view.title} ${view.quoteNo}`,
    author: view.seller.name,
    created: view.issuedOn,
    language: view.language,
  });
  drawHead(sheet, view);
  drawPrices(sheet, view);
  drawTerms(sheet, view);
  drawBank(sheet, view);
  drawSignature(sheet, view);
  return closeSheet(sheet, `${isolated(view.seller.name)} · ${view.title} ${isolated(view.quoteNo)}`);
}
