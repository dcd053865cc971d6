import type { Command } from 'commander';
import { z } from 'zod';
import { changeCampaign } from '../actions/campaign.ts';
import { type Campaign, type CampaignWish, GOALS } from '../domain/campaign.ts';
import { malformed } from '../errors.ts';
import { type Context, onDatabase } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';

const Options = z.object({
  deadline: z.union([z.iso.date(), z.literal('none')]).optional(),
  goal: z.enum(GOALS).optional(),
});

/** Adds `enterprise campaign`. */
export function campaignCommand(group: Command, context: () => Context): void {
  group
    .command('campaign <enterprise>')
    .description('show or change what an enterprise is to reach, and until when')
    .option('--deadline <YYYY-MM-DD>', 'day by which it is to be reached, or none')
    .option('--goal <goal>', `${GOALS.join(' or ')}: what is to be done with every patent`)
    .action((named: string, options: unknown) => campaign(context(), named, options));
}

async function campaign(context: Context, named: string, options: unknown): Promise<void> {
  const wish = wishIn(options);
  const { name, plan, progress } = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const { id: enterpriseId, name, deadline } = await enterpriseNamed(tx, named);
      const plan: Campaign =
        Object.keys(wish).length > 0
          ? await changeCampaign(tx, { enterpriseId, wish, actor: 'operator' })
          : { goal: await tx.campaigns.goalOf(enterpriseId), deadline };
      return { name, plan, progress: await tx.campaigns.progressOf(enterpriseId) };
    }),
  );
  const { pushed, rated, evaluated } = progress;
  const until = plan.deadline === null ? 'no deadline' : `until ${plan.deadline}`;
  context.print(
    { ...plan, ...progress },
    `${name}: every patent ${plan.goal}, ${until}; ${pushed} pushed, ${rated} rated, ${evaluated} evaluated`,
  );
}

function wishIn(options: unknown): CampaignWish {
  const read = Options.safeParse(options);
  if (!read.success)
    throw malformed(
      'campaign_option_wrong',
      `--${String(read.error.issues[0]?.path[0])} cannot be read; see --help`,
    );
  const { deadline, goal } = read.data;
  return {
    ...(deadline === undefined ? {} : { deadline: deadline === 'none' ? null : deadline }),
    ...(goal === undefined ? {} : { goal }),
  };
}
