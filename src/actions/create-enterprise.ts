import { type Enterprise, enterpriseName } from '../domain/enterprise.ts';
import { type Focus, NO_FOCUS } from '../domain/focus.ts';
import { typedLine } from '../domain/typed-text.ts';
import { malformed } from '../errors.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { beginRematch } from './rematch-enterprise.ts';

/** How many patents a day an enterprise gets when nothing else is said. */
const DAILY_PUSH_LIMIT = 5;

/** What the operator says of a new enterprise. */
export interface NewEnterprise {
  readonly name: string;
  readonly platformId: string;
  readonly focus?: Focus;
  readonly deadline?: string | null;
  readonly dailyPushLimit?: number;
}

/**
 * Creates an enterprise, or finds the one of this name; created once, however often it is asked. Refuses a name that
 * cannot be one, and the platform's id of another enterprise.
 */
export async function createEnterprise(tx: Tx, input: NewEnterprise): Promise<Enterprise> {
  const name = enterpriseName(input.name);
  const known = await tx.enterprises.findByName(name);
  if (known) return known;
  const platformId = typedLine(input.platformId);
  const other = await tx.enterprises.findByPlatformId(platformId);
  if (other) {
    const message = `the platform's id «${platformId}» belongs to «${other.name}»: look with enterprise list`;
    throw malformed('platform_id_taken', message);
  }
  const enterprise: Enterprise = {
    id: tx.newId(),
    name,
    platformId,
    focus: input.focus ?? NO_FOCUS,
    deadline: input.deadline ?? null,
    dailyPushLimit: input.dailyPushLimit ?? DAILY_PUSH_LIMIT,
    state: 'active',
    platformMode: null,
  };
  await tx.enterprises.add(enterprise, tx.at);
  await record(tx, {
    enterpriseId: enterprise.id,
    actor: 'operator',
    act: 'create-enterprise',
    subject: enterprise.id,
  });
  if (input.focus && (await tx.patents.count()) > 0) await beginRematch(tx, enterprise.id);
  return enterprise;
}
