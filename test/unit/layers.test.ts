import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, write } from '../support/paper-house.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/layers.mjs', import.meta.url));
const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: { name: string }[];
};

/** Rule, file, what it imports. Each file breaks its rule and no other. */
const VIOLATIONS: readonly (readonly [string, string, string])[] = [
  ['domain-imports-errors', 'src/domain/bad.ts', 'src/stores/patent-store.ts'],
  ['domain-imports-errors', 'src/domain/bad-type.ts', 'type src/chat/port.ts'],
  ['domain-imports-errors', 'src/domain/bad-root.ts', 'src/root.ts'],
  ['matching-imports-domain', 'src/matching/bad.ts', 'src/reads/patent-card.ts'],
  ['stores-import-domain', 'src/stores/bad.ts', 'src/matching/score.ts'],
  ['stores-import-domain', 'src/stores/bad-table.ts', 'migrations/table.ts'],
  ['migrations-stand-alone', 'migrations/bad.ts', 'src/domain/patent.ts'],
  ['chat-imports-domain', 'src/chat/bad.ts', 'src/stores/transactions.ts'],
  ['chat-imports-domain', 'src/chat/feishu/bad.ts', 'type src/reads/patent-card.ts'],
  ['platform-imports-domain', 'src/platform/http/bad.ts', 'src/chat/port.ts'],
  ['reads-import-stores', 'src/reads/bad.ts', 'src/chat/port.ts'],
  ['actions-import-inward', 'src/actions/bad.ts', 'src/jobs/relay.ts'],
  ['actions-import-inward', 'src/actions/bad-card.ts', 'src/chat/card-renderer.ts'],
  ['http-imports-actions', 'src/http/bad.ts', 'src/matching/score.ts'],
  ['http-imports-actions', 'src/http/bad-store.ts', 'type src/stores/patent-store.ts'],
  ['jobs-import-actions', 'src/jobs/bad.ts', 'src/http/routes.ts'],
  ['jobs-import-actions', 'src/jobs/bad-test.ts', 'test/support/fixture.ts'],
  ['http-and-jobs-take-store-types-only', 'src/jobs/bad-value.ts', 'src/stores/transactions.ts'],
  ['http-and-jobs-take-store-types-only', 'src/http/bad-value.ts', 'src/stores/outbox-store.ts'],
  ['rules-use-no-packages', 'src/domain/bad-package.ts', 'zod'],
  ['rules-use-no-packages', 'src/matching/bad-core.ts', 'node:fs'],
  ['channels-do-not-meet', 'src/chat/wecom/bad.ts', 'src/chat/feishu/feishu.ts'],
  ['channels-do-not-meet', 'src/chat/feishu/bad-meeting.ts', 'type src/chat/wecom/wecom.ts'],
  ['channels-are-wired-at-the-root', 'src/chat/bad-adapter.ts', 'src/chat/wecom/wecom.ts'],
  ['channels-are-wired-at-the-root', 'src/sandbox/bad.ts', 'src/chat/feishu/feishu.ts'],
  ['platforms-are-wired-at-the-root', 'src/sandbox/bad-platform.ts', 'src/platform/http/client.ts'],
  ['spreadsheets-are-read-by-jobs', 'src/sandbox/bad-spreadsheet.ts', 'src/platform/spreadsheet/import.ts'],
  ['sandbox-is-wired-at-the-root', 'src/cli/bad.ts', 'src/sandbox/view.ts'],
  ['config-is-read-at-the-root', 'src/sandbox/bad-config.ts', 'type src/config.ts'],
  ['the-root-is-imported-by-its-shells', 'src/sandbox/bad-app.ts', 'src/app.ts'],
  ['databases-in-stores', 'src/reads/bad-knex.ts', 'type knex'],
  ['databases-in-stores', 'src/jobs/bad-mysql.ts', 'mysql2'],
  ['databases-in-stores', 'src/cli/bad-libsql.ts', 'libsql'],
  ['feishu-sdk-in-its-channel', 'src/chat/bad-sdk.ts', '@larksuiteoapi/node-sdk'],
  ['feishu-sdk-in-its-channel', 'src/platform/http/bad-axios.ts', 'axios'],
  ['wecom-sdk-in-its-channel', 'src/chat/bad-wecom.ts', '@wecom/aibot-node-sdk'],
  ['koa-in-http', 'src/jobs/bad-koa.ts', 'koa'],
  ['koa-in-http', 'src/chat/feishu/bad-router.ts', '@koa/router'],
  ['no-circles', 'src/domain/bad-circle.ts', 'src/domain/circle.ts'],
  ['no-orphans', 'src/domain/bad-orphan.ts', ''],
  ['every-import-resolves', 'src/domain/bad-name.ts', 'src/domain/absent.ts'],
];

/** File and what it may import after the design. */
const ALLOWED: readonly (readonly [string, string])[] = [
  ['src/matching/good.ts', 'type src/domain/patent.ts'],
  ['src/stores/good.ts', 'migrations/index.ts'],
  ['src/stores/good-knex.ts', 'knex'],
  ['src/chat/feishu/good.ts', '@larksuiteoapi/node-sdk'],
  ['src/chat/feishu/good-port.ts', 'src/chat/port.ts'],
  ['src/reads/good.ts', 'src/matching/score.ts'],
  ['src/actions/good.ts', 'src/stores/transactions.ts'],
  ['src/actions/good-port.ts', 'src/platform/port.ts'],
  ['src/http/good.ts', 'type src/stores/transactions.ts'],
  ['src/http/good-koa.ts', 'koa'],
  ['src/jobs/good.ts', 'type src/stores/outbox-store.ts'],
  ['src/jobs/good-card.ts', 'src/chat/card-renderer.ts'],
  ['src/jobs/good-spreadsheet.ts', 'src/platform/spreadsheet/import.ts'],
  ['src/cli/good.ts', 'src/platform/manual/manual.ts'],
  ['src/cli/good-app.ts', 'src/app.ts'],
  ['src/main.ts', 'src/config.ts'],
];

interface Report {
  readonly modules: number;
  readonly violations: readonly { readonly rule: string; readonly from: string }[];
}

describe('the import rule', () => {
  const house = mkdtempSync(join(tmpdir(), 'panhuo-layers-'));
  let report: Report = { modules: 0, violations: [] };

  beforeAll(() => {
    build(house, [...VIOLATIONS.map(([, file, target]) => [file, target] as const), ...ALLOWED]);
    report = JSON.parse(layers(house, '--json').stdout) as Report;
  });

  afterAll(() => rmSync(house, { recursive: true }));

  const rulesBrokenBy = (file: string) => [
    ...new Set(report.violations.filter(({ from }) => from === file).map(({ rule }) => rule)),
  ];

  it.each(VIOLATIONS)('%s alone reports %s importing %s', (rule, file) => {
    expect(rulesBrokenBy(file)).toEqual([rule]);
  });

  it.each(ALLOWED)('lets %s import %s', (file) => {
    expect(rulesBrokenBy(file)).toEqual([]);
  });

  it('has a violation on this page for every rule', () => {
    expect(new Set(VIOLATIONS.map(([rule]) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
  });

  it('ends with a failure when it is broken', () => {
    expect(layers(house).status).toBe(1);
  });

  it('ends with a failure when hardly anything was read, for then nothing is proved', () => {
    const empty = mkdtempSync(join(tmpdir(), 'panhuo-layers-'));
    write(empty, 'src/errors.ts', 'export const here = 1;');
    write(empty, 'migrations/index.ts', "export { here } from '../src/errors.ts';");
    write(empty, 'tsconfig.json', '{}');
    const run = layers(empty);
    rmSync(empty, { recursive: true });
    expect(run.stderr).toContain('only 2 modules');
    expect(run.status).toBe(1);
  });

  it('is kept by this repository', () => {
    const run = layers();
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });
});

function layers(...words: string[]) {
  return spawnSync(process.execPath, [SCRIPT, ...words], { encoding: 'utf8' });
}
