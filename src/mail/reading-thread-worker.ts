/** The thread that reads large mails and attached files: takes bytes, answers with what it read or why it could not. */
import { parentPort } from 'node:worker_threads';
import { readAttachmentTexts } from './attachment/read-attachments.ts';
import { readMail } from './read-mail.ts';
import type { Answer, Order } from './reading-thread.ts';

const tasks = { mail: readMail, attachments: readAttachmentTexts };

parentPort?.on('message', ({ task, raw }: Order) => {
  const answer = (message: Answer) => parentPort?.postMessage(message);
  tasks[task](Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)).then(
    (result) => answer({ result }),
    (error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }),
  );
});
