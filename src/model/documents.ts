/** What we can send beside a letter: the library of config/documents.yaml, and the attachments of a draft. */
import { z } from 'zod';

export const DocumentKind = z.enum([
  'picture',
  'sample_picture',
  'datasheet',
  'manual',
  'catalogue',
  'certificate',
  'test_report',
  'company_profile',
  'business_licence',
  'production_licence',
  'after_sales',
]);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** Kinds that somebody else has issued and that mean nothing without a number. */
const ISSUED: ReadonlySet<DocumentKind> = new Set<DocumentKind>(['certificate', 'test_report']);

/** A path below the folder of the library: no way out of it, on no operating system. */
const RelativePath = z
  .string()
  .max(200)
  .regex(/^[^\\:*?"<>|\p{Cc}]+$/u, 'must be a plain path with / between folders')
  .refine((path) => path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'), {
    message: 'must lie below the folder documents',
  });

export const LibraryDocument = z
  .strictObject({
    /** Lower-case letters, digits and dashes; unique. */
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/),
    kind: DocumentKind,
    file: RelativePath,
    /** What the file is called where the buyer sees it; otherwise as in the library. */
    name: z.string().max(120).optional(),
    /** Language of its words; nothing when it has none or they serve everybody. */
    language: z.string().optional(),
    /** For these products or categories; for the whole company when neither is given. */
    products: z.array(z.string()).default([]),
    categories: z.array(z.string()).default([]),
    /** What it certifies, in the words buyers use: `LFGB`, `REACH`, `ISO 9001`. */
    certifies: z.array(z.string()).default([]),
    number: z.string().optional(),
    issuer: z.string().optional(),
    /** In whose name it is; one in another name than ours is only sent where `showHolder` says so. */
    holder: z.string().optional(),
    showHolder: z.boolean().default(false),
    issued: z.iso.date().optional(),
    /** The last day it is valid. */
    expires: z.iso.date().optional(),
    /** Who renews it; otherwise the company's default owner. */
    owner: z.email().toLowerCase().optional(),
  })
  .superRefine((document, context) => {
    const needed = ISSUED.has(document.kind) ? (['number', 'issuer', 'holder', 'issued'] as const) : [];
    for (const field of needed) {
      if (document[field]) continue;
      context.addIssue({ code: 'custom', path: [field], message: `a ${document.kind} needs it` });
    }
    if (document.kind === 'certificate' && !document.expires) {
      context.addIssue({ code: 'custom', path: ['expires'], message: 'a certificate needs its last valid day' });
    }
  });
export type LibraryDocument = z.infer<typeof LibraryDocument>;

export const DocumentSettings = z.strictObject({
  /** What goes with every offer of a product without being asked for. */
  withOffer: z.array(DocumentKind).default(['datasheet']),
  /** Of all files of a mail together, as they travel. */
  mostMegabytes: z.number().positive().max(25).default(10),
  /** Longest side of a picture in pixels; larger ones are made smaller. */
  pictureSide: z.int().min(200).max(6000).default(1600),
  /** Days before a document expires on which its owner is told. */
  warnDays: z.array(z.int().positive().max(400)).default([60, 30]),
  /** Days before a quotation in the buyer's hands ends on which its owner is told; 0 = never. */
  quotationReminderDays: z.int().min(0).max(60).default(3),
  documents: z.array(LibraryDocument).default([]),
});
export type DocumentSettings = z.infer<typeof DocumentSettings>;

/** Why a document goes with a mail: it was asked for, goes with every offer, or its approver has added it. */
export const AttachReason = z.enum(['asked', 'with_offer', 'quotation', 'proforma', 'added']);
export type AttachReason = z.infer<typeof AttachReason>;

/** Why one that would have fitted does not. */
export const LeftReason = z.enum([
  'expired',
  'not_yet_valid',
  'other_holder',
  'other_language',
  'too_large',
  'too_many',
  'file_type',
  'unreadable',
  /** The approver wants it left out. */
  'dropped',
]);
export type LeftReason = z.infer<typeof LeftReason>;

/** A file of the library as it lies there. `bytes`: length as sent, pictures made smaller. */
export type LibraryFile = { document: LibraryDocument; type: string; bytes: number };

export const DraftAttachment = z.object({
  /** As the customer sees it. */
  name: z.string(),
  kind: z.union([DocumentKind, z.enum(['quotation', 'proforma', 'added'])]),
  /** MIME type, as its bytes say. */
  type: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  /** Where its bytes come from: the library by id, the inquiry's quotation by its row, or the approver's answer. */
  source: z.discriminatedUnion('from', [
    z.object({ from: z.literal('library'), id: z.string() }),
    z.object({ from: z.enum(['quotation', 'proforma']), quotationId: z.int() }),
    z.object({ from: z.literal('answer'), messageId: z.int() }),
  ]),
  reason: AttachReason,
});
export type DraftAttachment = z.infer<typeof DraftAttachment>;

/** A document that was meant to go with a draft and does not. */
export type LeftDocument = { id: string; name: string; reason: LeftReason };
