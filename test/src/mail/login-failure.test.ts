import { describe, expect, it } from '@jest/globals';
import { explainLoginFailure, isLoginRefused, troubleOf } from '../../../src/mail/login-failure.ts';

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

describe('troubleOf', () => {
  const refused = { authenticationFailed: true };
  it.each([
    [
      { ...refused, responseText: 'Maximum number of connections from user+IP exceeded', serverResponseCode: 'LIMIT' },
      'limit',
    ],
    [
      {
        ...refused,
        responseText: 'Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)',
      },
      'limit',
    ],
    [{ ...refused, responseText: 'Too many simultaneous connections. (Failure)' }, 'limit'],
    [{ ...refused, responseText: 'Account exceeded command or bandwidth limits. (Failure)' }, 'limit'],
    [{ ...refused, responseText: 'User is authenticated but not connected.' }, 'limit'],
    [{ ...refused, responseText: 'Too many login failures' }, 'limit'],
    [{ ...refused, responseText: 'LOGIN 登录过于频繁，请稍后再试' }, 'limit'],
    [{ code: 'NoConnection', reason: 'Too many connections' }, 'limit'],
    [{ code: 'ETHROTTLE' }, 'limit'],
    [{ ...refused, serverResponseCode: 'INUSE' }, 'limit'],
    [{ ...refused, serverResponseCode: 'UNAVAILABLE', responseText: 'Temporary authentication failure' }, 'other'],
    [{ ...refused, responseText: 'Invalid credentials (Failure)' }, 'login'],
    [{ ...refused, responseText: 'LOGIN failed.' }, 'login'],
    [
      { ...refused, responseText: 'Login fail. Account is abnormal, password is incorrect, login frequency limited' },
      'login',
    ],
    [{ ...refused, serverResponseCode: 'EXPIRED' }, 'login'],
    [{ code: 'ECONNREFUSED' }, 'other'],
    [{ code: 'NoConnection', reason: 'Server shutting down' }, 'other'],
    [{ cause: { ...refused, responseText: 'LOGIN failed.' } }, 'login'],
  ])('%j: %s', (fields, trouble) => {
    expect(troubleOf(Object.assign(new Error('odd'), fields))).toBe(trouble);
  });

  it('tells limits and expired passwords in words', () => {
    const limit = { ...refused, responseText: 'Too many simultaneous connections. (Failure)' };
    expect(explainLoginFailure(limit, SERVER)).toMatch(/too many connections .* \(it said: Too many simultaneous/);
    const expired = { ...refused, serverResponseCode: 'EXPIRED', responseText: 'Password expired' };
    expect(explainLoginFailure(expired, SERVER)).toMatch(/^The password .* has expired \(it said/);
  });
});
