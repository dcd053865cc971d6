import { Socket } from 'node:net';
import { afterEach } from 'vitest';

/** Hosts that tests wanted to reach outside this machine since the last look; taking them forgets them. */
export function takeOutsideAttempts(): string[] {
  return attempts.splice(0);
}

const attempts: string[] = [];
const connect = Socket.prototype.connect;

// Every client of Node (http, https, fetch, mysql2, ws, axios) ends here, below nock and above name look-ups.
Socket.prototype.connect = function guarded(this: Socket, ...args: unknown[]): Socket {
  const host = hostOf(args);
  if (isLoopback(host)) return Reflect.apply(connect, this, args);
  attempts.push(host);
  const error = new Error(
    `a test wanted to reach ${host}: tests talk to stand-ins on the loopback address only`,
  );
  process.nextTick(() => this.destroy(error));
  return this;
};

// A proxy would carry requests for loopback away, or hide where they go.
for (const name of ['http_proxy', 'https_proxy', 'all_proxy']) {
  delete process.env[name];
  delete process.env[name.toUpperCase()];
}

// Code under test may swallow the error above; the test fails all the same.
afterEach(() => {
  const hosts = takeOutsideAttempts();
  if (hosts.length > 0) throw new Error(`the test wanted to reach ${hosts.join(', ')}`);
});

/** Reads the host from any form of the arguments; a socket file counts as this machine. */
function hostOf(args: readonly unknown[]): string {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { path?: unknown; host?: unknown };
    return typeof path === 'string' || typeof host !== 'string' ? 'localhost' : host;
  }
  return typeof args[1] === 'string' ? args[1] : 'localhost';
}

function isLoopback(host: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|::1|\[::1\]|::ffff:127\..+|0\.0\.0\.0|::)$/.test(host);
}
