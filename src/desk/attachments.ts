/** The files that go with a draft: chosen once, read again when they are shown and when they are sent. */
import { join } from 'node:path';
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { type LoadedInquiry, loadInquiry } from '../db/inquiry-view.ts';
import { messageById, rawMessage } from '../db/messages.ts';
import { quotationById, type StoredQuotation } from '../db/quotations.ts';
import type { Row } from '../db/schema.ts';
import { readAttachedFile } from '../mail/attachment/read-attachments.ts';
import type { DraftAttachment, LeftDocument } from '../model/documents.ts';
import type { DraftPurpose } from '../model/draft.ts';
import type { Feedback } from '../model/inquiry.ts';
import type { Revision } from '../model/revision.ts';
import { checksum, type LibraryPlace, readDocument, readLibrary } from '../paper/library.ts';
import { chooseDocuments, mailSize, staleReason } from '../prepare/documents.ts';
import { fileNameFor } from '../prepare/file-name.ts';
import { chooseReply } from '../reply/choose-reply.ts';
import { documentWords } from '../reply/decision/document-commands.ts';
import { spokenWords } from './known-mail.ts';
import { quotationPaper } from './quotation-paper.ts';
import { replyContext } from './reply-context.ts';
import { type Answer, readAnswer } from './write-letter.ts';

/** A mail to the customer that is being drafted; `answer` is his mail, when ours is not the first reply. */
export type MailToAttachTo = {
  purpose: DraftPurpose;
  feedback: Feedback | null;
  language: string;
  answer: Answer | null;
  /** What the approver wants otherwise. */
  revision?: Revision | null;
  /** The offer that is going to be stored with the draft, when it is not yet. */
  planned?: StoredQuotation | null;
};

export type Attachments = { attachments: DraftAttachment[]; left: LeftDocument[] };

/** Chooses what goes with a draft: the quotation or proforma invoice, and the documents that fit. */
export async function chooseAttachments(
  db: Db,
  app: App,
  inquiry: LoadedInquiry,
  mail: MailToAttachTo,
): Promise<Attachments> {
  const { row, view } = inquiry;
  const { config } = app;
  if (mail.purpose === 'follow_up') return { attachments: [], left: [] };
  const facts = mail.answer ? readAnswer(app, inquiry, mail.answer).said.facts : view.facts;
  const paper = await paperFor(db, app, inquiry, mail);
  const named = new Set(view.facts.items.map(({ productSku }) => productSku));
  const quoted = view.price.offer.kind === 'quotation' ? view.price.offer.packing.map(({ sku }) => sku) : [];
  const skus = new Set([...named, ...quoted]);
  const { today } = replyContext(app, row.owner);
  const { chosen, left } = chooseDocuments(
    await readLibrary(config.documents.documents, placeOf(app)),
    config.documents,
    {
      asks: facts.asks.map(({ value }) => value),
      certificates: facts.certificates.map(({ value }) => value),
      products: config.catalogue.products
        .flatMap(({ sku, categoryId, variants }) =>
          [sku, ...variants.map((one) => one.sku)].map((own) => ({ sku: own, categoryId })),
        )
        .filter(({ sku }) => skus.has(sku)),
      categories: view.facts.items.flatMap(({ categoryId }) => categoryId ?? []),
      isOffer: mail.purpose === 'reply' && tellsPrice(inquiry),
      language: mail.language,
      today,
      company: config.company.name,
      limits: row.reply_limits,
      taken: paper.attachments,
      kinds: documentWords(config.decisionWords),
      ...mail.revision?.documents,
    },
  );
  const documents = chosen.map(({ file, name, reason }) => ({ id: file.document.id, name, reason, file }));
  const read = await Promise.all(documents.map(({ file }) => readDocument(file.document, placeOf(app))));
  const attached = documents.flatMap(({ id, name, reason, file }, index): DraftAttachment[] => {
    const found = read[index];
    if (!found) return [];
    const { type, content, sha256 } = found;
    return [
      { name, kind: file.document.kind, type, bytes: content.length, sha256, source: { from: 'library', id }, reason },
    ];
  });
  return { attachments: [...paper.attachments, ...attached], left: [...paper.left, ...left] };
}

type AttachedFile = { attachment: DraftAttachment; content: Buffer };

/** `changed`: names of files that are no longer what they were when the draft was made, or may not be sent any more. */
export type CurrentFiles = { files: AttachedFile[]; changed: string[] };

/** The files of a draft as they are now. */
export async function currentFiles(db: Db, app: App, draft: Row<'drafts'>): Promise<CurrentFiles> {
  const current: CurrentFiles = { files: [], changed: [] };
  if (draft.attachments.length === 0) return current;
  const inquiry = await loadInquiry(db, draft.inquiry_id);
  for (const attachment of draft.attachments) {
    const found = inquiry && (await readAttachment(db, app, inquiry, draft, attachment));
    if (!found || checksum(found) !== attachment.sha256) current.changed.push(attachment.name);
    if (found) {
      const now = { ...attachment, bytes: found.length, sha256: checksum(found) };
      current.files.push({ attachment: now, content: found });
    }
  }
  return current;
}

/** What the approver is told of the files of a draft, in his language: each by name and reason, then what is missing. */
export function describeAttachments(app: App, draft: Row<'drafts'>, language: 'en' | 'zh'): string[] {
  const words = app.config.paperWords.team[language];
  return [
    ...draft.attachments.map(({ name, bytes, reason }) => `${name} (${sizeOf(bytes)}, ${words.reasons[reason]})`),
    ...draft.left_documents.map(({ name, reason }) =>
      words.left.replace('{name}', () => name).replace('{reason}', () => words.leftReasons[reason]),
    ),
  ];
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A file as it is put into a mail. */
export function asAttachment({ attachment, content }: AttachedFile) {
  return { filename: attachment.name, contentType: attachment.type, content };
}

async function readAttachment(
  db: Db,
  app: App,
  inquiry: LoadedInquiry,
  draft: Row<'drafts'>,
  { source, sha256 }: DraftAttachment,
): Promise<Buffer | null> {
  if (source.from === 'library') {
    const document = app.config.documents.documents.find(({ id }) => id === source.id);
    const { today } = replyContext(app, inquiry.row.owner);
    if (!document || staleReason(document, app.config.company.name, today) !== null) return null;
    return (await readDocument(document, placeOf(app)))?.content ?? null;
  }
  if (source.from === 'answer') {
    const raw = await rawMessage(db, source.messageId);
    return raw ? readAttachedFile(raw, sha256) : null;
  }
  const quotation = await quotationById(db, source.quotationId);
  const answered = await messageById(db, draft.answers_message_id);
  const words = answered?.mail ? spokenWords(answered.mail, answered.mailbox, app) : '';
  return quotation
    ? quotationPaper(app, inquiry, quotation, { kind: source.from, language: draft.language, words })
    : null;
}

/** The PDF that a mail of this kind calls for. */
async function paperFor(db: Db, app: App, inquiry: LoadedInquiry, mail: MailToAttachTo): Promise<Attachments> {
  const none: Attachments = { attachments: [], left: [] };
  const kind = paperKind(inquiry, mail);
  const stored = inquiry.quotation && kind !== null ? await quotationById(db, inquiry.quotation.id) : null;
  const quotation = mail.planned ?? stored;
  if (kind === null || !quotation) return none;
  const { today } = replyContext(app, inquiry.row.owner);
  if (quotation.offer.kind === 'quotation' && quotation.offer.validUntil < today) return none;
  const content = await quotationPaper(app, inquiry, quotation, {
    kind,
    language: mail.language,
    words: mail.answer?.text ?? '',
  });
  if (content === null) return none;
  const limits = inquiry.row.reply_limits;
  const plain = `${kind === 'proforma' ? 'PI-' : ''}${quotation.quoteNo}-v${quotation.version}.pdf`;
  const name = fileNameFor(plain, limits);
  const left = (reason: LeftDocument['reason']) => ({ attachments: [], left: [{ id: kind, name, reason }] });
  const dropped = mail.revision?.documents.drop ?? [];
  if (dropped.some((words) => words.toLowerCase().includes(kind))) return left('dropped');
  if (limits?.fileTypes && !limits.fileTypes.includes('pdf')) return left('file_type');
  if (limits?.attachments === 0) return left('too_many');
  if (limits?.mailBytes !== undefined && mailSize([content.length]) > limits.mailBytes) return left('too_large');
  const source = { from: kind, quotationId: quotation.id } as const;
  const bytes = content.length;
  return {
    attachments: [{ name, kind, type: 'application/pdf', bytes, sha256: checksum(content), source, reason: kind }],
    left: [],
  };
}

function paperKind(inquiry: LoadedInquiry, { purpose, feedback }: MailToAttachTo): 'quotation' | 'proforma' | null {
  if (purpose === 'reply') return tellsPrice(inquiry) ? 'quotation' : null;
  return feedback === 'accept_proforma' ? 'proforma' : null;
}

/** Whether our letter names the prices of the quotation; one to a low inquiry does not. */
function tellsPrice({ view }: LoadedInquiry): boolean {
  return view.price.offer.kind === 'quotation' && chooseReply(view).always.includes('price');
}

function placeOf({ config }: App): LibraryPlace {
  return {
    folder: join(config.configDir, 'documents'),
    pictures: join(config.dataDir, 'pictures'),
    pictureSide: config.documents.pictureSide,
  };
}
