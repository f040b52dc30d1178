/** What the approval page shows and takes, whoever keeps the drafts. */
import type { Range } from '../reply/letter-html.ts';

/** Where the page of a secret is found, below the public address. */
export const pagePath = '/approve/';

/** A draft that waits for this reader's word. */
export type WaitingPage = {
  kind: 'waiting';
  language: 'en' | 'zh';
  inquiryNo: string;
  version: number;
  customer: string;
  recipient: string;
  subject: string;
  text: string;
  bold: readonly Range[];
  draftLanguage: string;
  warnings: readonly string[];
  /** Names of the files that go along. */
  files: readonly string[];
  /** Goes back with the form: whoever sends it has been shown this version. */
  formToken: string;
  /** The form came without the mark that the draft has been read. */
  unread: boolean;
};

/** What has become of it, for whoever has the address. */
export type ClosedPage = {
  kind: 'approved' | 'edited' | 'rejected' | 'superseded' | 'expired' | 'price_expired' | 'moved_on' | 'refused';
  language: 'en' | 'zh';
  inquiryNo: string;
};

export type PageForm = {
  decision: 'approve' | 'reject';
  formToken: string;
  /** The reader has marked that he has read the draft. */
  read: boolean;
  reason: string;
};

export type ApprovalPages = {
  /** Changes nothing. Null when there is no such page. */
  show(secret: string): Promise<WaitingPage | ClosedPage | null>;
  /** Null when there is no such page; `refused` when the form is not the one of the page. */
  decide(secret: string, form: PageForm): Promise<WaitingPage | ClosedPage | null>;
};
