import {
  type Connection,
  mustBeConnectionName,
  mustBeOnlyOne,
  mustStayTheApp,
} from '../domain/connection.ts';
import { AppError, asAppError, malformed } from '../errors.ts';
import type { Tx } from '../stores/transactions.ts';

/** What adding a connection did. */
export type AddedConnection = 'added' | 'changed' | 'unchanged';

/**
 * Adds a connection, or gives a known one new settings for the same app; `configured` is the connection of the settings,
 * whose app is taken too.
 */
export async function addConnection(
  tx: Tx,
  connection: Connection,
  configured: readonly Connection[],
): Promise<AddedConnection> {
  mustBeConnectionName(connection.name);
  const stored = await openAll(tx);
  mustBeOnlyOne(connection, [...configured, ...stored]);
  const before = stored.find(({ name }) => name === connection.name);
  if (!before) {
    if (await tx.connections.add(connection, tx.at)) return 'added';
    throw malformed(
      'connection_exists',
      'somebody else has just added this connection: look with connection list',
    );
  }
  mustStayTheApp(before, connection);
  if (sameSettings(before.settings, connection.settings)) return 'unchanged';
  await tx.connections.replace(connection);
  return 'changed';
}

/** Removes a connection; unless forced, it refuses while an enterprise in service is reached through it. */
export async function removeConnection(
  tx: Tx,
  { name, force }: { readonly name: string; readonly force: boolean },
): Promise<boolean> {
  mustBeConnectionName(name);
  const { chats, persons } = await tx.connections.useOf(name);
  if (!force && chats + persons > 0) {
    const message = `the connection «${name}» serves ${chats} chats and ${persons} persons of enterprises in service: close or move them first, or add --force`;
    throw malformed('connection_in_use', message, { chats, persons });
  }
  return tx.connections.remove(name);
}

async function openAll(tx: Tx): Promise<Connection[]> {
  const opened: Connection[] = [];
  for (const { name } of await tx.connections.all()) {
    const connection = await tx.connections.open(name).catch((error: unknown) => {
      throw withAdvice(asAppError(error), name);
    });
    if (connection) opened.push(connection);
  }
  return opened;
}

/** Whether two connections share an app can only be told when all of them can be read. */
function withAdvice(error: AppError, name: string): AppError {
  const hint = `this concerns the connection «${name}»; if it is lost: connection remove ${name} --force`;
  return new AppError(error.kind, error.code, error.message, {
    facts: { ...error.facts, hint },
    cause: error,
    ...(error.outside ? { outside: error.outside } : {}),
  });
}

function sameSettings(one: Connection['settings'], other: Connection['settings']): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => one[name] === other[name]);
}
