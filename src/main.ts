/** The program: reads the command line, runs one command, and ends with its exit status. */
import { existsSync } from 'node:fs';
import { runCommand } from './cli/commands.ts';

if (existsSync('.env')) process.loadEnvFile('.env');
process.exitCode = await runCommand(process.argv.slice(2), process.env);
// The launcher's channel would keep this process alive.
if (process.connected) process.disconnect();
