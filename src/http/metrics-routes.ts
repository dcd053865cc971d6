import Router from '@koa/router';
import { unverified } from '../errors.ts';
import { isSameSecret } from './secret.ts';

/** What the route hands out. */
interface MetricsText {
  readonly contentType: string;
  /** Everything there is to measure at this moment, in the text format of Prometheus. */
  readonly text: () => Promise<string>;
}

/** `GET /metrics` for whoever shows the bearer token; everybody else is refused. */
export function metricsRoutes(token: string, { contentType, text }: MetricsText): Router {
  const router = new Router();
  router.get('/metrics', async (ctx) => {
    if (!isSameSecret(ctx.get('authorization'), `Bearer ${token}`)) throw unverified('metrics_token_wrong');
    const measured = await text();
    ctx.set('cache-control', 'no-store');
    ctx.set('content-type', contentType);
    ctx.body = measured;
  });
  return router;
}
