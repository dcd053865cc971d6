import { issueCode } from '../actions/binding-code.ts';
import { createEnterprise } from '../actions/create-enterprise.ts';
import { pushPatents } from '../actions/push-patents.ts';
import { setPlatformMode } from '../actions/set-platform-mode.ts';
import { CODE_LENGTH } from '../domain/binding-code.ts';
import { platformModeOf } from '../domain/enterprise.ts';
import { AppError } from '../errors.ts';
import type { InTransaction, Tx } from '../stores/transactions.ts';
import { demoPushes } from './demo-founding.ts';
import type { MovingClock } from './moving-clock.ts';
import type { PlatformStandIn } from './platform/stand-in.ts';
import type { Operator } from './playground-routes.ts';
import type { IssuedCode, OperatedEnterprise } from './view.ts';

/** The running service as the sandbox reaches it. */
export interface OperatedService {
  readonly inTransaction: InTransaction;
  /** Pulls from the platform now. */
  readonly pull: () => Promise<unknown>;
  /** Does what the schedules say is due. */
  readonly wake: () => Promise<void>;
}

/** What the sandbox's operator takes from the sandbox. */
export interface OperatorWorld {
  readonly clock: MovingClock;
  /** Random bytes that nobody can foresee. */
  readonly random: (bytes: number) => Uint8Array;
  readonly timeZone: string;
  readonly platform: PlatformStandIn;
  /** The service; null until it runs. */
  readonly service: () => OperatedService | null;
}

/** The sandbox's service posts to the stand-in platform unless an enterprise is told otherwise. */
const STANDARD_MODE = 'http';
/** How long a code is good, in days. */
const CODE_DAYS = 7;

/**
 * Does what the operator does on the command line, through the same actions. An enterprise created here is also known
 * to the stand-in platform, which pushes its patents to it.
 */
export function sandboxOperator(world: OperatorWorld): Operator {
  const running = (): OperatedService =>
    world.service() ?? refuse('sandbox_not_ready', 'the service of the sandbox is still starting');
  const issue = async (tx: Tx, enterpriseId: string): Promise<IssuedCode> => {
    const random = world.random(CODE_LENGTH);
    const { code, expiresAt } = await issueCode(tx, { enterpriseId, random, days: CODE_DAYS });
    return { code, expiresAt: expiresAt.getTime() };
  };
  return {
    enterprises: () => running().inTransaction(listEnterprises),
    issueCode: (enterpriseId) => running().inTransaction((tx) => issue(tx, enterpriseId)),
    createEnterprise: async (name) => {
      const { inTransaction, pull } = running();
      const issued = await inTransaction(async (tx) => {
        const { id } = await createEnterprise(tx, { name, platformId: name });
        return issue(tx, id);
      });
      world.platform.books.addPush(...demoPushes(name, world.clock.now()));
      await pull();
      return issued;
    },
    push: (enterpriseId) =>
      running().inTransaction(async (tx) => {
        const { pushed } = await pushPatents(tx, { enterpriseId, timeZone: world.timeZone, most: 1 });
        return pushed;
      }),
    setPlatformMode: ({ enterpriseId, mode }) =>
      running().inTransaction(async (tx) => {
        const { promised } = await setPlatformMode(tx, { enterpriseId, mode, standard: STANDARD_MODE });
        return promised;
      }),
    moveClock: (step) => {
      const { wake } = running();
      world.clock.move(step);
      return wake();
    },
  };
}

/** Lists the enterprises, the newest first, for that is the one a newcomer has just created; ids sort by time. */
async function listEnterprises(tx: Tx): Promise<OperatedEnterprise[]> {
  const listed: OperatedEnterprise[] = [];
  const all = await tx.enterprises.all();
  for (const enterprise of all.sort((a, b) => (a.id < b.id ? 1 : -1))) {
    const { id, name, state } = enterprise;
    const members = (await tx.members.ofEnterprise(id)).filter(({ removed }) => !removed).length;
    const groups = (await tx.chats.groupsOf(id)).length;
    const platformMode = platformModeOf(enterprise, STANDARD_MODE);
    listed.push({ id, name, closed: state === 'closed', members, groups, platformMode });
  }
  return listed;
}

function refuse(code: string, message: string): never {
  throw new AppError('refused', code, message);
}
