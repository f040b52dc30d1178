/** Recognises 8-bit text of one alphabet by how many of its bytes are that language's most frequent letters. */
import iconv from 'iconv-lite';

type Alphabet = {
  charset: string;
  bytes: Set<number>;
  /** Shorter text proves nothing: its bytes may as well be Chinese. */
  minimum: number;
};

const DENSE = [
  alphabet('windows-1251', 'оеаинтсрвлкмдпузыя', 5),
  alphabet('koi8-r', 'оеаинтсрвлкмдпузыя', 8),
  alphabet('windows-1256', 'اليمنورتهبعدسفكأةحق', 8),
  alphabet('windows-1253', 'αοιτεσνηυρπκςάίόέήλδμ', 8),
  alphabet('windows-1255', 'יוהלראתמשבנםכ', 8),
  alphabet('windows-874', 'านรอกเง่้วมยลตีสทดัคิบแ', 16),
];
const SPARSE = [
  alphabet('windows-1252', 'äöüßÄÖÜéèêëàâçñóíáúãõôåøæìòùîï€£©®°«»¿¡’‘“”–—…•·´ÉÀ', 1),
  alphabet('windows-1254', 'ışğçöüİŞĞÇÖÜâî€’‘“”–—…•·', 1),
  alphabet('windows-1250', 'ąćęłńóśżźĄĆĘŁŃÓŚŻŹáčďéěíňřšťúůýžÁČŘŠŽÝőűăâîşţ€’‘“”„–—…•', 1),
];
/** The letters above make up some 75 to 90 % of a text in their language. */
const MIN_SHARE = 0.62;

/** The character set of an alphabet in which nearly all letters lie beyond ASCII, or null. */
export function alphabetOf(bytes: Buffer): string | null {
  return best(DENSE, bytes, MIN_SHARE);
}

/** The Latin character set that explains the accented letters best. */
export function latinOf(bytes: Buffer): string {
  return best(SPARSE, bytes, 0.01) ?? 'windows-1252';
}

function best(alphabets: readonly Alphabet[], bytes: Buffer, least: number): string | null {
  const counts = new Map<number, number>();
  let total = 0;
  for (const byte of bytes) {
    if (byte < 0x80) continue;
    counts.set(byte, (counts.get(byte) ?? 0) + 1);
    total++;
  }
  let found: string | null = null;
  let highest = least;
  for (const { charset, bytes: letters, minimum } of alphabets) {
    let known = 0;
    for (const [byte, count] of counts) if (letters.has(byte)) known += count;
    if (total < minimum || known / total <= highest) continue;
    found = charset;
    highest = known / total;
  }
  return found;
}

function alphabet(charset: string, letters: string, minimum: number): Alphabet {
  return { charset, bytes: new Set(iconv.encode(letters, charset).filter((byte) => byte >= 0x80)), minimum };
}
