/** Reads the consolidated list of the UN Security Council (consolidated.xml) name by name as its bytes come in. */
import { Parser } from 'htmlparser2';
import type { ListedName } from '../model/sanctions.ts';

const PARTS = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'];
const LONGEST_VALUE = 1000;

/** One INDIVIDUAL or ENTITY as far as it has been read. */
type Entry = { kind: ListedName['kind']; reference: string; id: string; parts: Map<string, string>; names: string[] };

export async function* unNames(source: AsyncIterable<Buffer>): AsyncGenerator<ListedName> {
  const done: ListedName[] = [];
  const parser = new Parser(collector(done), { xmlMode: true, decodeEntities: true });
  const decoder = new TextDecoder();
  for await (const chunk of source) {
    parser.write(decoder.decode(chunk, { stream: true }));
    yield* done.splice(0);
  }
  parser.end(decoder.decode());
  yield* done;
}

function collector(done: ListedName[]): ConstructorParameters<typeof Parser>[0] {
  let entry: Entry | null = null;
  let text = '';
  return {
    onopentag(name) {
      text = '';
      if (name === 'INDIVIDUAL' || name === 'ENTITY') {
        const kind = name === 'INDIVIDUAL' ? 'person' : 'organisation';
        entry = { kind, reference: '', id: '', parts: new Map(), names: [] };
      }
    },
    ontext(data) {
      if (text.length < LONGEST_VALUE) text += data;
    },
    onclosetag(name) {
      const value = text.trim();
      text = '';
      if (!entry) return;
      if (name === 'INDIVIDUAL' || name === 'ENTITY') {
        done.push(...namesOf(entry));
        entry = null;
      } else if (name === 'REFERENCE_NUMBER') entry.reference = value;
      else if (name === 'DATAID') entry.id = value;
      else if (PARTS.includes(name)) entry.parts.set(name, value);
      else if (name === 'ALIAS_NAME' || name === 'NAME_ORIGINAL_SCRIPT') entry.names.push(value);
    },
  };
}

function namesOf({ kind, reference, id, parts, names }: Entry): ListedName[] {
  const whole = PARTS.flatMap((part) => parts.get(part) || []).join(' ');
  const all = [whole, ...names.flatMap((name) => name.split(';'))].map((name) => name.trim());
  return all.filter((name) => name !== '').map((name) => ({ entry: reference || id, name, kind }));
}
