import type { Channel } from '../chat/port.ts';
import type { Check } from './health-routes.ts';

/** What must work before the service can do its work. */
interface Vitals {
  readonly database: { raw(sql: string): PromiseLike<unknown> };
  readonly channels: readonly Channel[];
  readonly relay: { lastSign(): Date | null };
  readonly now: () => Date;
  readonly timeout: (ms: number) => Promise<void>;
}

/** How long the database may take to answer, in ms. */
const DATABASE_WITHIN_MS = 2000;
/** A relay that has given no sign of life for so long is stuck, in ms. */
const RELAY_SILENCE_MS = 120_000;

/** Makes the checks of database, connections and relay. */
export function checksOf({ database, channels, relay, now, timeout }: Vitals): Check[] {
  return [
    {
      name: 'database',
      ask: () =>
        Promise.race([
          Promise.resolve(database.raw('select 1')).then(
            () => null,
            () => 'the database does not answer',
          ),
          // A frozen server neither answers nor breaks the connection.
          timeout(DATABASE_WITHIN_MS).then(() => 'the database does not answer in time'),
        ]),
    },
    ...channels.map((channel) => ({
      name: `${channel.name}:${channel.connection}`,
      ask: async () => (channel.state() === 'connected' ? null : `the connection is ${channel.state()}`),
    })),
    {
      name: 'relay',
      ask: async () => {
        const last = relay.lastSign();
        if (last === null) return 'the relay has not been started';
        return now().getTime() - last.getTime() > RELAY_SILENCE_MS ? 'the relay is stuck' : null;
      },
    },
  ];
}
