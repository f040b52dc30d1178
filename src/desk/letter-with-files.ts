/** Writes a letter together with the choice of what goes along, so that the letter names it; outside any transaction. */
import type { App } from '../app.ts';
import type { LoadedInquiry } from '../db/inquiry-view.ts';
import type { DraftText } from '../model/draft.ts';
import type { AttachedFile } from '../reply/view.ts';
import { type Attachments, chooseAttachments, type MailToAttachTo } from './attachments.ts';
import { filesNamed } from './files-named.ts';

/**
 * @param mail `language` counts where nothing is written
 * @param write the letter that names these files; null = there is nothing to say
 */
export async function letterWithFiles(
  app: App,
  inquiry: LoadedInquiry,
  mail: MailToAttachTo,
  write: (attached: readonly AttachedFile[]) => DraftText | null | Promise<DraftText | null>,
): Promise<{ letter: DraftText | null; files: Attachments }> {
  const plain = await write([]);
  const language = plain?.language ?? mail.language;
  const files = await chooseAttachments(app.db, app, inquiry, { ...mail, language });
  if (plain === null || files.attachments.length === 0) return { letter: plain, files };
  const quoteNo = mail.planned?.quoteNo ?? inquiry.quotation?.quoteNo ?? null;
  return { letter: await write(filesNamed(app, files.attachments, quoteNo)), files };
}

/** The same files once the offer they show is stored. */
export function withStoredOffer({ attachments, left }: Attachments, quotationId: number | null): Attachments {
  const stored = attachments.map((file) =>
    'quotationId' in file.source && quotationId !== null && file.source.quotationId === 0
      ? { ...file, source: { ...file.source, quotationId } }
      : file,
  );
  return { attachments: stored, left };
}
