/** Whether the files of a letter are those that were chosen, still valid, and let through by mail or platform. */
import type { ReplyLimits } from '../../model/channel.ts';
import { type Finding, finding } from './finding.ts';
import type { CheckFacts, Letter, LetterFile } from './letter.ts';

/** A file in a mail is longer than on disk: base64 in lines of 76 characters (RFC 2045 6.8). */
const AS_SENT = 1.37;
const LETTER_BYTES = 64_000;

export function checkFiles(letter: Letter, facts: CheckFacts): Finding[] {
  const limits = facts.reply.limits;
  return [
    ...(facts.files === null ? [] : compared(letter.attachments, facts.files, facts.leavesOn)),
    ...sizes(letter, facts),
    ...allowed(letter.attachments, limits),
  ];
}

function compared(there: readonly LetterFile[], chosen: NonNullable<CheckFacts['files']>, today: string): Finding[] {
  const isThere = ({ sha256 }: LetterFile) => there.some((file) => file.sha256 === sha256);
  const isNamed = ({ name }: LetterFile) => there.some((file) => file.name === name);
  const missing = chosen.filter((file) => !isThere(file) && !isNamed(file));
  const changed = chosen.filter((file) => !isThere(file) && isNamed(file));
  const unknown = there.filter(
    ({ name, sha256 }) => !chosen.some((file) => file.name === name || file.sha256 === sha256),
  );
  const expired = chosen.filter(({ document }) => document?.expires !== undefined && document.expires < today);
  return [
    ...missing.map(({ name }) => finding('document_missing', name)),
    ...changed.map(({ name }) => finding('document_changed', name)),
    ...unknown.map(({ name }) => finding('document_unknown', name)),
    ...expired.map(({ name, document }) => finding('document_expired', `${name} (${document?.expires})`)),
  ];
}

function sizes({ attachments, bytes }: Letter, { reply, mostBytes }: CheckFacts): Finding[] {
  const most = Math.min(mostBytes, reply.limits?.mailBytes ?? Number.POSITIVE_INFINITY);
  const files = attachments.reduce((sum, file) => sum + file.bytes, 0);
  const size = bytes ?? Math.ceil(files * AS_SENT) + LETTER_BYTES;
  return size > most ? [finding('too_large', `${megabytes(size)} > ${megabytes(most)} MB`)] : [];
}

function allowed(files: readonly LetterFile[], limits: ReplyLimits | null): Finding[] {
  if (limits === null) return [];
  const { attachments: most, fileTypes, fileNameLength } = limits;
  const isAllowed = ({ name }: LetterFile) =>
    (fileTypes === undefined || fileTypes.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase())) &&
    (fileNameLength === undefined || name.length <= fileNameLength);
  return [
    ...(most !== undefined && files.length > most ? [finding('file_not_allowed', `${files.length} > ${most}`)] : []),
    ...files.filter((file) => !isAllowed(file)).map(({ name }) => finding('file_not_allowed', name)),
  ];
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
