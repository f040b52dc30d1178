/** What the columns of an imported table may be called, as in config/import-columns.yaml. */
import { z } from 'zod';

export const ImportKind = z.enum(['catalogue', 'costs', 'freight', 'rates']);
export type ImportKind = z.infer<typeof ImportKind>;

/** By kind of table: the place of a value in its entry (`packing.perCarton`) and the names of its column. */
export const ImportColumns = z.record(ImportKind, z.record(z.string(), z.array(z.string().min(1))));
export type ImportColumns = z.infer<typeof ImportColumns>;
