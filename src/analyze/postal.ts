/** Recognises a country by how a line of address is written: postal code, and state or province. */

const US_STATE =
  'AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|PR';
const AU_STATE = 'NSW|VIC|QLD|WA|SA|TAS|ACT|NT';
const BR_STATE = 'AC|AL|AP|AM|BA|CE|DF|ES|GO|MA|MT|MS|MG|PA|PB|PR|PE|PI|RJ|RN|RS|RO|RR|SC|SP|SE|TO';
const CA_PROVINCE = 'ON|QC|BC|NS';
/** In the order of how sure they are. `null`: the country stands in front of the code. */
const PATTERNS: [RegExp, string | null][] = [
  [
    /(?<![\p{L}\d])(CH|AT|DE|FR|IT|ES|NL|BE|DK|SE|FI|PL|CZ|SK|PT|LU|LT|LV|EE|HU|RO|BG|GR|SI|HR|NO)[- ]\d{3} ?\d{1,2}(?!\d)/u,
    null,
  ],
  [new RegExp(`(?<!\\p{L})(?:${US_STATE}),? \\d{5}(?:-\\d{4})?(?!\\d)`, 'u'), 'US'],
  [/(?<![\p{L}\d])[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?![\p{L}\d])/u, 'GB'],
  [/(?<!\p{L})[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?!\d)/u, 'CA'],
  [new RegExp(`(?<!\\p{L})(?:${AU_STATE}),? \\d{4}(?!\\d)`, 'u'), 'AU'],
  [/(?<!\d)\d{4} ?[A-Z]{2} {1,2}\p{Lu}\p{L}{2}/u, 'NL'],
  [/(?<!\d)\d{2}-\d{3} \p{Lu}\p{Ll}/u, 'PL'],
  [/(?<!\d)\d{5}-\d{3}(?!\d)/u, 'BR'],
  [/(?<!\d)\d{4}-\d{3} \p{Lu}/u, 'PT'],
  [
    /(?<!\p{L})Co\.? (?:Dublin|Cork|Galway|Limerick|Kerry|Mayo|Donegal|Wicklow|Wexford|Kildare|Meath|Westmeath|Louth|Clare|Tipperary|Waterford|Kilkenny|Carlow|Laois|Offaly|Longford|Cavan|Monaghan|Sligo|Leitrim|Roscommon)(?!\p{L})/u,
    'IE',
  ],
  [/〒/u, 'JP'],
  [/(?<!\d)\d{3} \d{2} \p{Lu}\p{Ll}{2,}(?: \p{Lu}\p{Ll}+)?$/u, 'SE'],
  [/\p{Lu}\p{Ll}+ ?[-–,] ?\d{3} ?\d{3}(?!\d)/u, 'IN'],
  [new RegExp(`\\p{Ll}, ?(?:${US_STATE})(?![\\p{L}\\d])`, 'u'), 'US'],
  [new RegExp(`\\p{Ll},? (?:${CA_PROVINCE})(?![\\p{L}\\d])`, 'u'), 'CA'],
  [new RegExp(`\\p{Ll} ?[/–-] ?(?:${BR_STATE})(?![\\p{L}\\d])`, 'u'), 'BR'],
  [
    /\((?:AG|AL|AN|AO|AR|AP|AT|AV|BA|BT|BL|BN|BG|BI|BO|BZ|BS|BR|CA|CL|CB|CE|CT|CZ|CH|CO|CS|CR|KR|CN|EN|FM|FE|FI|FG|FC|FR|GE|GO|GR|IM|IS|SP|AQ|LT|LE|LC|LI|LO|LU|MC|MN|MS|MT|ME|MI|MO|MB|NA|NO|NU|OR|PD|PA|PR|PV|PG|PU|PE|PC|PI|PT|PN|PZ|PO|RG|RA|RC|RE|RI|RN|RM|RO|SA|SS|SV|SI|SR|SO|TA|TE|TR|TP|TN|TV|TS|TO|UD|VA|VE|VB|VC|VR|VV|VI|VT)\)/u,
    'IT',
  ],
];

/** The country that a line of address shows by its form, else null. */
export function postalCountry(line: string): string | null {
  for (const [pattern, country] of PATTERNS) {
    const match = pattern.exec(line.slice(0, 200));
    if (match !== null) return country ?? match[1] ?? null;
  }
  return null;
}
