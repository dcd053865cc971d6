import { AxiosError, AxiosHeaders } from 'axios';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { redactedLogger, safeFacts } from '../../src/chat/feishu/redact.ts';

const SECRETS = [
  'app-secret-of-the-tests',
  't-tenant-token',
  'encrypt-key-of-the-tests',
  'wss://open.feishu.cn/ws/v2?ticket=one-time',
  '专家的评价建议',
];

function axiosError(): AxiosError {
  const config = {
    url: SECRETS[3] ?? '',
    data: JSON.stringify({ app_id: 'cli_x', app_secret: SECRETS[0] }),
    headers: new AxiosHeaders({ Authorization: `Bearer ${SECRETS[1]}` }),
  };
  const response = { status: 502, statusText: '', data: { msg: SECRETS[4] }, headers: {}, config };
  return new AxiosError(`failed ${SECRETS[2]}`, 'ECONNRESET', config, { path: SECRETS[3] }, response);
}

describe('the logger handed to the Feishu SDK', () => {
  it('writes no secret and no word of a person, whatever the SDK hands over', () => {
    const lines: string[] = [];
    const logger = redactedLogger(
      pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    );
    const said = [
      [axiosError()],
      ['[ws]', ...SECRETS],
      [{ nested: SECRETS }, SECRETS.join(' ')],
      [new Error(SECRETS[0])],
    ];
    for (const level of ['error', 'warn', 'info', 'debug', 'trace'] as const) {
      for (const words of said) logger[level](words);
    }
    expect(lines).toHaveLength(8);
    for (const secret of SECRETS) expect(lines.join('')).not.toContain(secret);
  });

  it('keeps what helps the operator', () => {
    expect(safeFacts([[axiosError()]])).toEqual({ network: 'ECONNRESET', httpStatus: 502 });
    expect(safeFacts([['[ws]', 'code: 514, auth failed']])).toEqual({ feishuCode: 514 });
    expect(safeFacts([['[ws]', 'handshake timeout after 10000ms']])).toEqual({ said: ['handshake timeout'] });
    expect(safeFacts('connect failed')).toEqual({ said: ['connect failed'] });
    expect(safeFacts(undefined)).toEqual({});
  });
});
