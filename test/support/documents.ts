import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { readSources, type SourceFile } from './source-files.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Reads all documents of the repository: those beside package.json and those in its folders. */
export function readDocuments(): SourceFile[] {
  const beside = readdirSync(ROOT)
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
  return [...beside, ...readSources(['docs', 'bench']).filter(({ path }) => path.endsWith('.md'))];
}

/** Reads one file of the repository as text. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Where a document points to inside the repository, as written. */
export function linksIn(text: string): string[] {
  const found = [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map(
    ([, link, image]) => link ?? image ?? '',
  );
  return found.filter((link) => !/^https?:/.test(link));
}

/** Finds links whose file or heading is not there. */
export function findDeadLinks(document: SourceFile): string[] {
  return linksIn(document.text).flatMap((link) => {
    const [file = '', anchor] = link.split('#');
    const path = file === '' ? document.path : join(dirname(document.path), decodeURI(file));
    const dead = [`${document.path} -> ${link}`];
    if (file !== '' && !existsSync(join(ROOT, path))) return dead;
    const text = file === '' ? document.text : anchor === undefined ? '' : readText(path);
    return anchor === undefined || anchorsIn(text).includes(decodeURI(anchor)) ? [] : dead;
  });
}

/** The headings of a document, without code blocks, each with its number signs. */
export function headingsIn(text: string): string[] {
  return text.replace(/^```[\s\S]*?^```/gm, '').match(/^#+ .+$/gm) ?? [];
}

/** Makes the anchors of headings as GitHub does: lower case, no punctuation, a hyphen for every space. */
function anchorsIn(text: string): string[] {
  return headingsIn(text).map((heading) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

/** The npm scripts that a document tells people to run, with what stands behind `--`. */
export function npmCommandsIn(text: string): { readonly script: string; readonly words: string[] }[] {
  return [...text.matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(start|test)\b)(?: -- ([^`\n#|]+))?/g)].map(
    ([, script, short, rest]) => ({ script: script ?? short ?? '', words: wordsOf(rest ?? '') }),
  );
}

function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

/** The rows of the tables under a heading, as cells; without the headers. */
export function tableRows(text: string, heading: string): string[][] {
  const [, section = ''] = text.split(`${heading}\n`);
  const [body = ''] = section.split(/^#+ /m);
  return [...body.matchAll(/^\|(?! ?-)(.+)\|\n(?!\|-)/gm)].map(([, row = '']) =>
    row.split(/(?<!\\)\|/).map((cell) => cell.trim()),
  );
}
