import { describe, expect, it } from '@jest/globals';
import { findFolder } from '../../../src/mail/find-folder.ts';

const gmail = [
  { path: 'INBOX', delimiter: '/', specialUse: '\\Inbox' },
  { path: '[Gmail]/Spam', delimiter: '/', specialUse: '\\Junk' },
  { path: 'Sales/Inquiries', delimiter: '/' },
  { path: 'sales', delimiter: '/' },
  { path: 'Sales', delimiter: '/' },
];
const courier = [
  { path: 'INBOX', delimiter: '.' },
  { path: 'INBOX.Junk', delimiter: '.' },
  { path: 'INBOX.Sales.2026', delimiter: '.' },
];
const chinese = [
  { path: 'INBOX', delimiter: '/' },
  { path: '垃圾邮件', delimiter: '/', specialUse: '\\Junk' },
  { path: 'Anfragen für Köln', delimiter: '/' },
];

describe('findFolder', () => {
  it.each([
    [gmail, '\\Junk', '[Gmail]/Spam'],
    [gmail, '\\junk', '[Gmail]/Spam'],
    [gmail, '\\Archive', null],
    [gmail, 'Sales/Inquiries', 'Sales/Inquiries'],
    [gmail, 'sales/inquiries', 'Sales/Inquiries'],
    [gmail, 'sales', 'sales'],
    // Two folders might be meant.
    [gmail, 'SALES', null],
    [gmail, 'Nowhere', null],
    [courier, 'Junk', 'INBOX.Junk'],
    [courier, 'INBOX.Junk', 'INBOX.Junk'],
    [courier, 'INBOX/Junk', 'INBOX.Junk'],
    [courier, 'Sales/2026', 'INBOX.Sales.2026'],
    [courier, '\\Junk', null],
    [chinese, '垃圾邮件', '垃圾邮件'],
    [chinese, '\\Junk', '垃圾邮件'],
    [chinese, 'Anfragen für Köln'.normalize('NFD'), 'Anfragen für Köln'],
  ])('%#: %j', (folders, wanted, path) => {
    expect(findFolder(folders, wanted)).toBe(path);
  });
});
