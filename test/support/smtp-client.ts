/** Hands a mail over by SMTP exactly as written, as any stranger or mail program can. */
import { createTransport } from 'nodemailer';

type Raw = {
  from: string;
  to: string;
  /** Header lines without their line ends; a line may hold folds. */
  headers: string[];
  body: string | Buffer;
  /** Who logs in; nobody when missing. */
  login?: string;
};

export async function submit(server: { host: string; port: number }, mail: Raw): Promise<void> {
  const transport = createTransport({
    ...server,
    secure: false,
    ignoreTLS: true,
    ...(mail.login ? { auth: { user: mail.login, pass: 'test' } } : {}),
  });
  const head = Buffer.from(`${mail.headers.join('\r\n')}\r\n\r\n`);
  try {
    await transport.sendMail({
      envelope: { from: mail.from, to: mail.to },
      raw: Buffer.concat([head, Buffer.from(mail.body)]),
    });
  } finally {
    transport.close();
  }
}
