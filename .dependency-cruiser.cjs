// The import table of docs/architecture.md. A room missing here may import nothing but errors.ts.
const may = {
  domain: [],
  codec: ['domain'],
  facts: ['domain'],
  impact: ['domain'],
  operations: ['domain', 'impact'],
  git: [],
  store: ['git', 'codec', 'domain'],
  syntax: ['domain'],
  formats: ['codec', 'domain'],
  changes: ['git', 'facts', 'domain'],
  sync: ['store', 'git', 'codec', 'domain'],
  tracker: [
    'domain',
    'codec',
    'operations',
    'facts',
    'impact',
    'git',
    'store',
    'changes',
    'sync',
    'syntax',
    'formats',
  ],
  hooks: ['tracker', 'operations', 'domain', 'git'],
  agents: ['tracker', 'operations', 'domain'],
  mcp: ['tracker', 'operations', 'domain', 'agents'],
  web: ['tracker', 'operations', 'domain', 'agents'],
  cli: ['tracker', 'operations', 'domain', 'hooks', 'agents', 'mcp', 'web'],
};
const pure = ['domain', 'codec', 'operations', 'facts', 'impact', 'formats'];
const test = '\\.test\\.ts$';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(may).map(([room, rooms]) => ({
      name: `${room}-imports`,
      severity: 'error',
      from: { path: `^src/${room}/`, pathNot: test },
      to: { path: '^src/', pathNot: `^src/(errors\\.ts|(${[room, ...rooms].join('|')})/)` },
    })),
    {
      name: 'faces-are-lazy',
      comment: 'hooks, agents, mcp and web are loaded only by import() inside cli/commands',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/(hooks|agents|mcp|web)/', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'syntax-is-lazy',
      comment: 'the parser and the tables around it are loaded only by --deep',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/syntax/|${test}` },
      to: { path: '^src/syntax/', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'formats-are-lazy',
      comment: 'the formats of other trackers are loaded only by import and export',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/formats/|${test}` },
      to: { path: '^src/formats/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    {
      name: 'pure-rooms',
      comment: 'no node:*, no clock, no I/O: time, ids and text come in as arguments',
      severity: 'error',
      from: { path: `^src/(${pure.join('|')})/`, pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-git-spawns',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/git/|${test}` },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'main-is-the-root',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main\\.ts$' },
      to: { path: '^src/main\\.ts$' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
  },
};
