/** Runs one of the long trials, each with whole services as processes: `node test/chaos/run.ts NAME`. */
import { takeOver } from './take-over.ts';

const trials: Record<string, () => Promise<number>> = { 'take-over': takeOver };

const [name = ''] = process.argv.slice(2);
const trial = trials[name];
if (!trial) console.error(`usage: node test/chaos/run.ts ${Object.keys(trials).join('|')}`);
process.exit(trial ? await trial() : 2);
