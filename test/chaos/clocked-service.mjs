// The service as an operator starts it, but for its clock: whoever has started it says how far ahead that is, in ms. Each
// word of his wakes the schedules.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as newId } from 'uuid';
import { startApp } from '../../dist/src/app.js';
import { readConfig } from '../../dist/src/config.js';
import { createLog } from '../../dist/src/log.js';

let ahead = Number(process.env.CLOCK_AHEAD_MS);

const config = readConfig();
const app = await startApp(config, {
  log: createLog(config.logLevel),
  now: () => new Date(Date.now() + ahead),
  newId,
  random: randomBytes,
  sleep: (ms) => sleep(ms),
  timeout: (ms) => sleep(ms, undefined, { ref: false }),
});

process.on('message', (ms) => {
  ahead = ms;
  void app.schedules.wake();
  app.relay.poke();
});
process.on('disconnect', () => process.exit(0));
process.send('up');
