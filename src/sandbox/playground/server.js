/** Presses a button as one of the people; resolves to the outcome, or rejects with what went wrong. */
export async function press(command) {
  const answer = await send('press', command);
  return answer.json();
}

/** Writes a text as one of the people; rejects with what went wrong. */
export async function say(command) {
  await send('say', command);
}

/** Sends a file as one of the people; rejects with what went wrong. */
export async function dropFile({ by, chatId, file }) {
  const query = new URLSearchParams({ by, chatId, name: file.name });
  await post(`drop?${query}`, 'application/octet-stream', file);
}

/** The address of the file of a message that one of the people sees. */
export function fileUrl(whose) {
  return `/sandbox/file?${new URLSearchParams(whose)}`;
}

/** Opens a person's private chat with the bot or the app; resolves to the chat's id, or rejects with what went wrong. */
export async function enter(command) {
  const answer = await send('enter', command);
  const { chatId } = await answer.json();
  return chatId;
}

/** Answers an intent as its university; rejects with what went wrong. */
export async function answerIntent(command) {
  await send('answer', command);
}

/** Asks something of the operator (`enterprise`, `code`, `push`, `platform`); resolves to the answer, or rejects with what went wrong. */
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

function send(name, command) {
  return post(name, 'application/json', JSON.stringify(command));
}

async function post(name, type, body) {
  const answer = await fetch(`/sandbox/${name}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  }).catch(() => {
    throw new Error('没有送达：演示服务没有应答');
  });
  if (!answer.ok) throw new Error(`没有送达：演示服务答复 ${answer.status}`);
  return answer;
}
