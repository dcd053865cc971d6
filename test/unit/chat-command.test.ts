import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMAND_WORDS, readCommand } from '../../src/domain/chat-command.ts';

describe('a command in words', () => {
  it.each([
    ['绑定 7QK2-XR9A-40BM', { kind: 'bind', code: '7QK2-XR9A-40BM' }],
    ['绑定：7qk2xr9a40bm', { kind: 'bind', code: '7qk2xr9a40bm' }],
    ['绑定', { kind: 'bind', code: '' }],
    ['绑定管理群', { kind: 'bind-admins', enterprise: '' }],
    ['绑定管理群 演示企业', { kind: 'bind-admins', enterprise: '演示企业' }],
    ['绑定本群', { kind: 'bind-experts', enterprise: '' }],
    ['帮助', { kind: 'help' }],
    ['帮助！', { kind: 'help' }],
    ['HELP', { kind: 'help' }],
    ['？', { kind: 'help' }],
    ['专家名单', { kind: 'experts' }],
    ['添加专家', { kind: 'recommend', list: '' }],
    ['添加专家 13800001234\na@example.com', { kind: 'recommend', list: '13800001234\na@example.com' }],
    ['我的资料', { kind: 'admin-profile' }],
    ['申请入库', { kind: 'application' }],
    ['添加管理员', { kind: 'add-admin' }],
    ['移交管理员', { kind: 'hand-over' }],
  ])('%j is read', (text, command) => {
    expect(readCommand(text)).toEqual(command);
  });

  it.each([
    '4星 工艺成熟',
    '帮助我们评价一下这件专利',
    '移交给学校了吗',
    '专家名单里没有我',
    '推荐专家组现场考察',
    '',
    '我的资料在哪',
  ])('%j is none', (text) => {
    expect(readCommand(text)).toBeNull();
  });

  it('is found by each of its words, and by no other’s', () => {
    for (const [kind, words] of Object.entries(COMMAND_WORDS))
      for (const word of words) expect(readCommand(` ${word} `)?.kind).toBe(kind);
  });

  it('is never found in a text that begins with none of the words', () => {
    const words = Object.values(COMMAND_WORDS)
      .flat()
      .map((word) => word.normalize('NFKC').toLowerCase());
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const said = text.normalize('NFKC').trim().toLowerCase();
        if (words.some((word) => said.startsWith(word))) return;
        expect(readCommand(text)).toBeNull();
      }),
    );
  });
});
