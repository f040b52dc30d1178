/** The labelled cases of a folder: NAME.eml with NAME.json beside it, and tenant.json. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { Labels } from './labels.ts';
import { Tenant } from './tenant.ts';

export type LabelledCase = { name: string; raw: Buffer; labels: Labels };

/** @throws Error that names the file and what is wrong with it */
export async function readCases(dir: string): Promise<{ tenant: Tenant; cases: LabelledCase[] }> {
  const files = await readdir(dir).catch(() => {
    throw new Error(`${dir} is no folder that can be read`);
  });
  const tenant = await readJson(join(dir, 'tenant.json'), Tenant);
  const names = files.filter((file) => file.endsWith('.eml')).map((file) => file.slice(0, -'.eml'.length));
  if (names.length === 0) throw new Error(`${dir} holds no .eml file`);
  const cases = names.sort().map(async (name) => ({
    name,
    raw: await readFile(join(dir, `${name}.eml`)),
    labels: await readJson(join(dir, `${name}.json`), Labels),
  }));
  return { tenant, cases: await Promise.all(cases) };
}

async function readJson<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`${path} is missing`);
  });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is no JSON: ${(error as Error).message}`);
  }
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${path}: ${faults.join('; ')}`);
}
