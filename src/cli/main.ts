import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as newId } from 'uuid';
import { readConfig } from '../config.ts';
import { asAppError } from '../errors.ts';
import { createProgram } from './program.ts';

const program = createProgram((json) => ({
  // Read when a command asks for it: a key is made before the settings are complete.
  get config() {
    return readConfig();
  },
  now: () => new Date(),
  newId,
  random: randomBytes,
  input: process.stdin,
  sleep: (ms) => sleep(ms),
  tell: (line) => void (json || process.stdout.write(`${line}\n`)),
  print: (result, text) => process.stdout.write(`${json ? JSON.stringify(result) : text}\n`),
}));

try {
  await program.parseAsync();
} catch (error) {
  const { message, facts, code } = asAppError(error);
  const hint = typeof facts['hint'] === 'string' ? `\n${facts['hint']}` : '';
  process.stderr.write(`panhuo: ${message} (${code})${hint}\n`);
  process.exitCode = 1;
}
