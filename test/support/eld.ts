/** Stands in for `eld/medium` in tests: the same module, loaded once for all files of a worker (environment.ts). */
type Module = typeof import('eld/medium');

export const { eld } = globalThis as unknown as Pick<Module, 'eld'>;
