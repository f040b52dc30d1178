/** Shows the demo on the terminal: a table that fills where there is one, plain lines where there is not. */

const bold = '\x1b[1m';
const plain = '\x1b[0m';

export type Screen = {
  /** A line of the story. */
  say(line: string): void;
  /** What is known of one mail now; only what has changed is shown. */
  row(no: number, cells: readonly string[]): void;
  /** Leaves the last state of the table standing. */
  end(): void;
};

export type Column = { title: string; width: number };

export function openScreen(out: NodeJS.WriteStream, columns: readonly Column[], asLines: boolean): Screen {
  return out.isTTY && !asLines ? tableScreen(out, columns) : lineScreen(out, columns);
}

/** The story runs above; the table stands at the bottom and is drawn anew with every change. */
function tableScreen(out: NodeJS.WriteStream, columns: readonly Column[]): Screen {
  const rows = new Map<number, readonly string[]>();
  let drawn = 0;
  const erase = () => {
    if (drawn > 0) out.write(`\x1b[${drawn}A\x1b[0J`);
    drawn = 0;
  };
  const draw = () => {
    if (rows.size === 0) return;
    const lines = [
      `${bold}${line(['#', ...columns.map((column) => column.title)], columns)}${plain}`,
      ...[...rows].sort(([a], [b]) => a - b).map(([no, cells]) => line([String(no), ...cells], columns)),
    ];
    out.write(`\n${lines.map((text) => fit(text, out.columns ?? 120)).join('\n')}\n`);
    drawn = lines.length + 1;
  };
  return {
    say(text) {
      erase();
      out.write(`${text}\n`);
      draw();
    },
    row(no, cells) {
      if (sameCells(rows.get(no), cells)) return;
      rows.set(no, cells);
      erase();
      draw();
    },
    end() {
      rows.clear();
      drawn = 0;
    },
  };
}

function lineScreen(out: NodeJS.WriteStream, columns: readonly Column[]): Screen {
  const rows = new Map<number, readonly string[]>();
  return {
    say: (text) => void out.write(`${text}\n`),
    row(no, cells) {
      const before = rows.get(no) ?? [];
      rows.set(no, cells);
      for (const [index, cell] of cells.entries()) {
        if (cell === '' || cell === before[index]) continue;
        out.write(`  [${String(no).padStart(2)}] ${(columns[index]?.title ?? '').toLowerCase()}: ${cell}\n`);
      }
    },
    end: () => {},
  };
}

function sameCells(before: readonly string[] | undefined, now: readonly string[]): boolean {
  return before !== undefined && before.length === now.length && before.every((cell, index) => cell === now[index]);
}

function line(cells: readonly string[], columns: readonly Column[]): string {
  return cells.map((cell, index) => padded(cell, index === 0 ? 2 : (columns[index - 1]?.width ?? 10))).join('  ');
}

function padded(text: string, width: number): string {
  const cut = fit(text, width);
  return cut + ' '.repeat(Math.max(0, width - displayWidth(cut)));
}

/** Cuts a text to a number of terminal columns. */
function fit(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let cut = '';
  for (const char of text) {
    if (displayWidth(cut + char) > width - 1) break;
    cut += char;
  }
  return `${cut}…`;
}

/** Terminal columns: Chinese, Japanese and Korean characters take two, colour codes none. */
function displayWidth(text: string): number {
  let width = 0;
  for (const char of text.replaceAll(bold, '').replaceAll(plain, '')) {
    width += /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(char)
      ? 2
      : 1;
  }
  return width;
}
