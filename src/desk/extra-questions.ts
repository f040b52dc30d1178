/** Puts the questions that an approver wants asked into a letter, above its closing words. */

import type { DraftText } from '../model/draft.ts';
import type { UnclearPoint } from '../model/unclear-point.ts';
import { oneLine } from '../reply/plain.ts';
import { renderMail } from '../reply/render.ts';
import type { InquiryView, ReplyContext } from '../reply/view.ts';

type Range = [number, number];

/** The standard questions as open points of the inquiry: a first reply asks them in its own place. */
export function withQuestions(view: InquiryView, questions: readonly UnclearPoint['field'][]): InquiryView {
  const open = new Set(view.facts.unclearPoints.map(({ field }) => field));
  const added = questions.filter((field) => !open.has(field)).map((field) => ({ field, reason: '' }));
  return { ...view, facts: { ...view.facts, unclearPoints: [...view.facts.unclearPoints, ...added] } };
}

/** @param asked standard questions that the letter does not put by itself, and questions in the person's own words */
export function askAlso(
  letter: DraftText,
  asked: { questions: readonly UnclearPoint['field'][]; own: readonly string[] },
  { templates, owner }: Pick<ReplyContext, 'templates' | 'owner'>,
): DraftText {
  const render = (part: string, values: Record<string, unknown>) =>
    renderMail({ ...templates, also: bodies(part, templates) }, 'also', letter.language, values).text.trim();
  const standard = asked.questions.map((field) => ({ field, default: null, others: null, country: false }));
  const paragraphs = [
    ...(standard.length > 0 ? [render('part-questions', { questions: standard })] : []),
    ...asked.own.map((about) => render('part-ask', { about: questionOf(about) })),
  ];
  return paragraphs.reduce((text, paragraph) => insertParagraph(text, paragraph, owner.name), letter);
}

/** A part as a mail of its own, in every language it is there in. */
function bodies(part: string, templates: ReplyContext['templates']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(templates[part] ?? {}).map(([language, source]) => [language, `Subject: -\n\n${source}`]),
  );
}

function questionOf(about: string): string {
  const line = oneLine(about, 200);
  return /[?？؟]$/.test(line) ? line : `${line}${/\p{Script=Han}|\p{Script=Hiragana}/u.test(line) ? '？' : '?'}`;
}

/** Above the paragraph that stands before the signer's name, which is the closing; without a name at the end. */
function insertParagraph(letter: DraftText, paragraph: string, signer: string): DraftText {
  const { text, bold = [] } = letter;
  const name = text.lastIndexOf(`\n${signer}`);
  const closing = name < 0 ? -1 : text.slice(0, name).trimEnd().lastIndexOf('\n\n');
  const at = closing < 0 ? text.trimEnd().length : closing + 2;
  const inserted = closing < 0 ? `\n\n${paragraph}\n` : `${paragraph}\n\n`;
  const moved = bold.map(
    ([from, to]): Range => (from >= at ? [from + inserted.length, to + inserted.length] : [from, to]),
  );
  return { ...letter, text: `${text.slice(0, at)}${inserted}${text.slice(at)}`, bold: moved };
}
