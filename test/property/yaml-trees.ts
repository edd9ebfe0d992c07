import fc from 'fast-check';
import type { YamlMap, YamlTree } from '../../src/codec/yaml/tree.ts';

/** Pieces that mean something to YAML, alone or beside one another. */
const SYNTAX = [
  ...[
    '-',
    '- ',
    '--',
    '---',
    '...',
    '?',
    '? ',
    ':',
    ': ',
    ' :',
    '#',
    ' #',
    '# ',
    '|',
    '>',
    '|2',
    '%',
    '%YAML 1.2',
  ],
  ...[
    '&a',
    '*a',
    '!',
    '!!str',
    '<<',
    '=',
    '@',
    '`',
    '"',
    "'",
    '\\',
    '\\n',
    '[',
    ']',
    '{',
    '}',
    ',',
    '~',
    '[]',
    '{}',
  ],
  ...[
    'null',
    'true',
    'no',
    '12e3',
    '0x1f',
    '.inf',
    '1:30',
    '2025-09-01',
    'a: b',
    'a:',
    'a:b',
    'key',
    '__proto__',
  ],
];
const SPACE = [
  ' ',
  '  ',
  '   ',
  '\n',
  '\n\n',
  '\n \n',
  '\n   \n',
  '\n  ',
  '\n    ',
  '\t',
  '\n\t',
  '\r',
  '\r\n',
];
const ODD = [
  ...[
    '\u0000',
    '\u0002',
    '\u0007',
    '\u0018',
    '\u001b',
    '\u001f',
    '\u007f',
    '\u0080',
    '\u0085',
    '\u009f',
    '\u00a0',
  ],
  ...[
    '\u061c',
    '\u200b',
    '\u200e',
    '\u202e',
    '\u2028',
    '\u2029',
    '\u2066',
    '\u3000',
    '\ufeff',
    '\ufffd',
    '\uffff',
  ],
  ...['ä', 'e\u0301', '日本', '😀', '👩‍💻', '\u{1fffe}', '\u{10ffff}'],
];

/** A piece of text, often one that means something to YAML. */
export const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...SYNTAX) },
  { weight: 4, arbitrary: fc.constantFrom(...SPACE) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD) },
  { weight: 4, arbitrary: fc.stringMatching(/^[a-zA-Z0-9 .,_/-]{1,12}$/) },
);
const pieces = fc.array(piece, { maxLength: 12 }).map((all) => all.join(''));
const line = fc.oneof(
  fc.constantFrom(
    '',
    '',
    ' ',
    '  ',
    '   ',
    '\t',
    ' \t',
    '- item',
    '  code',
    '\tcode',
    'end  ',
    '# head',
    'a: |',
  ),
  fc.stringMatching(/^[ -~]{0,100}$/),
);
const lines = fc.array(line, { maxLength: 30 }).map((all) => all.join('\n'));
const scalar = fc.oneof(
  pieces,
  lines,
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(...SYNTAX, ...SPACE, ...ODD),
);
const key = fc.oneof(
  fc.stringMatching(/^[a-z_]{1,8}$/),
  fc.constantFrom(
    '',
    'id',
    '__proto__',
    'x-a.b',
    '<<',
    'null',
    '-',
    '?',
    '1',
    'a b',
    'a: b',
    '"',
    '#',
    '\n',
    '👩‍💻',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const { map, list } = fc.letrec<{ tree: YamlTree; map: YamlMap; list: readonly YamlTree[] }>((tie) => ({
  tree: fc.oneof({ maxDepth: 5, withCrossShrink: true }, scalar, tie('map'), tie('list')),
  map: fc.array(fc.tuple(key, tie('tree')), { maxLength: 6 }).map((entries): YamlMap => new Map(entries)),
  list: fc.array(tie('tree'), { maxLength: 6 }),
}));
/** A tree that `formatYaml` takes, with texts and keys as odd as they come. */
export const root = fc.oneof(map, list);
