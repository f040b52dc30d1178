/** Stands for the address of a buyer whom a platform hides: a name that never leads anywhere (RFC 6761, `invalid`). */

const HIDDEN_DOMAIN = 'hidden-by-platform.invalid';

/** @param messageId our number of the notification: two buyers without address are never taken for one */
export function hiddenAddress(messageId: number): string {
  return `message-${messageId}@${HIDDEN_DOMAIN}`;
}

/** No mail must ever be written to such an address; the answer goes by way of the platform. */
export function isHiddenAddress(address: string): boolean {
  return address.endsWith(`@${HIDDEN_DOMAIN}`);
}

/** The address for those who draw conclusions from it: '' when it only stands for one. */
export function mailAddress(address: string): string {
  return isHiddenAddress(address) ? '' : address;
}
