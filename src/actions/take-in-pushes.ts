import type { PlatformPush } from '../platform/port.ts';
import type { Tx } from '../stores/transactions.ts';
import { matchPatents } from './match-patents.ts';

/** What a page of the platform's pushes did; unknown ones name an enterprise or a patent we do not have. */
export interface PushesTakenIn {
  readonly taken: number;
  readonly unknownPatents: readonly string[];
  readonly unknownEnterprises: readonly string[];
}

/** Puts what the platform pushed into the evaluation libraries of the enterprises it was pushed to. */
export async function takeInPushes(tx: Tx, pushes: readonly PlatformPush[]): Promise<PushesTakenIn> {
  const unknownPatents = new Set<string>();
  const unknownEnterprises = new Set<string>();
  let taken = 0;
  for (const { enterprise: platformId, applicationNumber, reason } of pushes) {
    const enterprise = await tx.enterprises.findByPlatformId(platformId);
    const patent = await tx.patents.findByNumber(applicationNumber);
    if (!enterprise) unknownEnterprises.add(platformId);
    else if (!patent) unknownPatents.add(applicationNumber);
    else {
      await matchPatents(tx, [patent], { enterprise, reason });
      taken += 1;
    }
  }
  return { taken, unknownPatents: [...unknownPatents], unknownEnterprises: [...unknownEnterprises] };
}
