/** Whose certificates are trusted on connections to mail servers. */
import { getCACertificates } from 'node:tls';
import type { ServerLogin } from '../model/mail-account.ts';

/** The usual authorities and those that the owner has named (MAIL_CA_FILE); TLS options as Node takes them. */
export function tlsTrust({ ca }: ServerLogin): { ca?: string[] } {
  return ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] };
}
