/** The files a person attaches to his answer: looked over like everybody's, then they go along with the reply. */
import type { App } from '../app.ts';
import type { DraftAttachment } from '../model/documents.ts';
import type { Attachment } from '../model/message.ts';
import { mailSize } from '../prepare/documents.ts';
import { readAttachments } from '../receive/attachment-risk.ts';
import type { Impossible } from '../reply/compose-ask-back.ts';
import { oneLine } from '../reply/plain.ts';

/** From this weight on a file is not sent to a customer: it runs, or opens a page that asks for passwords. */
const DANGEROUS = 30;
const MEGABYTE = 1_000_000;

/** What keeps the files from being sent; `before` are those that go along already. */
export function filesRefused(
  app: App,
  added: readonly Attachment[],
  before: readonly { bytes: number }[],
): Impossible[] {
  const risky = added.filter((file) => readAttachments([file], false).some(({ weight }) => weight >= DANGEROUS));
  if (risky.length > 0) return risky.map(({ filename }) => ({ kind: 'dangerous_file', about: filename, known: '' }));
  const most = app.config.documents.mostMegabytes;
  const bytes = mailSize([...before.map((file) => file.bytes), ...added.map(({ size }) => size)]);
  if (bytes <= most * MEGABYTE) return [];
  const about = added.map(({ filename }) => filename).join(', ');
  return [{ kind: 'files_too_large', about, known: `${most} MB` }];
}

/** @param messageId the answer that carries them */
export function asDraftAttachments(added: readonly Attachment[], messageId: number): DraftAttachment[] {
  return added.map(({ filename, contentType, sniffedType, size, sha256 }, index) => ({
    name: oneLine(filename, 120) || `attachment-${index + 1}`,
    kind: 'added',
    type: sniffedType ?? contentType,
    bytes: size,
    sha256,
    source: { from: 'answer', messageId },
    reason: 'added',
  }));
}
