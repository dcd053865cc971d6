/**
 * Makes text mean nothing but itself where WeCom shows text: there `<a href>` becomes a link whose words hide where it
 * leads. Texts have no escape, so every `<` becomes its full-width twin, which reads the same.
 */
export function literalText(text: string): string {
  return text.replaceAll('<', '＜');
}

/**
 * Makes text mean nothing but itself where WeCom reads markdown: no heading, quote, bold, code, link under foreign words,
 * colour or mention. Signs that would open one become their full-width twins.
 */
export function literalMarkdown(text: string): string {
  return literalText(text)
    .replaceAll('*', '＊')
    .replaceAll('`', '｀')
    .replaceAll('](', '] (')
    .replace(/^([ \t]*)([#>]+)/gm, (_, space: string, signs: string) => {
      return space + signs.replaceAll('#', '＃').replaceAll('>', '＞');
    });
}
