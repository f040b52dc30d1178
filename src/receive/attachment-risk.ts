/** Tells dangerous attachments by what they are, what they are called and what is in them (domain 2.2: R1, R2). */
import type { Signal } from '../model/inquiry.ts';
import type { Attachment } from '../model/message.ts';

const WEIGHT = { dangerous: 60, disguised: 30, drawn: 30, logo: 5, unnamed: 15, locked: 40 };
/** Endings of what runs, or opens a page that asks for passwords. */
const PROGRAMS = new Set(
  (
    'exe scr pif com bat cmd js jse vbs vbe wsf wsh hta lnk iso img vhd vhdx jar ace arj cab msi msix ps1 psm1 reg cpl ' +
    'docm xlsm pptm dotm xltm xlam one chm scf url appx application gadget inf dll sys apk dmg pkg app xll iqy slk ' +
    'library-ms search-ms website'
  ).split(' '),
);
const PAGES = new Set('html htm shtml xhtml mht mhtml xht'.split(' '));
/** Types that run or render, whatever the name says. */
const PROGRAM_TYPES =
  /^(?:application\/(?:x-ms-?dos-?program|x-msdownload|x-dosexec|x-executable|x-elf|x-mach-binary|vnd\.microsoft\.portable-executable|hta|x-msi|javascript|x-javascript|java-archive|java-vm|x-ms-shortcut|x-iso9660-image|vnd\.ms-cab-compressed|x-ace-compressed|x-arj|vnd\.ms-htmlhelp|onenote|vnd\.android\.package-archive)|text\/(?:javascript|vbscript))\b/;
const ARCHIVES =
  /^application\/(?:zip|x-zip|x-zip-compressed|x-7z-compressed|vnd\.rar|x-rar|x-rar-compressed|x-ole-storage|vnd\.openxmlformats)/;
const ARCHIVE_NAME = /\.(?:zip|7z|rar|docx?|xlsx?|pptx?)$/;
/** Files of these names are office documents, pictures or text; a page or script in them is a disguise. */
const HARMLESS_NAME = /\.(?:pdf|jpe?g|png|gif|tiff?|bmp|webp|docx?|pptx?|txt|dwg|dxf|stp|step)$/;
const SHEET_NAME = /\.(?:xls|csv|xlsx)$/;
const LOGO =
  /^(?:image\d{0,9}|logo|icon|unnamed|facebook|linkedin|twitter|instagram|signature|sig)[\w .()-]{0,40}\.svgz?$/;
const SMALL = 60_000;

/** One signal of each kind however many files: the worst one is shown. */
export function readAttachments(attachments: readonly Attachment[], passwordGiven: boolean): Signal[] {
  const dangers = attachments.slice(0, 200).map((file) => ({ file, ...dangerOf(file) }));
  const worst = dangers.reduce<(typeof dangers)[number] | null>(
    (one, other) => (other.weight > (one?.weight ?? 0) ? other : one),
    null,
  );
  const locked = passwordGiven ? attachments.find(isLockedArchive) : undefined;
  return [
    ...(worst
      ? [{ id: 'R1', weight: worst.weight, evidence: `${worst.file.filename}${worst.why}`.slice(0, 200) }]
      : []),
    ...(locked ? [{ id: 'R2', weight: WEIGHT.locked, evidence: locked.filename.slice(0, 200) }] : []),
  ];
}

function dangerOf(file: Attachment): { weight: number; why: string } {
  const name = shownName(file.filename);
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).trim() : '';
  const sniffed = file.sniffedType ?? null;
  const declared = file.contentType.toLowerCase();
  if (PROGRAMS.has(ending) || /^r\d\d$/.test(ending)) return { weight: WEIGHT.dangerous, why: '' };
  if (PROGRAM_TYPES.test(declared)) return { weight: WEIGHT.dangerous, why: ` (${declared})` };
  if (sniffed && PROGRAM_TYPES.test(sniffed)) return { weight: WEIGHT.dangerous, why: ` (is ${sniffed})` };
  if (file.macros) return { weight: WEIGHT.dangerous, why: ' (macros)' };
  if (sniffed === 'application/zip') {
    const inside = file.zipEntries?.find((entry) => PROGRAMS.has(endingOf(shownName(entry))));
    if (inside) return { weight: WEIGHT.dangerous, why: ` (holds ${inside.slice(0, 80)})` };
  }
  return pageDanger(name, ending, declared, sniffed, file.size);
}

/** Pages and drawings are shown by the browser and can ask for passwords; those of mail programs are small. */
function pageDanger(name: string, ending: string, declared: string, sniffed: string | null, size: number) {
  const isDrawing = /^svgz?$/.test(ending) || declared.startsWith('image/svg') || sniffed === 'image/svg+xml';
  if (isDrawing) {
    if (HARMLESS_NAME.test(name)) return { weight: WEIGHT.dangerous, why: ' (is a drawing with code)' };
    const isLogo = size <= SMALL && (name === '' || LOGO.test(name));
    return { weight: isLogo ? WEIGHT.logo : WEIGHT.drawn, why: '' };
  }
  const isPage = PAGES.has(ending) || declared.startsWith('text/html') || sniffed === 'text/html';
  if (!isPage) return { weight: 0, why: '' };
  // Exchange cuts mails of other programs into such pieces.
  if (/^att\d+\.html?$/.test(name) && size <= SMALL) return { weight: WEIGHT.logo, why: '' };
  if (name === '') return { weight: WEIGHT.unnamed, why: 'a page without a name' };
  // Shop systems export tables as pages under the name of a sheet.
  if (SHEET_NAME.test(name)) return { weight: WEIGHT.disguised, why: ' (is a page)' };
  return { weight: WEIGHT.dangerous, why: PAGES.has(ending) ? '' : ' (is a page)' };
}

function isLockedArchive(file: Attachment): boolean {
  const name = shownName(file.filename);
  const isArchive = ARCHIVES.test(file.sniffedType ?? file.contentType.toLowerCase()) || ARCHIVE_NAME.test(name);
  // What cannot be listed may be locked as well: RAR and 7z hide their list.
  const unlisted = /\.(?:rar|7z)$/.test(name) && (file.zipEntries ?? []).length === 0;
  return isArchive && (file.encrypted === true || unlisted);
}

/** Direction marks and padding hide the real ending from people: "PO‮fdp.exe", "PO.pdf      .exe". */
function shownName(filename: string): string {
  return filename
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .toLowerCase()
    .replace(/(?<![\s.])[\s.]+$/, '');
}

function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).trim();
}
