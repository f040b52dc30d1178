/** The world of each test file. What a worker process can share is loaded once for all its files: eld takes 400 ms. */
import { createRequire } from 'node:module';
import { TestEnvironment } from 'jest-environment-node';

const { eld } = createRequire(__filename)('../../node_modules/eld/src/entries/static.medium.js');

// Jest asks for a default export.
export default class extends TestEnvironment {
  constructor(...parameters: ConstructorParameters<typeof TestEnvironment>) {
    super(...parameters);
    Object.assign(this.global, { eld });
  }
}
