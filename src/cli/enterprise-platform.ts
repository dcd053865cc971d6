import type { Command } from 'commander';
import { setPlatformMode } from '../actions/set-platform-mode.ts';
import type { PlatformMode } from '../domain/enterprise.ts';
import { malformed } from '../errors.ts';
import { type Context, onDatabase } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';

/** Adds `enterprise platform`. */
export function enterprisePlatform(group: Command, context: () => Context): void {
  group
    .command('platform <enterprise>')
    .description('say how what an enterprise confirms gets to the platform')
    .requiredOption(
      '--mode <mode>',
      'http: panhuo posts it; manual: the admin enters it; default: as PLATFORM_MODE says',
    )
    .action((named: string, { mode }: { readonly mode: string }) => setMode(context(), named, mode));
}

async function setMode(context: Context, named: string, word: string): Promise<void> {
  const mode = modeIn(word);
  const { mode: standard, api } = context.config.platform;
  if (mode === 'http' && api === null) {
    const message =
      'the settings name no platform: set PLATFORM_URL and PLATFORM_TOKEN first, for the service as well';
    throw malformed('platform_not_configured', message);
  }
  const set = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const { id: enterpriseId } = await enterpriseNamed(tx, named);
      return setPlatformMode(tx, { enterpriseId, mode, standard });
    }),
  );
  const { id, name, platformMode } = set.enterprise;
  const way = set.mode === 'http' ? 'panhuo posts' : 'its admins enter by hand';
  const also = set.promised > 0 ? `; ${set.promised} that waited will be posted` : '';
  context.print({ id, name, platformMode, mode: set.mode, promised: set.promised }, `${name}: ${way}${also}`);
}

/** Null for the way of the settings. */
function modeIn(word: string): PlatformMode | null {
  if (word === 'default') return null;
  if (word === 'http' || word === 'manual') return word;
  throw malformed('platform_mode_wrong', '--mode must be http, manual or default');
}
