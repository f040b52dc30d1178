/** Where inquiries come from besides plain mail: layouts of forms and platforms (config/channels/, domain 6). */
import { z } from 'zod';
import { ChannelKind } from './inquiry.ts';

const Address = z.email().toLowerCase();
const Domain = z
  .string()
  .toLowerCase()
  .regex(/^[^\s@/.]+(?:\.[^\s@/.]+)+$/, 'is no domain');
/** A line of text; `*` stands for anything, `{field}` for what belongs to the field. No other character is special. */
const Pattern = z
  .string()
  .min(2)
  .max(200)
  .refine((text) => (text.match(/\{/g)?.length ?? 0) === (text.match(FIELD_MARK)?.length ?? 0), {
    message: 'holds a { } that names none of the fields',
  })
  .refine((text) => /[\p{L}\p{N}]/u.test(text.replaceAll(FIELD_MARK, '')), { message: 'holds no word of its own' });

/** What a labelled line of a notification tells of the buyer or his wish. */
export const ChannelField = z.enum([
  'name',
  'firstName',
  'lastName',
  /** A mailbox: name, address or both. */
  'from',
  'company',
  'email',
  'phone',
  'fax',
  'country',
  'place',
  'website',
  'position',
  'subject',
  'product',
  'quantity',
  'message',
  'reference',
  /** Written by the machine: date, page, browser, consent. */
  'technical',
]);
export type ChannelField = z.infer<typeof ChannelField>;
export const FIELD_MARK = new RegExp(`\\{(?:${ChannelField.options.join('|')})\\}`, 'g');

/**
 * How an answer reaches the buyer: `smtp` = to his own address; `relay_by_mail` = by mail to the platform's relay;
 * `copy_to_platform` = a person pastes it there; `forbidden` = not at all.
 */
export const ReplyPolicy = z.enum(['smtp', 'relay_by_mail', 'copy_to_platform', 'forbidden']);
export type ReplyPolicy = z.infer<typeof ReplyPolicy>;

/** What the platform lets through. */
export const ReplyLimits = z.object({
  attachments: z.int().nonnegative().optional(),
  /** Endings without the dot. */
  fileTypes: z.array(z.string()).optional(),
  mailBytes: z.int().positive().optional(),
  dayBytes: z.int().positive().optional(),
  fileNameLength: z.int().positive().optional(),
  /** Characters that file names may hold besides letters and digits. */
  fileNameSymbols: z.string().optional(),
});
export type ReplyLimits = z.infer<typeof ReplyLimits>;

const Patterns = z.array(Pattern).default([]);
const FieldLabels = z.partialRecord(ChannelField, z.array(z.string().min(1).max(80)));

export const ChannelLayout = z.object({
  /** Lower-case letters, digits and dashes; unique. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,40}$/),
  kind: ChannelKind,
  title: z.string(),
  /** Names under which fraudsters pose as the platform. */
  brands: z.array(z.string().min(3)).default([]),
  /** All domains of the platform: their addresses are never a customer's. */
  domains: z.array(Domain).default([]),
  /**
   * How the layout is told: by the sender (an address or a domain with what is below it), for forms of any site by
   * what stands in the mail. Of several layouts of one sender, the one with a matching subject or marker is taken.
   */
  match: z.object({
    addresses: z.array(Address).default([]),
    domains: z.array(Domain).default([]),
    subjects: Patterns,
    /** Lines of the text. */
    markers: Patterns,
    /** Header names, or `name: beginning of value`. */
    headers: z.array(z.string().min(3).toLowerCase()).default([]),
  }),
  /** Mail of the same sender that brings no buyer: codes, invoices, promotion. */
  notInquiry: z
    .object({ addresses: z.array(Address).default([]), subjects: Patterns, lines: Patterns })
    .default({ addresses: [], subjects: [], lines: [] }),
  /** Labels beyond those of config/channel-words.yaml. */
  labels: FieldLabels.default({}),
  /** Names of senders, subjects and lines that hold fields themselves: `{name} via LinkedIn`. */
  senderNames: Patterns,
  subjects: Patterns,
  lines: Patterns,
  message: z
    .object({
      /** The message begins behind the last line that fits. */
      after: Patterns,
      /** It ends before the first line that fits. */
      before: Patterns,
      /** Lines of the template around it. */
      drop: Patterns,
      /** The last lines of the message, behind the one that fits, are these fields in this order. */
      signature: z.object({ after: Pattern, fields: z.array(ChannelField).min(1) }).optional(),
    })
    .default({ after: [], before: [], drop: [] }),
  reply: z.object({
    /** When the notification names the buyer's own address. */
    withAddress: ReplyPolicy,
    withoutAddress: ReplyPolicy.exclude(['smtp']),
    limits: ReplyLimits.optional(),
  }),
});
export type ChannelLayout = z.infer<typeof ChannelLayout>;

/** The words of forms and platforms by language, as in config/channel-words.yaml. */
export const ChannelWords = z.object({
  /** ISO 3166-1 alpha-2 -> names of the country that the usual lists lack. */
  countries: z.record(z.string().regex(/^[A-Z]{2}$/), z.array(z.string().min(2))).default({}),
  languages: z.record(
    z.string(),
    z.object({
      labels: FieldLabels,
      /** Words in front of a label that do not change it: `your`, `buyer's`. */
      qualifiers: z.array(z.string().min(1)).default([]),
      /** Lines of templates that are nobody's words. */
      boilerplate: Patterns,
      /** Lines behind which nothing was written by the buyer. */
      footers: Patterns,
      /** Phrases of mail from platforms that is about the account and no inquiry. */
      admin: z.array(z.string().min(2)).default([]),
    }),
  ),
});
export type ChannelWords = z.infer<typeof ChannelWords>;

/** What a notification says of the buyer. Nothing is guessed: null when it does not say it. */
export type ChannelFields = {
  name: string | null;
  company: string | null;
  /** As written in a labelled field; not yet known to be the customer's. */
  email: string | null;
  phone: string | null;
  country: string | null;
  website: string | null;
  product: string | null;
  quantity: string | null;
  subject: string | null;
  message: string | null;
  /** Number under which the platform keeps it. */
  reference: string | null;
  /** The page of our site that the form stands on: often the product the visitor looked at. */
  page: string | null;
  /** Every other labelled line that the buyer may have filled in. */
  others: { label: string; value: string }[];
};

/** Everything that is needed to read notifications. */
export type ChannelSettings = { layouts: readonly ChannelLayout[]; words: ChannelWords };
