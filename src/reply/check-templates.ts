/** Checks the mails to customers by writing every one of them: each template, in each language, with each sample. */
import { Liquid } from 'liquidjs';
import { TEMPLATE_VALUES } from './compose.ts';
import { chooseLanguage, type Templates } from './render.ts';
import { type TemplateSample, templateSamples } from './samples/template-samples.ts';
import type { ReplyContext } from './view.ts';

/** What a value that is missing, or a mark that was not read, leaves in a mail. */
const LEFTOVERS = /\{\{|\}\}|\{%|%\}|\*\*|\bundefined\b|\bnull\b|\bNaN\b|\[object|[(（] ?[)）]| [,.;](?= |$)|[ \t]$/mu;

export type TemplateCheck = { mails: number; faults: string[] };

/** Writes every mail. @returns how many, and one sentence for each fault */
export function checkTemplates(context: ReplyContext): TemplateCheck {
  const { templates, words } = context;
  const languages = Object.keys(words.languages);
  const samples = templateSamples(context);
  const shown = new Set(samples.map(({ template }) => template));
  const names = Object.keys(templates).filter((name) => kindOf(name) !== undefined);
  const faults = [
    ...[...shown].filter((name) => !Object.hasOwn(templates, name)).map((name) => `${name} is missing`),
    ...names.filter((name) => !shown.has(name)).map((name) => `${name} is not known: no mail is written with it`),
    ...[...names, ...partsOf(templates)].flatMap((name) => missingLanguages(name, templates, languages)),
    ...languages.flatMap((language) => unknownValues(names, language, templates)),
  ];
  const written = samples.flatMap((sample) => languages.map((language) => writeOne(sample, language, templates)));
  return { mails: written.length, faults: [...new Set([...faults, ...written.flat()])] };
}

function kindOf(name: string): keyof typeof TEMPLATE_VALUES | undefined {
  return (Object.keys(TEMPLATE_VALUES) as (keyof typeof TEMPLATE_VALUES)[]).find((kind) => name.startsWith(kind));
}

function partsOf(templates: Templates): string[] {
  return Object.keys(templates).filter((name) => name.startsWith('part-'));
}

function missingLanguages(name: string, templates: Templates, languages: readonly string[]): string[] {
  return languages
    .filter((language) => !Object.hasOwn(templates[name] ?? {}, language))
    .map((language) => `${name}.${language}.liquid is missing`);
}

/** Names that no mail of its kind has a value for, also those in branches that no sample reaches. */
function unknownValues(names: readonly string[], language: string, templates: Templates): string[] {
  const parts = partsOf(templates).map((part) => [part, templates[part]?.[chooseLanguage(templates, part, language)]]);
  const engine = new Liquid({ templates: Object.fromEntries(parts), relativeReference: false, cache: true });
  return names.flatMap((name) => {
    const source = templates[name]?.[language];
    const kind = kindOf(name);
    if (source === undefined || kind === undefined) return [];
    const known = new Set<string>(TEMPLATE_VALUES[kind]);
    try {
      const unknown = engine.globalVariablesSync(engine.parse(source)).filter((value) => !known.has(value));
      return unknown.map((value) => `${name}.${language}.liquid: there is no value ${value} in this mail`);
    } catch (error) {
      return [`${name}.${language}.liquid cannot be read: ${firstLine(error)}`];
    }
  });
}

function writeOne({ template, title, write }: TemplateSample, language: string, templates: Templates): string[] {
  // A language that is not there has been told.
  if (chooseLanguage(templates, template, language) !== language) return [];
  const where = `${template}.${language}.liquid (${title})`;
  try {
    const draft = write(language);
    if (draft === null) return [`${where}: there is no mail`];
    const left = LEFTOVERS.exec(`${draft.subject}\n${draft.text}`)?.[0];
    return [
      ...(left === undefined ? [] : [`${where}: "${left}" was left in the mail`]),
      ...(draft.subject.trim() === '' ? [`${where}: the mail has no subject`] : []),
    ];
  } catch (error) {
    return [`${where}: ${firstLine(error)}`];
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
