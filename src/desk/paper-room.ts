/** Everything a quotation or proforma invoice is made with: fonts, words, names of the goods, the logo; opened once. */
import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Config } from '../config.ts';
import { openFonts } from '../paper/fonts.ts';
import { tidyLogo } from '../paper/pictures.ts';
import type { PaperRoom } from '../prepare/pdf/paper.ts';

const fonts = openFonts();
const logos = new WeakMap<Config, Promise<Uint8Array | null>>();

/** @throws when the logo named in company.yaml cannot be read, with a sentence that says so */
export async function paperRoom(config: Config): Promise<PaperRoom> {
  const logo = logos.get(config) ?? readLogo(config);
  logos.set(config, logo);
  const { paperWords: words, replyWords, catalogue } = config;
  return { fonts, words, replyWords, catalogue, logo: await logo };
}

async function readLogo({ company, configDir }: Config): Promise<Uint8Array | null> {
  if (company.logo === undefined) return null;
  try {
    const root = await realpath(configDir);
    const path = await realpath(join(root, company.logo));
    if (!path.startsWith(root + sep)) throw new Error('it lies outside the folder of the settings');
    return await tidyLogo(await readFile(path));
  } catch (error) {
    throw new Error(`company.yaml logo: ${company.logo} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}
