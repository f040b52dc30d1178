/** Draws where to pay, with a warning against forged bank details, and the place for the signature. */
import { heading } from './draw-prices.ts';
import { drawPairs } from './draw-terms.ts';
import type { PaperView } from './paper.ts';
import { fillIn } from './paper-words.ts';
import { addPage, drawRule, QUIET, room, type Sheet, TEXT_WIDTH, write } from './sheet.ts';

const WHOLE = { start: 0, width: TEXT_WIDTH };
const BANK_HEIGHT = 150;
const SIGNATURE_HEIGHT = 80;

export function drawBank(sheet: Sheet, { bank, words }: PaperView): void {
  if (bank === null) return;
  sheet.y += 12;
  if (room(sheet) < BANK_HEIGHT) addPage(sheet);
  heading(sheet, words.bank);
  drawPairs(sheet, [
    [words.beneficiary, bank.beneficiary],
    [words.bankName, bank.bank],
    [words.bankAddress, bank.bankAddress ?? ''],
    [words.account, bank.account],
    [words.swift, bank.swift],
  ]);
  sheet.y += 4;
  write(sheet, words.bankWarning, WHOLE, { size: 8, colour: QUIET });
}

/** A quotation does without when it would need a page of its own. */
export function drawSignature(sheet: Sheet, { words, seller, contact, isProforma }: PaperView): void {
  if (room(sheet) < SIGNATURE_HEIGHT) {
    if (!isProforma) return;
    addPage(sheet);
  }
  sheet.y += 22;
  const place = { start: TEXT_WIDTH * 0.46, width: TEXT_WIDTH * 0.54 };
  write(sheet, fillIn(words.signature, { company: seller.name }), place, { size: 8.5 });
  sheet.y += 30;
  drawRule(sheet, sheet.y, place, 0.5);
  sheet.y += 4;
  write(sheet, contact.name, place, { size: 8.5 });
}
