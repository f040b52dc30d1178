import { describe, expect, it } from '@jest/globals';
import { explainLoginFailure, isLoginRefused } from '../../../src/mail/login-failure.ts';

const SERVER = { host: 'imap.exporter.example', port: 993 };

describe('explainLoginFailure', () => {
  it.each([
    [
      { authenticationFailed: true, responseText: 'LOGIN failed' },
      /refused the user name or password \(it said: LOGIN failed\)/,
    ],
    [{ code: 'EAUTH', response: '535 5.7.8 bad' }, /refused the user name or password \(it said: 535 5\.7\.8 bad\)/],
    [{ code: 'ENOTFOUND' }, /No server of this name.*check the host/],
    [{ code: 'EDNS', originalCode: 'ENOTFOUND' }, /No server of this name/],
    [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, /Nothing answers at imap\.exporter\.example, port 993/],
    [{ code: 'CONNECT_TIMEOUT' }, /did not answer in time/],
    [{ code: 'ETIMEDOUT' }, /did not answer in time/],
    [{ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, /No encrypted connection/],
    [{ code: 'ECONNECTION', tlsFailed: true }, /No encrypted connection/],
    [{ code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, /certificate/],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, /certificate/],
    [{ code: 'ECONNRESET' }, /closed the connection/],
    [{ errors: [{ code: 'ECONNREFUSED' }, { code: 'ENETUNREACH' }] }, /Nothing answers/],
    [{ code: 'EWHATEVER' }, /could not be used: odd/],
  ])('%j', (fields, sentence) => {
    expect(explainLoginFailure(Object.assign(new Error('odd'), fields), SERVER)).toMatch(sentence);
  });

  it('takes anything for an error', () => {
    expect(explainLoginFailure('plain words', SERVER)).toMatch(/could not be used: plain words/);
    expect(explainLoginFailure(null, SERVER)).toMatch(/could not be used: null/);
    expect(isLoginRefused(undefined)).toBe(false);
  });
});
