/** Reads a sanctions list as its publisher gives it, name by name, without holding the file in memory (domain 7). */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse';
import { DateTime } from 'luxon';
import type { ListedName, SanctionsList } from '../model/sanctions.ts';
import { unNames } from './un-list.ts';

type Format = {
  source: string;
  title: string;
  /** Lines before the first record. */
  skip: number;
  header: boolean;
  names(cells: readonly string[], columns: ReadonlyMap<string, number>): ListedName[];
};

/** What the beginning of a file tells. */
type Head = { format: Format | 'un'; date: string | null };
export type ListFile = SanctionsList & { file: string; names(): AsyncIterable<ListedName> };

const HEAD_BYTES = 4096;
/** Of a single record; the lists hold long remarks. */
const LONGEST_RECORD = 2_000_000;

/** @throws Error for people when the file is none of the known lists */
export async function readSanctionsList(path: string): Promise<ListFile> {
  const { format, date } = headOf(await beginningOf(path), path);
  const day = date ?? DateTime.fromJSDate((await stat(path)).mtime, { zone: 'utc' }).toISODate() ?? '';
  const known = format === 'un' ? { source: 'un', title: 'UN Security Council' } : format;
  const sha256 = await hashOf(path);
  const names = () => (format === 'un' ? unNames(createReadStream(path)) : csvNames(path, format));
  return { source: known.source, title: known.title, date: day, sha256, file: basename(path), names };
}

function headOf(head: string, path: string): Head {
  const first = head.split(/\r?\n/, 1)[0] ?? '';
  if (/<CONSOLIDATED_LIST\b/i.test(head)) {
    const generated = /\bdateGenerated\s*=\s*["'](\d{4}-\d\d-\d\d)/i.exec(head)?.[1];
    return { format: 'un', date: generated ?? null };
  }
  const reported = /^"?Report Date:\s{0,3}"?,?\s{0,3}"?(\d{1,2}-[A-Za-z]{3}-\d{4})/i.exec(first)?.[1];
  if (reported) return { format: UK, date: DateTime.fromFormat(reported, 'd-MMM-yyyy', { locale: 'en' }).toISODate() };
  if (/^"?id"?,"?schema"?,"?name"?,"?aliases"?/i.test(first)) return { format: OPEN_SANCTIONS, date: null };
  const isConsolidated = /^cons/i.test(basename(path));
  const line = (head.split(/\r?\n/).find((one) => one.trim() !== '') ?? '').slice(0, 1000);
  if (/^\d+\s*,\s*"[^"]*"\s*,/.test(line)) return { format: isConsolidated ? ofac('cons') : ofac('sdn'), date: null };
  if (/^\d+\s*,\s*\d+\s*,\s*"[^"]{1,10}"\s*,\s*"/.test(line)) {
    return { format: isConsolidated ? ofacAlias('cons') : ofacAlias('sdn'), date: null };
  }
  throw new Error(
    `${path} is none of the known sanctions lists (SDN.CSV, ALT.CSV, UK-Sanctions-List.csv, targets.simple.csv, consolidated.xml)`,
  );
}

async function* csvNames(path: string, { skip, header, names }: Format): AsyncGenerator<ListedName> {
  const parser = createReadStream(path).pipe(
    parse({
      bom: true,
      from_line: skip + 1,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_RECORD,
      trim: true,
    }),
  );
  let columns: ReadonlyMap<string, number> | null = header ? null : new Map();
  for await (const record of parser as AsyncIterable<string[]>) {
    if (columns) yield* names(record, columns).filter(({ name }) => name !== '');
    else columns = new Map(record.map((name, index) => [name.trim().toLowerCase(), index]));
  }
}

/** SDN.CSV and CONS_PRIM.CSV: no heading, `-0-` is empty, a control character may end the file. */
function ofac(part: 'sdn' | 'cons'): Format {
  const named = part === 'sdn' ? 'SDN' : 'Consolidated';
  return {
    source: `ofac_${part}`,
    title: `US OFAC ${named}`,
    skip: 0,
    header: false,
    names([entry = '', name = '', type = '']) {
      if (!/^\d+$/.test(entry)) return [];
      // "-0-" stands for an organisation, "individual", "vessel", "aircraft" for themselves.
      const kind = /individual/i.test(type) ? 'person' : /vessel|aircraft/i.test(type) ? 'other' : 'organisation';
      return [{ entry, name: said(name), kind }];
    },
  };
}

function ofacAlias(part: 'sdn' | 'cons'): Format {
  const named = part === 'sdn' ? 'SDN' : 'Consolidated';
  return {
    source: `ofac_${part}_alt`,
    title: `US OFAC ${named} (aliases)`,
    skip: 0,
    header: false,
    names: ([entry = '', , , name = '']) =>
      /^\d+$/.test(entry) ? [{ entry, name: said(name), kind: /,/.test(name) ? 'person' : 'unknown' }] : [],
  };
}

function said(name: string): string {
  return name === '-0-' ? '' : name;
}

/** UK-Sanctions-List.csv: the day in line 1, the heading in line 2, several rows for one entry. */
const UK: Format = {
  source: 'uk',
  title: 'UK Sanctions List',
  skip: 1,
  header: true,
  names(cells, columns) {
    const cell = (name: string) => cells[columns.get(name) ?? -1]?.trim() ?? '';
    // Name 6 is the family name or the whole name of an organisation, the others are given names.
    const name = ['name 1', 'name 2', 'name 3', 'name 4', 'name 5', 'name 6'].map(cell).filter(Boolean).join(' ');
    const type = cell('designation type') || cell('individual, entity, ship');
    const kind = /individual/i.test(type) ? 'person' : /ship/i.test(type) ? 'other' : 'organisation';
    const local = cell('name non-latin script');
    const entry = cell('unique id') || cell('ofsi group id');
    return [{ entry, name, kind }, ...(local === '' ? [] : [{ entry, name: local, kind } as const])];
  },
};

const OPEN_SANCTIONS: Format = {
  source: 'opensanctions',
  title: 'OpenSanctions',
  skip: 0,
  header: true,
  names(cells, columns) {
    const cell = (name: string) => cells[columns.get(name) ?? -1] ?? '';
    const schema = cell('schema');
    const isFirm = /^(?:Company|Organization|LegalEntity|PublicBody)$/.test(schema);
    const kind = schema === 'Person' ? 'person' : isFirm ? 'organisation' : 'other';
    const entry = cell('id');
    return [cell('name'), ...cell('aliases').split(';')].map((name) => ({ entry, name: name.trim(), kind }));
  },
};

async function beginningOf(path: string): Promise<string> {
  const file = await open(path).catch((error: Error) => {
    throw new Error(`${path} cannot be read: ${error.message}`);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead).toString('utf8').replace(/^﻿/, '');
  } finally {
    await file.close();
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
