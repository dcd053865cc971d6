import { refuseEnd, reportEndOfDemand, reportEndOfIntent } from '../actions/report-end.ts';
import { wasEnteredByHand } from '../domain/cooperation.ts';
import { owesEnd } from '../domain/cooperation-end.ts';
import type { Demand } from '../domain/demand.ts';
import type { Intent } from '../domain/intent.ts';
import { asAppError } from '../errors.ts';
import { type Platform, type Platforms, platformFor } from '../platform/port.ts';
import { refusalIn } from './deliver-post.ts';
import type { Deliver, JobWorld } from './relay.ts';

/** Makes the deliverer of ends: the platform learns that an admin has given up an intent or a demand. */
export function deliverWithdrawal(world: JobWorld & { readonly platforms: Platforms }): Deliver {
  return async ({ payload }) => {
    const kind = payload['demand'] === undefined ? 'intent' : 'demand';
    const id = payload[kind] ?? '';
    const { over, enterprise } = await world.inTransaction(async (tx) => {
      const ended: Intent | Demand = await (kind === 'intent' ? tx.intents.get(id) : tx.demands.get(id));
      return { over: ended, enterprise: await tx.enterprises.get(ended.enterpriseId) };
    });
    const at = overAt(over);
    // What an admin has entered by hand, the API does not know: it would say that there is nothing to end.
    if (!owesEnd(over) || at === null || wasEnteredByHand(over)) return;
    try {
      const told = await tell(platformFor(world.platforms, enterprise), kind, id, at);
      if (!told) return;
      const report = kind === 'intent' ? reportEndOfIntent : reportEndOfDemand;
      await world.inTransaction((tx) => report(tx, id, null));
    } catch (error) {
      const failure = asAppError(error);
      const refusal = refusalIn(failure);
      await world.inTransaction((tx) => refuseEnd(tx, { kind, id, refusal }));
      throw failure;
    }
  };
}

/** False when it is for the admin to do by hand; a platform that never had it has nothing to give up. */
async function tell(platform: Platform, kind: 'intent' | 'demand', id: string, at: Date): Promise<boolean> {
  try {
    return (await platform.withdraw(kind, id, at)).kind === 'recorded';
  } catch (error) {
    if (asAppError(error).facts['platformCode'] === 'receipt_unknown') return true;
    throw error;
  }
}

function overAt(over: Intent | Demand): Date | null {
  return 'withdrawnAt' in over ? over.withdrawnAt : over.closedAt;
}
