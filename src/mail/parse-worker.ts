/** The thread that reads large mails: takes bytes, answers with the mail or the reason it could not be read. */
import { parentPort } from 'node:worker_threads';
import { readMail } from './read-mail.ts';

parentPort?.on('message', (raw: Uint8Array) => {
  try {
    parentPort?.postMessage({ mail: readMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)) });
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
