import type { Config } from './config.ts';
import { behindToken, OPEN_TO_ALL } from './http/overview-access.ts';
import { type OverviewWorld, overviewRoutes } from './http/overview-routes.ts';
import { pageLinks } from './http/page-link.ts';
import { type PageRoutesWorld, pageRoutes } from './http/page-routes.ts';
import { workbookOf } from './platform/spreadsheet/workbook-writer.ts';

/** Pages, where phones reach this service and links can be signed. */
export function pagesOf({ baseUrl, secretKeys }: Config, world: Omit<PageRoutesWorld, 'links' | 'baseUrl'>) {
  if (baseUrl === null || secretKeys === null) return [];
  return [pageRoutes({ ...world, baseUrl, links: pageLinks(secretKeys, baseUrl) })];
}

/** Where every enterprise stands, for whoever has the token; in the sandbox for whoever sits at this machine. */
export function overviewOf(
  { operatorToken, baseUrl, timeZone, sandbox }: Config,
  world: Omit<OverviewWorld, 'access' | 'timeZone' | 'workbook'>,
) {
  if (operatorToken === null && !sandbox) return [];
  const access = operatorToken === null ? OPEN_TO_ALL : behindToken(operatorToken, { ...world, baseUrl });
  return [overviewRoutes({ ...world, access, timeZone, workbook: workbookOf })];
}
