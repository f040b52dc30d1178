import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSanctionsList } from '../../../src/import/sanctions-list.ts';
import type { ListedName } from '../../../src/model/sanctions.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lists-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(file: string, text: string) {
  const path = join(folder, file);
  writeFileSync(path, text);
  const list = await readSanctionsList(path);
  const names: ListedName[] = [];
  for await (const name of list.names()) names.push(name);
  return { source: list.source, date: list.date, names: names.map(({ entry, name, kind }) => [entry, name, kind]) };
}

const un = `<?xml version="1.0" encoding="utf-8"?><CONSOLIDATED_LIST dateGenerated="2026-11-20T10:00:00Z"><INDIVIDUALS>
<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ANTON</FIRST_NAME><SECOND_NAME>KESSLER</SECOND_NAME><UN_LIST_TYPE>X</UN_LIST_TYPE>
<REFERENCE_NUMBER>QDi.900</REFERENCE_NUMBER><INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Tony &amp; Kessler</ALIAS_NAME></INDIVIDUAL_ALIAS></INDIVIDUAL>
</INDIVIDUALS><ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>NORTHGATE MARINE</FIRST_NAME><REFERENCE_NUMBER>QDe.901</REFERENCE_NUMBER>
<ENTITY_ALIAS><ALIAS_NAME>NGM Lines</ALIAS_NAME></ENTITY_ALIAS></ENTITY></ENTITIES></CONSOLIDATED_LIST>`;

describe('readSanctionsList', () => {
  it.each([
    [
      'SDN.CSV',
      '36,"NORTHGATE MARINE TRADING LTD",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n9001,"KESSLER, Anton","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1961; ""quoted"""\r\n\x1a',
      'ofac_sdn',
      [
        ['36', 'NORTHGATE MARINE TRADING LTD', 'organisation'],
        ['9001', 'KESSLER, Anton', 'person'],
      ],
    ],
    [
      'ALT.CSV',
      '36,12,"aka","NGM LINES",-0- \r\n9001,13,"fka","KESSLER, Tony",-0- \r\n',
      'ofac_sdn_alt',
      [
        ['36', 'NGM LINES', 'unknown'],
        ['9001', 'KESSLER, Tony', 'person'],
      ],
    ],
    [
      'CONS_PRIM.CSV',
      '50,"NORTHGATE MARINE TRADING LTD",-0- ,"X",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n',
      'ofac_cons',
      [['50', 'NORTHGATE MARINE TRADING LTD', 'organisation']],
    ],
    [
      'UK-Sanctions-List.csv',
      '﻿Report Date: 21-Nov-2026,,\r\nLast Updated,Unique ID,OFSI Group ID,Name 6,Name 1,Name 2,Name type,Name non-latin script,Designation Type\r\nx,RUS0001,1,KESSLER,Anton,B,Primary name,Антон Кесслер,Individual\r\nx,RUS0001,1,KESSLER,Tony,,Alias,,Individual\r\nx,RUS0002,2,NORTHGATE MARINE,,,Primary name,,Entity\r\n',
      'uk',
      [
        ['RUS0001', 'Anton B KESSLER', 'person'],
        ['RUS0001', 'Антон Кесслер', 'person'],
        ['RUS0001', 'Tony KESSLER', 'person'],
        ['RUS0002', 'NORTHGATE MARINE', 'organisation'],
      ],
    ],
    [
      'targets.simple.csv',
      '"id","schema","name","aliases","birth_date"\n"NK-1","Person","Anton Kessler","Tony Kessler;A. Kessler","1961"\n"NK-2","Company","Northgate Marine","",""\n',
      'opensanctions',
      [
        ['NK-1', 'Anton Kessler', 'person'],
        ['NK-1', 'Tony Kessler', 'person'],
        ['NK-1', 'A. Kessler', 'person'],
        ['NK-2', 'Northgate Marine', 'organisation'],
      ],
    ],
    [
      'consolidated.xml',
      un,
      'un',
      [
        ['QDi.900', 'ANTON KESSLER', 'person'],
        ['QDi.900', 'Tony & Kessler', 'person'],
        ['QDe.901', 'NORTHGATE MARINE', 'organisation'],
        ['QDe.901', 'NGM Lines', 'organisation'],
      ],
    ],
  ])('%s', async (file, text, source, names) => {
    expect(await read(file, text)).toMatchObject({ source, names });
  });

  it('knows the day that a list bears', async () => {
    expect((await read('consolidated.xml', un)).date).toBe('2026-11-20');
    expect((await read('uk.csv', 'Report Date: 3-Nov-2026\nUnique ID,Name 6\nA,B\n')).date).toBe('2026-11-03');
  });

  it.each(['', 'name,country\nAcme,DE\n', '{"a": 1}', 'PK\u0003\u0004'])('refuses %j', async (text) => {
    await expect(read('other.csv', text)).rejects.toThrow('none of the known sanctions lists');
  });
});
