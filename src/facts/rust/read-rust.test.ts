import { describe, expect, test } from 'vitest';
import {
  listChanges,
  listFacts,
  move,
  readApp,
  replace,
  type Step,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('rust');
const LIB = 'src/lib.rs';
const ORDER = 'src/order.rs';

test('what the fixture app offers', () => {
  expect(listFacts(app, 'symbol').map((fact) => fact.replace(/ {2}\S+:/, ':'))).toEqual([
    'api/src/settings.rs#Settings:4',
    'src/lib.rs#order:4',
    'src/lib.rs#Serialize:10',
    'src/lib.rs#Token:15',
    'src/lib.rs#Token.value:18',
    'src/lib.rs#limits:24',
    'src/lib.rs#limits.MOST:25',
    'src/lib.rs#limits.within:27',
    'src/lib.rs#start:37',
    'src/lib.rs#Options:48',
    'src/lib.rs#cents:56',
    'src/lib.rs#home:77',
    'src/lib.rs#State:7',
    'src/order.rs#State:7',
    'src/lib.rs#Order:13',
    'src/order.rs#Order:13',
    'src/lib.rs#Order.LIMIT:22',
    'src/order.rs#Order.LIMIT:22',
    'src/lib.rs#Order.new:24',
    'src/order.rs#Order.new:24',
    'src/lib.rs#Order.total:33',
    'src/order.rs#Order.total:33',
    'src/lib.rs#Orders:53',
    'src/order.rs#Orders:53',
    'src/lib.rs#COUNT:55',
    'src/order.rs#COUNT:55',
    'src/lib.rs#Priced:57',
    'src/order.rs#Priced:57',
    'src/lib.rs#Priced.Money:58',
    'src/order.rs#Priced.Money:58',
    'src/lib.rs#Priced.TAX:59',
    'src/order.rs#Priced.TAX:59',
    'src/lib.rs#Priced.price:61',
    'src/order.rs#Priced.price:61',
    'src/lib.rs#Priced.free:63',
    'src/order.rs#Priced.free:63',
    'src/lib.rs#Memory:4',
    'src/store/memory.rs#Memory:4',
    'src/store/mod.rs#memory:1',
    'src/lib.rs#Storage:3',
    'src/store/mod.rs#Store:3',
    'src/lib.rs#Storage.get:4',
    'src/store/mod.rs#Store.get:4',
    'src/wire.rs#write:3',
    'src/wire.rs#Reader:10',
    'src/wire.rs#strlen:17',
    'src/wire.rs#Bits:20',
  ]);
});

test('its environment and dependencies', () => {
  expect([...listFacts(app, 'env'), ...listFacts(app, 'dependency')]).toEqual([
    'API_PORT  api/src/settings.rs:5',
    'API_TOKEN  api/src/settings.rs:7',
    'HOME_DIR  src/lib.rs:78',
    'WINDOWS_HOME  src/lib.rs:83',
    'cargo/serde  Cargo.toml:8',
    'cargo/serde  Cargo.toml:19',
    'cargo/tokio  Cargo.toml:20',
    'cargo/log  Cargo.toml:24',
    'cargo/serde_json  Cargo.toml:25',
    'cargo/regex  Cargo.toml:28',
    'cargo/winapi  Cargo.toml:32',
    'cargo/log  Cargo.toml:35',
    'cargo/proptest  Cargo.toml:36',
    'cargo/cc  Cargo.toml:39',
    'cargo/shop  api/Cargo.toml:6',
    'cargo/axum  api/Cargo.toml:7',
    'cargo/clap  api/Cargo.toml:8',
    'cargo/diesel  api/Cargo.toml:9',
  ]);
});

test('the tables that Diesel is told', () => {
  expect([...listFacts(app, 'table'), ...listFacts(app, 'column')]).toEqual([
    'auth.users  api/src/schema.rs:4',
    'auth.users.id  api/src/schema.rs:5',
    'auth.users.email  api/src/schema.rs:7',
    'auth.users.nick  api/src/schema.rs:8',
    'auth.users.type  api/src/schema.rs:10',
  ]);
});

const rows: [what: string, steps: Step[], changes: string[]][] = [
  [
    'a function removed',
    [replace(LIB, '    pub fn within(count: usize) -> bool {\n        count < MOST\n    }\n', '')],
    ['removes symbol src/lib.rs#limits.within  src/lib.rs:27'],
  ],
  [
    'a function renamed',
    [replace(LIB, 'fn within(', 'fn fits(')],
    ['renames symbol src/lib.rs#limits.within -> src/lib.rs#limits.fits  src/lib.rs:27'],
  ],
  [
    'a function that others no longer see',
    [replace(LIB, 'pub fn within(', 'pub(crate) fn within(')],
    ['removes symbol src/lib.rs#limits.within  src/lib.rs:27'],
  ],
  [
    'a parameter renamed, comments, layout',
    [
      replace(LIB, "name: &'a str, mut options", "title: &'a str, options"),
      replace(LIB, '/// Starts.\n', ''),
    ],
    [],
  ],
  [
    'the type of a parameter, a bound, what is returned',
    [
      replace(LIB, 'within(count: usize)', 'within(count: u64)'),
      replace(LIB, '    T: Clone,\n', '    T: Copy,\n'),
    ],
    [
      'modifies contract symbol src/lib.rs#limits.within  src/lib.rs:27',
      'modifies contract symbol src/lib.rs#start  src/lib.rs:37',
    ],
  ],
  [
    'the text of a function',
    [replace(LIB, 'count < MOST', 'count <= MOST')],
    ['modifies body symbol src/lib.rs#limits.within  src/lib.rs:27'],
  ],
  [
    'a text that looks like code',
    [replace(LIB, 'pub fn in_text() { "} ', 'pub fn otherwise() { "} ')],
    ['modifies body symbol src/lib.rs#start  src/lib.rs:37'],
  ],
  [
    'a field that others see, and one that they do not',
    [replace(ORDER, '    pub state: State,\n', ''), replace(LIB, '    count: u32,\n', '    count: u64,\n')],
    [
      'modifies body symbol src/lib.rs#Options  src/lib.rs:48',
      'modifies contract symbol src/lib.rs#Order  src/order.rs:13',
      'modifies contract symbol src/order.rs#Order  src/order.rs:13',
    ],
  ],
  [
    'a variant, and what is derived',
    [replace(ORDER, '    Sent(String),\n', ''), replace(LIB, '#[derive(Debug, Clone)]', '#[derive(Debug)]')],
    [
      'modifies contract symbol src/lib.rs#Options  src/lib.rs:48',
      'modifies contract symbol src/lib.rs#State  src/order.rs:7',
      'modifies contract symbol src/order.rs#State  src/order.rs:7',
    ],
  ],
  [
    'a method renamed, its type passed on',
    [replace(ORDER, 'pub fn total<F>', 'pub fn sum<F>')],
    [
      'renames symbol src/lib.rs#Order.total -> src/lib.rs#Order.sum  src/order.rs:33',
      'renames symbol src/order.rs#Order.total -> src/order.rs#Order.sum  src/order.rs:33',
    ],
  ],
  [
    'what a trait is implemented with',
    [replace(ORDER, '"order {}"', '"Order {}"')],
    [
      'modifies body symbol src/lib.rs#Order  src/order.rs:13',
      'modifies body symbol src/order.rs#Order  src/order.rs:13',
    ],
  ],
  [
    'a trait asks for more, and asks for something else',
    [
      replace(ORDER, '    fn price(&self)', '    fn name(&self) -> String;\n\n    fn price(&self)'),
      replace('src/store/mod.rs', 'Option<String>', 'String'),
    ],
    [
      'adds symbol src/lib.rs#Priced.name  src/order.rs:61',
      'adds symbol src/order.rs#Priced.name  src/order.rs:61',
      'modifies contract symbol src/lib.rs#Storage.get  src/store/mod.rs:4',
      'modifies contract symbol src/store/mod.rs#Store.get  src/store/mod.rs:4',
    ],
  ],
  [
    'a value',
    [replace(LIB, 'MOST: usize = 10', 'MOST: usize = 20')],
    ['modifies body symbol src/lib.rs#limits.MOST  src/lib.rs:25'],
  ],
  [
    'what is passed on',
    [
      replace(LIB, 'pub use order::*;\n', 'pub use order::Order;\n'),
      replace(LIB, 'Store as Storage', 'Store as Shelf'),
    ],
    [
      'removes symbol src/lib.rs#State  src/order.rs:7',
      'removes symbol src/lib.rs#Orders  src/order.rs:53',
      'removes symbol src/lib.rs#COUNT  src/order.rs:55',
      'removes symbol src/lib.rs#Priced  src/order.rs:57',
      'renames symbol src/lib.rs#Storage -> src/lib.rs#Shelf  src/store/mod.rs:3',
    ],
  ],
  [
    'a file moved',
    [move('src/wire.rs', 'src/net/wire.rs')],
    [
      'renames symbol src/wire.rs#write -> src/net/wire.rs#write  src/net/wire.rs:3',
      'renames symbol src/wire.rs#Reader -> src/net/wire.rs#Reader  src/net/wire.rs:10',
      'renames symbol src/wire.rs#strlen -> src/net/wire.rs#strlen  src/net/wire.rs:17',
      'renames symbol src/wire.rs#Bits -> src/net/wire.rs#Bits  src/net/wire.rs:20',
    ],
  ],
  [
    'what a macro takes',
    [replace(LIB, '($amount:expr) =>', '($amount:expr, $by:expr) =>')],
    ['modifies contract symbol src/lib.rs#cents  src/lib.rs:56'],
  ],
  [
    'the other one of two systems',
    [replace(LIB, 'option_env!("WINDOWS_HOME")', 'option_env!("WIN_HOME")')],
    [
      'modifies body symbol src/lib.rs#home  src/lib.rs:77',
      'renames env WINDOWS_HOME -> WIN_HOME  src/lib.rs:83',
    ],
  ],
  [
    'tests, private functions and macros',
    [
      replace(LIB, '    pub fn helper() {}\n', ''),
      replace(LIB, '    fn hidden() {}\n', ''),
      replace(ORDER, '    pub fn unseen(&self) {}\n', ''),
      write('tests/more.rs', 'pub fn more() {}\n'),
      write('src/order/tests.rs', 'pub fn more() {}\n'),
    ],
    [],
  ],
  [
    'dependencies',
    [
      replace('Cargo.toml', 'proptest = "1"\n', ''),
      replace('Cargo.toml', 'version = "1.10"', 'version = "1.11"'),
      replace('Cargo.toml', '  "net",\n', ''),
      replace('Cargo.toml', 'cc = "1.0"', 'bindgen = "0.69"\ncc = "1.0"'),
    ],
    [
      'modifies contract dependency cargo/tokio  Cargo.toml:20',
      'modifies contract dependency cargo/regex  Cargo.toml:27',
      'removes dependency cargo/proptest  Cargo.toml:36',
      'adds dependency cargo/bindgen  Cargo.toml:37',
    ],
  ],
  [
    'a column',
    [
      replace(
        'api/src/schema.rs',
        '        nick -> Nullable<Text>,\n',
        '        nick -> Text,\n        age -> Int4,\n',
      ),
    ],
    [
      'modifies contract column auth.users.nick  api/src/schema.rs:8',
      'adds column auth.users.age  api/src/schema.rs:9',
    ],
  ],
];

describe('what becomes of it', () => {
  test.each(rows)('%s', (_what, steps, changes) => {
    expect(listChanges(app, steps, ['symbol', 'env', 'dependency', 'table', 'column'])).toEqual(changes);
  });
});
