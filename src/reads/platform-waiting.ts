import { type PlatformMode, platformModeOf } from '../domain/enterprise.ts';
import { isForAdmin, isForApi } from '../domain/platform-work.ts';
import type { PlatformWork } from '../stores/platform-work-store.ts';
import type { Tx } from '../stores/transactions.ts';

/** How much of a kind waits for the platform, by who brings it there. */
export interface WaitingForPlatform {
  readonly kind: PlatformWork['kind'];
  readonly mode: PlatformMode;
  readonly number: number;
}

/** How much waits in one enterprise for the API and for its admins, whatever it is. */
export type EnterpriseWaiting = Readonly<Record<PlatformMode, number>>;

const KINDS = ['evaluation', 'intent', 'demand', 'end'] as const;

interface Counted extends WaitingForPlatform {
  readonly enterpriseId: string;
  readonly oldest: Date;
}

/** Counts what waits for the platform in all enterprises, with nought where nothing does. */
export async function waitingForPlatform(tx: Tx, standard: PlatformMode): Promise<WaitingForPlatform[]> {
  const counted = await countAll(tx, standard);
  return KINDS.flatMap((kind) =>
    (['http', 'manual'] as const).map((mode) => {
      const some = counted.filter((each) => each.kind === kind && each.mode === mode);
      return { kind, mode, number: sumOf(some) };
    }),
  );
}

/** The same by enterprise, for those in which something waits. */
export async function waitingByEnterprise(
  tx: Tx,
  standard: PlatformMode,
): Promise<ReadonlyMap<string, EnterpriseWaiting>> {
  const counted = await countAll(tx, standard);
  const ids = new Set(counted.map(({ enterpriseId }) => enterpriseId));
  const of = (id: string, mode: PlatformMode) =>
    sumOf(counted.filter((each) => each.enterpriseId === id && each.mode === mode));
  return new Map([...ids].map((id) => [id, { http: of(id, 'http'), manual: of(id, 'manual') }]));
}

/** Since when the oldest of it has waited, by enterprise; null where nothing of the kind waits. */
export async function oldestForPlatform(
  tx: Tx,
  standard: PlatformMode,
): Promise<ReadonlyMap<string, Readonly<Record<PlatformMode, Date | null>>>> {
  const oldest = new Map<string, Record<PlatformMode, Date | null>>();
  for (const { enterpriseId, mode, oldest: at } of await countAll(tx, standard)) {
    const known = oldest.get(enterpriseId) ?? { http: null, manual: null };
    const before = known[mode];
    oldest.set(enterpriseId, { ...known, [mode]: before !== null && before < at ? before : at });
  }
  return oldest;
}

async function countAll(tx: Tx, standard: PlatformMode): Promise<Counted[]> {
  const enterprises = await tx.enterprises.all();
  const modes = new Map(enterprises.map((each) => [each.id, platformModeOf(each, standard)]));
  return (await tx.platformWork.tally()).flatMap((tally) => {
    const mode = modes.get(tally.enterpriseId) ?? standard;
    if (isForAdmin(tally, mode)) return { ...tally, mode: 'manual' as const };
    return isForApi(tally, mode) ? { ...tally, mode: 'http' as const } : [];
  });
}

function sumOf(counted: readonly Counted[]): number {
  return counted.reduce((sum, { number }) => sum + number, 0);
}
