import ts from 'typescript';
import type { SourceFile } from './source-files.ts';

/** Finds something in one file and says where and what, a line each; empty when all is well. */
export type Finder = (file: SourceFile) => string[];

/** Looks at every node of the syntax tree; `judge` returns what is wrong with it, or null. */
function eachNode(judge: (node: ts.Node, tree: ts.SourceFile) => string | null): Finder {
  return ({ path, text }) => {
    const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const problem = judge(node, tree);
      if (problem !== null) found.push(`${path}:${lineOf(tree, node.getStart())} ${problem}`);
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  };
}

/** Reads the clock or throws dice: what main.ts alone may do. */
export const findChance = eachNode((node, tree) => {
  const text = node.getText(tree);
  if (
    ts.isCallExpression(node) &&
    /^(Date|Date\.now|Math\.random|performance\.now|hrtime.*)$/.test(calleeOf(node))
  )
    return text;
  if (ts.isNewExpression(node) && calleeOf(node) === 'Date' && (node.arguments ?? []).length === 0)
    return text;
  if (ts.isImportDeclaration(node) && /^'uuid'$/.test(node.moduleSpecifier.getText(tree))) return 'uuid';
  if (ts.isIdentifier(node) && /^(randomUUID|randomInt)$/.test(node.text)) return text;
  return null;
});

/** Reads the environment: what config.ts alone may do. */
export const findEnvironment = eachNode((node, tree) =>
  ts.isPropertyAccessExpression(node) && node.getText(tree) === 'process.env' ? 'process.env' : null,
);

/** Uses the type that switches all checks off. */
export const findAny = eachNode((node) => (node.kind === ts.SyntaxKind.AnyKeyword ? 'any' : null));

/** Asks a channel for its name instead of what it can do. */
export const findChannelNames = eachNode((node, tree) => {
  const asked = ts.isCaseClause(node) ? [node.expression] : isEquality(node) ? [node.left, node.right] : [];
  const named = asked.some(
    (side) => ts.isStringLiteral(side) && /^(feishu|wecom(-bot|-app|-webhook)?)$/.test(side.text),
  );
  return named ? node.getText(tree).slice(0, 60) : null;
});

/** Makes a finder of functions that are too long; the methods of a factory and the tables of a migration count by themselves. */
export function findLongFunctions(limit: number): Finder {
  return eachNode((node, tree) => {
    if (!isFunction(node) || node.body === undefined) return null;
    const frame = returnsObject(node.body) || tree.fileName.startsWith('migrations/');
    const lines = linesOf(tree, node) - (frame ? linesOfInner(tree, node.body) : 0);
    return lines > limit ? `a function of ${lines} lines` : null;
  });
}

/** Finds exports without a sentence above them that says what they do. */
export const findSilentExports = eachNode((node, tree) => {
  if (!isExported(node)) return null;
  const comment = ts.getJSDocCommentsAndTags(node).find((tag) => ts.isJSDoc(tag));
  const words =
    comment
      ?.getText(tree)
      .replace(/^\/\*\*|\*\/$|^\s*\* ?/gm, '')
      .trim() ?? '';
  if (words === '') return 'an export without JSDoc';
  return /^[^a-z].*[.:]/s.test(words) ? null : `not a sentence: ${words.slice(0, 60)}`;
});

function isExported(node: ts.Node): boolean {
  const declares =
    ts.isFunctionDeclaration(node) ||
    ts.isVariableStatement(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassDeclaration(node);
  return declares && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

function isEquality(node: ts.Node): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken].includes(
      node.operatorToken.kind,
    )
  );
}

function isFunction(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node;
}

function returnsObject(body: ts.Node): boolean {
  if (ts.isParenthesizedExpression(body)) return ts.isObjectLiteralExpression(body.expression);
  const last = ts.isBlock(body) ? body.statements.at(-1) : undefined;
  return (
    last !== undefined &&
    ts.isReturnStatement(last) &&
    last.expression?.kind === ts.SyntaxKind.ObjectLiteralExpression
  );
}

function linesOfInner(tree: ts.SourceFile, node: ts.Node): number {
  let lines = 0;
  ts.forEachChild(node, (child) => {
    lines += isFunction(child) ? linesOf(tree, child) : linesOfInner(tree, child);
  });
  return lines;
}

function calleeOf(node: ts.CallExpression | ts.NewExpression): string {
  return node.expression.getText();
}

function linesOf(tree: ts.SourceFile, node: ts.Node): number {
  return lineOf(tree, node.getEnd()) - lineOf(tree, node.getStart()) + 1;
}

function lineOf(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1;
}
