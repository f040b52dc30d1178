/** Decodes the two 7-bit sets of East Asia that no library at hand knows: HZ (RFC 1843) and ISO-2022-KR (RFC 1557). */
import iconv from 'iconv-lite';

const SHIFT_OUT = '\u000e';
const SHIFT_IN = '\u000f';

/** `~{` and `~}` switch to GB2312 and back, `~~` is a tilde, `~` at the end of a line joins lines. */
export function decodeHz(bytes: Buffer): string {
  const text = bytes
    .toString('latin1')
    .replace(/~(~|\r?\n)|~\{([\s\S]*?)(?:~\}|(?=\n)|$)/g, (_, plain?: string, chinese?: string) => {
      if (chinese !== undefined) return withHighBits(chinese);
      return plain === '~' ? '~' : '';
    });
  return iconv.decode(Buffer.from(text, 'latin1'), 'gb18030');
}

/** Shift out (0E) switches to KS X 1001, shift in (0F) back; the announcement `ESC $ ) C` is dropped. */
export function decodeIso2022Kr(bytes: Buffer): string {
  const text = bytes
    .toString('latin1')
    .replaceAll('\u001b$)C', '')
    .split(SHIFT_OUT)
    .map((run, index) => (index === 0 ? run : shiftedRun(run)))
    .join('');
  return iconv.decode(Buffer.from(text, 'latin1'), 'cp949');
}

/** Korean up to the shift back, or to the end of the line, which shifts back too. */
function shiftedRun(run: string): string {
  const ends = [run.indexOf(SHIFT_IN), run.indexOf('\n')].filter((at) => at >= 0);
  const end = ends.length > 0 ? Math.min(...ends) : run.length;
  return withHighBits(run.slice(0, end)) + run.slice(end).replaceAll(SHIFT_IN, '');
}

function withHighBits(text: string): string {
  return text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) | 0x80));
}
