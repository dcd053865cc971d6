// Who may import whom (docs/architecture.md). `npm run layers` checks it; test/unit/layers.test.ts breaks every rule
// once and sees it report. A new rule needs its violation there.

const ERRORS = '^src/errors\\.ts$';
const ROOT = '^src/root\\.ts$';
const DOMAIN = '^src/domain/';
const MATCHING = '^src/matching/';
const STORES = '^src/stores/';
const READS = '^src/reads/';
const ACTIONS = '^src/actions/';
const PORTS = '^src/(chat|platform)/(port|delivery)\\.ts$';
const NOTICES = '^src/chat/notices\\.ts$';
const CARDS = '^src/chat/(cards[^/]*|card-renderer)\\.ts$';
const SPREADSHEET = '^src/platform/spreadsheet/';
// What http and jobs may name of the stores: the unit of work, and the shapes of a promise, a lane and a sent card.
const STORE_TYPES = '^src/stores/(transactions|outbox-store|lane-store|card-store)\\.ts$';
const COMPOSITION = '^src/(app|main|connections|deliverers|faces|metrics|scheduled-jobs|web-pages)\\.ts$|^src/cli/';

/** A ring that imports itself, errors.ts and what is listed, and nothing else of ours. */
function ring(name, from, allowed) {
  return {
    name,
    severity: 'error',
    from: { path: from },
    to: { path: '^(src|migrations|test|bench|scripts)/', pathNot: [from, ERRORS, ...allowed] },
  };
}

/** A place of ours that only its own files and those listed may import. */
function onlyFrom(name, importers, place) {
  return {
    name,
    severity: 'error',
    from: { path: '^(src|migrations)/', pathNot: [place, ...importers] },
    to: { path: place },
  };
}

/** Packages that only the listed places may import. */
function packagesOnlyIn(name, places, packages) {
  return {
    name,
    severity: 'error',
    from: { path: '^(src|migrations)/', pathNot: places },
    to: { path: `(^|/)node_modules/(@types/)?(${packages})/` },
  };
}

module.exports = {
  forbidden: [
    ring('domain-imports-errors', DOMAIN, []),
    ring('matching-imports-domain', MATCHING, [DOMAIN]),
    ring('stores-import-domain', STORES, [DOMAIN, ROOT, '^migrations/index\\.ts$']),
    ring('migrations-stand-alone', '^migrations/', []),
    ring('chat-imports-domain', '^src/chat/', [DOMAIN, ROOT]),
    ring('platform-imports-domain', '^src/platform/', [DOMAIN, ROOT]),
    ring('reads-import-stores', READS, [DOMAIN, MATCHING, STORES, ROOT]),
    ring('actions-import-inward', ACTIONS, [DOMAIN, MATCHING, STORES, READS, PORTS, NOTICES, ROOT]),
    ring('http-imports-actions', '^src/http/', [
      DOMAIN,
      ACTIONS,
      READS,
      PORTS,
      NOTICES,
      CARDS,
      STORE_TYPES,
      ROOT,
    ]),
    ring('jobs-import-actions', '^src/jobs/', [
      DOMAIN,
      ACTIONS,
      READS,
      PORTS,
      NOTICES,
      CARDS,
      SPREADSHEET,
      STORE_TYPES,
      ROOT,
    ]),
    {
      name: 'http-and-jobs-take-store-types-only',
      severity: 'error',
      from: { path: '^src/(http|jobs)/' },
      to: { path: STORE_TYPES, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'rules-use-no-packages',
      comment: 'domain and matching are pure: no package, no module of Node',
      severity: 'error',
      from: { path: [DOMAIN, MATCHING] },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'],
      },
    },
    {
      name: 'channels-do-not-meet',
      severity: 'error',
      from: { path: '^src/chat/(feishu|wecom)/' },
      to: { path: '^src/chat/(feishu|wecom)/', pathNot: '^src/chat/$1/' },
    },
    // Adapters among themselves are the rule above.
    onlyFrom('channels-are-wired-at-the-root', [COMPOSITION], '^src/chat/(feishu|wecom)/'),
    onlyFrom(
      'platforms-are-wired-at-the-root',
      [COMPOSITION, '^src/platform/'],
      '^src/platform/(http|manual)/',
    ),
    onlyFrom('spreadsheets-are-read-by-jobs', [COMPOSITION, '^src/platform/', '^src/jobs/'], SPREADSHEET),
    onlyFrom('sandbox-is-wired-at-the-root', ['^src/app\\.ts$'], '^src/sandbox/'),
    onlyFrom('config-is-read-at-the-root', [COMPOSITION], '^src/config\\.ts$'),
    onlyFrom('the-root-is-imported-by-its-shells', ['^src/cli/'], '^src/(app|main)\\.ts$'),
    packagesOnlyIn('databases-in-stores', [STORES, '^migrations/'], 'knex|mysql2|libsql'),
    packagesOnlyIn('feishu-sdk-in-its-channel', ['^src/chat/feishu/'], '@larksuiteoapi/node-sdk|axios'),
    packagesOnlyIn('wecom-sdk-in-its-channel', ['^src/chat/wecom/'], '@wecom/aibot-node-sdk|fast-xml-parser'),
    packagesOnlyIn('koa-in-http', ['^src/http/', '^src/sandbox/', '^src/app\\.ts$'], 'koa|@koa/[^/]+'),
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'a file nobody imports and that imports nothing',
      severity: 'error',
      from: { orphan: true },
      to: {},
    },
    {
      name: 'every-import-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Imports of types count: they bind two files as firmly as imports of values.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
