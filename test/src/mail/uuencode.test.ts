import { expect, it } from '@jest/globals';
import { parseMail } from '../../../src/mail/parse.ts';

it.each([
  ['x-uuencode', 'begin 644 words.txt\n#0V%T\n`\nend\n', 'Cat'],
  ['uuencode', 'words before\nbegin 644 a\n%2&5L;&\\\n \nend\n', 'Hello'],
  ['x-uue', 'begin-base64 644 a\nd29y\nZHM=\n====\n', 'words'],
  ['x-uuencode', 'no file at all', 'no file at all'],
])('undoes %s', async (encoding, content, text) => {
  const raw = Buffer.from(`From: a@b.example\nContent-Transfer-Encoding: ${encoding}\n\n${content}`);
  expect((await parseMail(raw)).text).toBe(text);
});
