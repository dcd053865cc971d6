import { expect } from 'vitest';
import { operate, type Printed } from './operator.ts';
import { TEST_KEY } from './seals.ts';
import { FEISHU_APP, type Service } from './service.ts';

interface Diagnosis {
  readonly ok: boolean;
  readonly findings: readonly {
    readonly about: string;
    readonly what: string;
    readonly ok: boolean;
    readonly say: string;
  }[];
}

interface Visit {
  readonly settings?: Readonly<Record<string, string>>;
  /** What happens while the command waits. */
  readonly meanwhile?: () => Promise<unknown>;
}

/** The settings of an operator beside a running service. */
export const settingsOf = ({ app, databaseUrl, feishu }: Service) => ({
  PORT: new URL(app.url).port,
  DATABASE_URL: databaseUrl,
  SECRET_KEY: TEST_KEY,
  FEISHU_APP_ID: FEISHU_APP.appId,
  FEISHU_APP_SECRET: FEISHU_APP.appSecret,
  FEISHU_DOMAIN: feishu.url,
});

/** Runs the doctor beside a running service; what it says to people and to programs must be the same. */
export async function examine(service: Service, { settings, meanwhile }: Visit, ...words: string[]) {
  const told: string[] = [];
  const printed: Printed[] = [];
  const desk = {
    settings: settings ?? settingsOf(service),
    now: service.clock.now,
    told: (line: string) => void told.push(line),
    printed: (each: Printed) => void printed.push(each),
    sleep: async (ms: number) => {
      service.clock.advance(ms);
      await meanwhile?.();
    },
  };
  const failure = await operate(desk, 'doctor', ...words).then(
    () => null,
    (error: unknown) => error,
  );
  const diagnosis = printed[0]?.result as Diagnosis | undefined;
  if (!diagnosis) throw failure;
  expect(told.filter((line) => /^[✓✗]/.test(line))).toHaveLength(diagnosis.findings.length);
  if (diagnosis.ok) expect(failure).toBeNull();
  else expect(failure).toMatchObject({ code: 'doctor_found' });
  return { ...diagnosis, told, wrong: diagnosis.findings.filter(({ ok }) => !ok) };
}
