/** Reads single header fields of a stored mail. */
import type { MailMessage } from '../model/message.ts';

/** The first value of a header, trimmed; '' when the mail does not have it. */
export function headerValue(message: Pick<MailMessage, 'headers'>, name: string): string {
  return (message.headers[name]?.[0] ?? '').trim();
}

export function hasHeader(message: Pick<MailMessage, 'headers'>, name: string): boolean {
  return (message.headers[name]?.length ?? 0) > 0;
}

/** RFC 3834 section 4: answers of machines and bounces are sent with an empty envelope sender. */
export function hasNullReturnPath(message: Pick<MailMessage, 'headers'>): boolean {
  return hasHeader(message, 'return-path') && /^<?\s*>?$/.test(headerValue(message, 'return-path'));
}

/** Media type and one parameter of a Content-Type value, lower-case. */
export function isReport(contentType: string, reportType: string): boolean {
  const [type, ...parameters] = contentType.toLowerCase().split(';', 20);
  if (type?.trim() !== 'multipart/report') return false;
  return parameters.some((parameter) => parameter.replace(/[\s"]/g, '') === `report-type=${reportType}`);
}
