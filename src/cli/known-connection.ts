import { CONFIGURED_CONNECTIONS } from '../domain/connection.ts';
import { malformed } from '../errors.ts';
import type { Tx } from '../stores/transactions.ts';

/** Refuses the name of a connection that is not configured: what belongs to it could never be reached. */
export async function mustKnowConnection(tx: Tx, name: string): Promise<void> {
  if (CONFIGURED_CONNECTIONS.some((each) => each === name)) return;
  if ((await tx.connections.all()).some((each) => each.name === name)) return;
  throw malformed(
    'connection_unknown',
    `there is no connection «${name}»; list them with: connection list, or leave --connection out`,
  );
}
