/** Presses a button as one of the people; resolves to the outcome, or rejects with what went wrong. */
export async function press(command) {
  const answer = await send('press', command);
  return answer.json();
}

/** Writes a text as one of the people; rejects with what went wrong. */
export async function say(command) {
  await send('say', command);
}

/** Opens a person's private chat with the bot or the app; rejects with what went wrong. */
export async function enter(command) {
  await send('enter', command);
}

/** Asks something of the operator (`enterprise`, `code`, `push`); resolves to the answer, or rejects with what went wrong. */
export async function operate(name, command) {
  const answer = await send(`operator/${name}`, command);
  return answer.json();
}

/** Lists the enterprises as the operator sees them; rejects with what went wrong. */
export async function enterprises() {
  const answer = await fetch('/sandbox/operator/enterprises');
  if (!answer.ok) throw new Error(`没有读到：演示服务答复 ${answer.status}`);
  return answer.json();
}

/** Hands every new state to `onView`, and to `onLink` whether the server can be heard; the browser reconnects by itself. */
export function watch(onView, onLink) {
  const events = new EventSource('/sandbox/events');
  events.addEventListener('message', (event) => onView(JSON.parse(event.data)));
  events.addEventListener('open', () => onLink(true));
  events.addEventListener('error', () => {
    onLink(false);
    // After an answer that is no event stream the browser gives up; a restarting server deserves another try.
    if (events.readyState === EventSource.CLOSED) setTimeout(() => watch(onView, onLink), 2000);
  });
}

async function send(name, command) {
  const answer = await fetch(`/sandbox/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(command),
  }).catch(() => {
    throw new Error('没有送达：演示服务没有应答');
  });
  if (!answer.ok) throw new Error(`没有送达：演示服务答复 ${answer.status}`);
  return answer;
}
