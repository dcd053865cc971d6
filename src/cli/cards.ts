import { once } from 'node:events';
import type { Command } from 'commander';
import type { startGallery } from '../app.ts';
import { cardRenderer } from '../chat/card-renderer.ts';
import { lintCard as lintFeishu } from '../chat/feishu/card-linter.ts';
import { lintCard as lintWecom } from '../chat/wecom/card-linter.ts';
import { FULL_REACH } from '../domain/connection.ts';
import { malformed } from '../errors.ts';
import { createLog } from '../log.ts';
import type { Context } from './context.ts';

/** The cards of both products, as the bots show them. */
export const DIALECTS: Parameters<typeof startGallery>[0]['dialects'] = [
  {
    dialect: 'feishu',
    reach: FULL_REACH,
    leads: false,
    renderer: () => cardRenderer('feishu'),
    lint: lintFeishu,
  },
  {
    dialect: 'wecom',
    reach: { ...FULL_REACH, namesMentioned: false, findsPeople: false, editsForMs: 0 },
    leads: true,
    renderer: () => cardRenderer('wecom'),
    lint: lintWecom,
  },
];

/** Adds `cards`. */
export function cardsCommand(program: Command, context: () => Context): void {
  program
    .command('cards')
    .description('show every card in every state with sample data on one page, until Ctrl-C')
    .option('--port <n>', 'where to listen; without it a free port', Number, 0)
    .action((options: { port: number }) => cards(context(), options.port));
}

async function cards({ config, newId, print }: Context, port: number): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw malformed('port_wrong', '--port must be a whole number from 0 to 65535');
  }
  // Only now: the other commands need neither channels nor a web server, and start faster without.
  const app = await import('../app.ts');
  const web = await app.startGallery({ dialects: DIALECTS, log: createLog(config.logLevel), newId }, port);
  const url = `${web.url}/sandbox/cards`;
  print({ url }, `盘活助手 panhuo · 全部卡片 all cards\n打开 open: ${url}`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await web.close();
}
