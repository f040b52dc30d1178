/** A failure that trying again cannot mend: the job ends at once and its row says why. */
export class PermanentError extends Error {}
