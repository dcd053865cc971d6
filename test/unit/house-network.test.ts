import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import axios from 'axios';
import { describe, expect, it } from 'vitest';
import { takeOutsideAttempts } from '../support/no-outside.ts';

describe('the network of the tests', () => {
  it('lets fetch reach a stand-in on the loopback address', async () => {
    const server = createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect(await answer.text()).toBe('here');
    server.close();
  });

  it('fails fetch to any other host', async () => {
    await expect(fetch('https://outside.example/')).rejects.toThrow();
    expect(takeOutsideAttempts()).toEqual(['outside.example']);
  });

  it('fails axios to any other host, with the reason', async () => {
    await expect(axios.get('http://outside.example/')).rejects.toThrow(
      'stand-ins on the loopback address only',
    );
    expect(takeOutsideAttempts()).not.toEqual([]);
  });

  it('fails a bare socket to any other address', async () => {
    const [error] = await once(
      connect(443, '192.0.2.1').on('connect', () => {}),
      'error',
    ).catch((cause) => [cause]);
    expect(String(error)).toContain('192.0.2.1');
    expect(takeOutsideAttempts()).toEqual(['192.0.2.1']);
  });
});
