import type { CallbackSettings } from './records.ts';
import { misuse } from './refusals.ts';
import { encrypt, sign } from './signature.ts';
import { wait, within } from './timers.ts';
import { instant, makeId, type WecomWorld } from './world.ts';
import { xml } from './xml.ts';

const ANSWER_WITHIN_MS = 5000;
const VERIFY_WITHIN_MS = 1000;
const ATTEMPTS = 3;
const TOKEN = /^[0-9A-Za-z]{1,32}$/;
const ENCODING_AES_KEY = /^[0-9A-Za-z]{43}$/;

/**
 * Saves where callbacks go, as the console does: it asks the address to decrypt a text, and saves only when the very
 * text comes back within a second. Returns whether it was saved; what was saved before stays otherwise.
 */
export async function saveCallback(world: WecomWorld, settings: CallbackSettings): Promise<boolean> {
  if (!TOKEN.test(settings.token)) misuse('token_invalid', 'the token has no valid form');
  if (!ENCODING_AES_KEY.test(settings.encodingAesKey)) misuse('key_invalid', 'the key has no valid form');
  const question = makeId(world, '');
  const { encrypted, address } = sealed(world, settings, question);
  address.searchParams.set('echostr', encrypted);
  const answer = await within(world, VERIFY_WITHIN_MS, async (signal) => {
    const response = await fetch(address, { redirect: 'manual', signal });
    return { status: response.status, text: await response.text() };
  });
  const right = answer?.status === 200 && answer.text === question;
  if (right) world.callback = settings;
  return right;
}

/**
 * Posts a message or event to the app, as often as the faults say; one that is not answered with 200 within five
 * seconds is posted again, three times in all. Resolves with whether the app has heard it.
 */
export async function postCallback(world: WecomWorld, body: string): Promise<boolean> {
  const { callback, faults } = world;
  if (callback === null) return false;
  await wait(world, faults.delayMs);
  const [first = false] = await Promise.all(
    Array.from({ length: faults.deliveries }, () => postUntilHeard(world, callback, body)),
  );
  return first;
}

async function postUntilHeard(world: WecomWorld, callback: CallbackSettings, body: string): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    world.counters.callbackAttempts += 1;
    if (await post(world, callback, body)) return true;
  }
  return false;
}

async function post(world: WecomWorld, callback: CallbackSettings, message: string): Promise<boolean> {
  const { encrypted, address } = sealed(world, callback, message);
  const { corpId, app } = world.options;
  const body = xml({ ToUserName: corpId, AgentID: String(app.agentId), Encrypt: encrypted });
  const status = await within(world, ANSWER_WITHIN_MS, async (signal) => {
    const headers = { 'content-type': 'text/xml' };
    // What the answer says is passed over: the platform's own pages disagree on whether it may change a card.
    const answer = await fetch(address, { method: 'POST', headers, body, redirect: 'manual', signal });
    await answer.arrayBuffer();
    return answer.status;
  });
  return status === 200;
}

/** Encrypts a message for the app and writes its signature into the address. */
function sealed(world: WecomWorld, { url, token, encodingAesKey }: CallbackSettings, message: string) {
  const encrypted = encrypt(message, { encodingAesKey, receiveId: world.options.corpId });
  const timestamp = String(Math.floor(instant(world) / 1000));
  const nonce = makeId(world, '');
  const address = new URL(url);
  address.searchParams.set('msg_signature', sign(token, timestamp, nonce, encrypted));
  address.searchParams.set('timestamp', timestamp);
  address.searchParams.set('nonce', nonce);
  return { encrypted, address };
}
