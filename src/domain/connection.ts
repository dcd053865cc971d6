import { malformed } from '../errors.ts';

/** The names of the connections that come from the settings of the process; the first is the one of Feishu. */
export const CONFIGURED_CONNECTIONS = ['default', 'wecom-bot', 'wecom-app'] as const;

/** One configured app or bot on a channel; all but the name and the channel is secret at rest. */
export interface Connection {
  readonly name: string;
  readonly channel: string;
  /** The channel's own id of the app, for Feishu `cli_…`; no two connections share one. */
  readonly app: string;
  /** What else the channel needs to speak as this app. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What a connection can do, as far as the choice of the best way to somebody depends on it. */
export interface Reach {
  /** The chat product: whoever has accounts on two of its connections sees both in one client. */
  readonly product: string;
  readonly groups: boolean;
  readonly people: boolean;
  /** True when clicks and words come back. */
  readonly hears: boolean;
  /** What people call a private chat on it. */
  readonly privateChat: string;
  /** True when a mention tells who is meant. */
  readonly namesMentioned: boolean;
  /** True when people are found by mobile number or mail address. */
  readonly findsPeople: boolean;
  /** True when it tells of files that people send. */
  readonly hearsFiles: boolean;
  /** How long after sending a card can be edited although nobody has just clicked it, in ms. */
  readonly editsForMs: number;
}

/** The reach of a connection nobody knows more of: it counts as one that can do everything, edit for two weeks among it. */
export const FULL_REACH: Reach = {
  product: '',
  groups: true,
  people: true,
  hears: true,
  privateChat: '与机器人的私聊',
  namesMentioned: true,
  findsPeople: true,
  hearsFiles: true,
  editsForMs: 14 * 86_400_000,
};

/**
 * Picks the account by which a member is reached best, of those in the order of their binding, the last first: in the
 * product where he was bound last, the one whose cards can be kept up to date. One on a connection that is not configured
 * any more is only taken where he has no other. Null when none of them hears him.
 */
export function bestAccount<A extends { readonly connection: string }>(
  accounts: readonly A[],
  reachOf: (connection: string) => Reach,
): A | null {
  const able = accounts.filter(({ connection }) => reachOf(connection).people && reachOf(connection).hears);
  const known = able.filter(({ connection }) => reachOf(connection).product !== '');
  const [last] = known.length > 0 ? known : able;
  if (!last) return null;
  const { product } = reachOf(last.connection);
  const near = able.filter(({ connection }) => reachOf(connection).product === product);
  return near.find(({ connection }) => reachOf(connection).editsForMs > 0) ?? last;
}

/** Names stand in addresses of webhooks, in logs and in the database. */
const NAME = /^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$/;

/** Refuses a name that cannot stand in an address, and the one that belongs to the settings. */
export function mustBeConnectionName(name: string): void {
  if (CONFIGURED_CONNECTIONS.some((each) => each === name)) {
    const message = `the name ${name} belongs to a connection of the settings: choose another`;
    throw malformed('connection_name_reserved', message);
  }
  if (!NAME.test(name)) {
    const message =
      'a connection is named with 1 to 60 small letters, digits and hyphens, the first and last no hyphen';
    throw malformed('connection_name_wrong', message);
  }
}

/** Refuses a second connection of one app: its deliveries would reach either of them, at random. */
export function mustBeOnlyOne(
  connection: Pick<Connection, 'name' | 'app'>,
  others: Iterable<Connection>,
): void {
  for (const { name, app } of others) {
    if (name === connection.name || app !== connection.app) continue;
    const message = `the connection «${name}» speaks as this app already: use that one, or create another app`;
    throw malformed('connection_app_taken', message, { connection: name });
  }
}

/** Refuses another app under a known name: the chats and persons of that name are known to the first app only. */
export function mustStayTheApp(before: Connection, after: Connection): void {
  if (before.channel === after.channel && before.app === after.app) return;
  const message = `the connection «${before.name}» speaks as another app: choose another name, or remove it first`;
  throw malformed('connection_app_differs', message, { connection: before.name });
}
