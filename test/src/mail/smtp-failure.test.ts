import { describe, expect, it } from '@jest/globals';
import { classifyAnswer, classifyFailure } from '../../../src/mail/smtp-failure.ts';

function failure(fields: object, message = 'it failed'): Error {
  return Object.assign(new Error(message), fields);
}

describe('classifyFailure', () => {
  it.each([
    [
      '5xx to RCPT',
      { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, response: '550 no' },
      false,
      'refused',
      true,
    ],
    [
      '5xx after the message',
      { code: 'EMESSAGE', command: 'DATA', responseCode: 554, permanent: true },
      true,
      'refused',
      true,
    ],
    [
      '503, a wrong state',
      { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 503, permanent: false },
      false,
      'refused',
      false,
    ],
    [
      '5xx greeting',
      { code: 'EPROTOCOL', command: 'CONN', responseCode: 554, permanent: true },
      false,
      'refused',
      false,
    ],
    ['login', { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, permanent: true }, false, 'refused', false],
    ['time out before DATA', { code: 'ETIMEDOUT', command: 'CONN' }, false, 'refused', false],
    ['time out after DATA', { code: 'ETIMEDOUT', command: 'CONN' }, true, 'uncertain', null],
    ['reset after DATA', { code: 'ESOCKET', command: 'CONN' }, true, 'uncertain', null],
    ['unreadable reply after DATA', { code: 'EMESSAGE', command: 'DATA', responseCode: 299 }, true, 'uncertain', null],
    ['bad address', { code: 'EENVELOPE', command: 'API' }, false, 'refused', true],
    ['larger than SIZE allows', { code: 'EMESSAGE', command: 'MAIL FROM' }, false, 'refused', true],
  ])('%s', (_, fields, begun, kind, permanent) => {
    expect(classifyFailure(failure(fields), begun)).toMatchObject(permanent === null ? { kind } : { kind, permanent });
  });

  it('keeps the answer on one line and short', () => {
    const result = classifyFailure(failure({ response: `550-a\r\n550 ${'b'.repeat(5000)}`, responseCode: 550 }), false);
    expect(result.response).toMatch(/^550-a 550 b/);
    expect(result.response.length).toBeLessThanOrEqual(500);
  });
});

describe('classifyAnswer', () => {
  it('takes a partly refused mail for refused', () => {
    const rejectedErrors = [
      failure({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 450, response: '450 later' }),
    ];
    expect(classifyAnswer({ response: '250 ok', rejected: ['a@b'], rejectedErrors })).toMatchObject({
      kind: 'refused',
      code: 450,
      permanent: false,
    });
    expect(classifyAnswer({ response: '250 queued', rejected: [] })).toEqual({ kind: 'sent', response: '250 queued' });
  });
});
