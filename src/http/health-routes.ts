import Router from '@koa/router';

/** One thing that must work before the service can do its work. */
export interface Check {
  readonly name: string;
  /** Says what is wrong in English, or null when all is well. */
  readonly ask: () => Promise<string | null>;
}

/** `/healthz` says that the process is alive, `/readyz` that everything it needs works, naming what does not. */
export function healthRoutes(checks: readonly Check[]): Router {
  const router = new Router();
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'alive' };
  });
  router.get('/readyz', async (ctx) => {
    const answers = await Promise.all(checks.map(async ({ name, ask }) => [name, await ask()] as const));
    const ready = answers.every(([, problem]) => problem === null);
    ctx.status = ready ? 200 : 503;
    ctx.body = {
      status: ready ? 'ready' : 'not ready',
      checks: Object.fromEntries(answers.map(([name, problem]) => [name, problem ?? 'ok'])),
    };
  });
  return router;
}
