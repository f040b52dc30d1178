/** Tells what the files of a mail are about, for the letter that names them. */
import type { App } from '../app.ts';
import type { DraftAttachment } from '../model/documents.ts';
import type { AttachedFile } from '../reply/view.ts';

export function filesNamed(
  { config }: Pick<App, 'config'>,
  attachments: readonly DraftAttachment[],
  quoteNo: string | null,
): AttachedFile[] {
  return attachments.map(({ kind, name, source }) => {
    if (source.from === 'quotation' || source.from === 'proforma') return { kind, about: quoteNo ?? '' };
    const document =
      source.from === 'library' ? config.documents.documents.find(({ id }) => id === source.id) : undefined;
    if (document === undefined) return { kind: 'added', about: name };
    const about = document.certifies.length > 0 ? document.certifies : document.products;
    return { kind, about: about.join(', ') };
  });
}
