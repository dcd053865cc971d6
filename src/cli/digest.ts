import type { Command } from 'commander';
import { z } from 'zod';
import { changeDigestPlan } from '../actions/plan-digest.ts';
import type { DigestPlan } from '../domain/digest.ts';
import type { DigestWish } from '../domain/digest-words.ts';
import { malformed } from '../errors.ts';
import { type Context, onDatabase } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';

const Options = z.object({
  day: z.enum(['1', '2', '3', '4', '5', '6', '7', 'default']).optional(),
  at: z
    .string()
    .regex(/^([01]?\d|2[0-3]):[0-5]\d$/)
    .optional(),
  whenQuiet: z.enum(['line', 'silence']).optional(),
  on: z.literal(true).optional(),
  off: z.literal(true).optional(),
});

/** Adds `enterprise digest`. */
export function digestCommand(group: Command, context: () => Context): void {
  group
    .command('digest <enterprise>')
    .description('show or change when the groups of an enterprise get their digest')
    .option('--day <1-7>', '1 is Monday; default: as DIGEST_CRON says')
    .option('--at <HH:MM>', 'from 07:00 to 20:00, in TZ')
    .option('--when-quiet <what>', 'line or silence, when there is nothing new')
    .option('--on', 'send digests')
    .option('--off', 'send none')
    .action((named: string, options: unknown) => digest(context(), named, options));
}

async function digest(context: Context, named: string, options: unknown): Promise<void> {
  const wish = wishIn(options);
  const { name, plan } = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const enterprise = await enterpriseNamed(tx, named);
      const { id: enterpriseId } = enterprise;
      if (Object.keys(wish).length > 0) await changeDigestPlan(tx, { enterpriseId, wish, actor: 'operator' });
      return { name: enterprise.name, plan: await tx.digests.planOf(enterpriseId) };
    }),
  );
  context.print(plan, `${name}: ${inWords(plan)}`);
}

function wishIn(options: unknown): DigestWish {
  const read = Options.safeParse(options);
  if (!read.success) {
    const option = String(read.error.issues[0]?.path[0] ?? '');
    throw malformed(
      'digest_option_wrong',
      `--${option.replace('Quiet', '-quiet')} cannot be read; see --help`,
    );
  }
  const { day, at, whenQuiet, on, off } = read.data;
  if (on && off) throw malformed('digest_option_wrong', '--on and --off exclude each other');
  if (day !== 'default' && (day === undefined) !== (at === undefined))
    throw malformed('digest_option_wrong', '--day and --at go together');
  const [hour = 0, minute = 0] = (at ?? '').split(':').map(Number);
  return {
    ...(day === undefined
      ? {}
      : day === 'default'
        ? NO_TIME
        : { weekday: Number(day), minute: hour * 60 + minute }),
    ...(whenQuiet === undefined ? {} : { whenQuiet }),
    ...(on || off ? { off: off === true } : {}),
  };
}

const NO_TIME = { weekday: null, minute: null } as const;

function inWords({ weekday, minute, whenQuiet, off }: DigestPlan): string {
  if (off) return 'no digests';
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const time =
    weekday === null || minute === null ? 'as DIGEST_CRON says' : `day ${weekday} at ${clock(minute)}`;
  return `${time}; ${whenQuiet === 'line' ? 'a line' : 'silence'} when there is nothing new`;
}
