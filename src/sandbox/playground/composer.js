import { el } from './dom.js';
import { mentionLine } from './mentions.js';

let boxes = 0;

/**
 * Makes the box where a person writes into a chat. `send({text, replyTo, mentionBot, mentions})` resolves to whether
 * it was delivered; what was not stays in the box. `drop(file)` sends a file, picked here or dragged onto the chat. `answer` is the client's word for answering a message.
 */
export function composer({ person, chat, answer, send, drop }) {
  boxes += 1;
  const box = el('textarea', {
    id: `composer-${boxes}`,
    rows: '1',
    maxlength: '10000',
    placeholder: '输入消息',
    'aria-label': `${person.name}在${chat.name}中发言`,
  });
  const button = el('button', { class: 'send', type: 'submit', disabled: true }, '发送');
  const files = filePicker(`${person.name}在${chat.name}中发送文件`, drop);
  const mentions = chat.kind === 'group' ? mentionLine({ person, box }) : null;
  const quote = quoteBar(box, answer);
  const element = el(
    'form',
    { class: 'composer', 'data-testid': 'composer' },
    quote.element,
    mentions?.element,
    el('div', { class: 'composer-row' }, files.element, box, button),
  );

  const submit = async () => {
    const text = box.value.trim();
    if (text === '' || box.readOnly) return;
    button.disabled = true;
    box.readOnly = true;
    const said = mentions?.read(text) ?? { text, mentionBot: false, mentions: [] };
    const delivered = await send({ ...said, replyTo: quote.replyTo() });
    box.readOnly = false;
    if (delivered) {
      box.value = '';
      quote.answer(null);
      mentions?.clear();
    }
    adjust();
  };
  const adjust = () => {
    button.disabled = box.value.trim() === '';
  };

  box.addEventListener('input', adjust);
  box.addEventListener('keydown', (event) => {
    if (mentions?.takesKey(event)) return;
    if (event.key === 'Escape' && quote.replyTo() !== undefined) return quote.answer(null);
    // Enter also ends the choice of a character while an input method is composing.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  return { element, drop: files.drop, answer: quote.answer, update: (next) => mentions?.update(next) };
}

/** The paper clip, behind which files are picked; they are sent at once, one after the other. */
function filePicker(label, send) {
  const input = el('input', { type: 'file', multiple: true, hidden: true, 'data-testid': 'file' });
  const clip = el(
    'button',
    { class: 'attach', type: 'button', title: '发送文件', 'aria-label': label, onclick: () => input.click() },
    el('span', { class: 'clip', 'aria-hidden': 'true' }),
  );
  const drop = async (files) => {
    clip.disabled = true;
    for (const file of [...files]) await send(file);
    clip.disabled = false;
  };
  input.addEventListener('change', async () => {
    await drop(input.files);
    input.value = '';
  });
  return { element: el('span', { class: 'attach-place' }, clip, input), drop };
}

/** Shows which message is being answered, until it is sent or called off. */
function quoteBar(box, word) {
  const element = el('div', { class: 'quote-bar', hidden: true });
  let replyTo;
  const answer = (message) => {
    replyTo = message?.messageId;
    element.hidden = message === null;
    if (message === null) return;
    const stop = el(
      'button',
      { type: 'button', class: 'stop', 'aria-label': `取消${word}`, onclick: () => answer(null) },
      '×',
    );
    element.replaceChildren(
      el('span', { class: 'quote-text' }, `${word} ${message.name}：${message.excerpt}`),
      stop,
    );
    box.focus();
  };
  return { element, answer, replyTo: () => replyTo };
}
