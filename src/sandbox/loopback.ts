import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Lets a stand-in's server listen on the loopback address, on this port or a free one for 0; returns the port. */
export function listenOnLoopback(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
