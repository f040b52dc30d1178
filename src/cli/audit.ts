/** Command audit: proves that no mail was lost, or says which; repairs when asked. */
import { openApp } from '../app.ts';
import { loadConfig } from '../config.ts';
import { type Audit, auditDesk, isClean, repairDesk } from '../desk/audit.ts';
import { describeDifference, describeStuck } from '../desk/describe-audit.ts';
import { openLog } from '../log.ts';
import type { Difference } from '../receive/compare-ledger.ts';

/** @returns 0 when mailbox and ledger agree and nothing has stopped (after the repair, if one was asked for), else 1 */
export async function audit(
  env: Record<string, string | undefined>,
  options: { json?: boolean; repair?: boolean },
  print: (line: string) => void = console.log,
): Promise<number> {
  const config = loadConfig(env);
  if (config.mailboxes.length === 0)
    throw new Error('no mailbox is configured: set MAIL_ADDRESS, MAIL_PASSWORD, IMAP_HOST and SMTP_HOST');
  const app = await openApp(config, openLog('silent'));
  try {
    let found = await auditDesk(app);
    const before = found;
    if (options.repair && !isClean(found)) {
      await repairDesk(app, found);
      found = await auditDesk(app);
    }
    const clean = isClean(found);
    if (options.json) print(JSON.stringify({ clean, ...found, ...(options.repair ? { before } : {}) }, null, 2));
    else printAudit(before, options.repair && before !== found ? found : null, print);
    return clean ? 0 : 1;
  } finally {
    await app.close();
  }
}

function printAudit(audit: Audit, repaired: Audit | null, print: (line: string) => void): void {
  printFindings(audit, print);
  if (!repaired) return;
  print('After the repair:');
  printFindings(repaired, print);
}

function printFindings(audit: Audit, print: (line: string) => void): void {
  for (const { mailbox, folder, inMailbox, inLedger, differences } of audit.folders) {
    const count = (kind: Difference['kind']) => differences.filter((difference) => difference.kind === kind).length;
    const counts = `${count('missing')} missing, ${count('double')} double, ${count('different')} different`;
    print(`${mailbox} ${folder}: ${inMailbox} mails in the mailbox, ${inLedger} in the ledger: ${counts}`);
    for (const difference of differences) print(`  ${describeDifference(difference)}`);
  }
  print(`stuck: ${audit.stuck.length}`);
  for (const stuck of audit.stuck) print(`  ${describeStuck(stuck)}`);
}
