import { describe, expect, test } from 'vitest';
import { listChanges, listFacts, readApp, replace, type Step } from '../../../test/fixture-app.ts';

const BASE = 'src/Shop.Api/';
const app = new Map([...readApp('aspnet')].map(([path, text]) => [path.replace(BASE, ''), text]));
const PRODUCT = 'Data/Product.cs';
const USERS = 'Contracts/Users.cs';
const ORDERS = 'Contracts/Orders.cs';

function symbolsOf(path: string): string[] {
  return listFacts(app, 'symbol')
    .filter((line) => line.startsWith(`${path}#`))
    .map((line) => line.replace(/^.*#(\S+) .*:(\d+)$/, '$1 $2'));
}

test('what a class offers: no operators, no indexer, nothing protected', () => {
  expect(symbolsOf(PRODUCT)).toEqual([
    'Product 3',
    'Product.MaxName 5',
    'Product.Schema 6',
    'Product.Table 6',
    'Product.Id 15',
    'Product.Name 16',
    'Product.Price 17',
    'Product.Changed 20',
    'Product.As 27',
    'Product.Range 28',
    'Product.Index 29',
    'Product.Rename 30',
    'Product.Builder 37',
    'Product.Builder.Build 39',
  ]);
});

test('records, interfaces, enums and delegates; nothing internal', () => {
  expect(symbolsOf(USERS)).toEqual([
    'UserDto 3',
    'UserDto.Email 3',
    'UserDto.Id 3',
    'CreateUser 5',
    'CreateUser.Email 7',
    'CreateUser.Name 8',
    'IUserService 12',
    'IUserService.ListAsync 14',
    'IUserService.Find 15',
    'IUserService.Create 16',
    'IUserService.Replace 17',
    'IUserService.Avatar 18',
  ]);
  expect(symbolsOf(ORDERS)).toEqual([
    'OrderStatus 3',
    'CreateOrder 9',
    'CreateOrder.Customer 11',
    'CreateOrder.Lines 12',
    'IOrderService 15',
    'IOrderService.All 17',
    'IOrderService.Get 18',
    'IOrderService.Create 19',
    'OrderShipped 22',
  ]);
});

test('a program offers its types, not its functions', () => {
  expect(symbolsOf('Program.cs')).toEqual(['NotificationHub 43', 'Program 45']);
});

test('migrations offer nothing: nobody calls them', () => {
  expect(symbolsOf('Migrations/20240101100000_Initial.cs')).toEqual([]);
});

const changes: [what: string, steps: Step[], changes: string[]][] = [
  [
    'a method removed',
    [replace(PRODUCT, '    public (int Low, int High) Range() => (0, 1);\n', '')],
    ['removes symbol Data/Product.cs#Product.Range  Data/Product.cs:28'],
  ],
  [
    'a method renamed',
    [replace(PRODUCT, ' Range() =>', ' Bounds() =>')],
    ['renames symbol Data/Product.cs#Product.Range -> Data/Product.cs#Product.Bounds  Data/Product.cs:28'],
  ],
  [
    'a method that is internal now',
    [replace(PRODUCT, 'public (int Low', 'internal (int Low')],
    ['removes symbol Data/Product.cs#Product.Range  Data/Product.cs:28'],
  ],
  [
    'a parameter of another name: callers may have named it',
    [replace(PRODUCT, 'Index(int size)', 'Index(int count)')],
    ['modifies contract symbol Data/Product.cs#Product.Index  Data/Product.cs:29'],
  ],
  [
    'what a method does',
    [replace(PRODUCT, 'if (!quiet) Changed', 'if (quiet) Changed')],
    ['modifies body symbol Data/Product.cs#Product.Rename  Data/Product.cs:30'],
  ],
  [
    'how a body is written',
    [
      replace(
        PRODUCT,
        '    public Product() { }',
        '    /// <summary>One</summary>\n    public Product()\n    {\n    }',
      ),
    ],
    [],
  ],
  [
    'a property renamed',
    [replace(USERS, 'string? Name { get; set; }', 'string? FullName { get; set; }')],
    [
      'modifies contract symbol Contracts/Users.cs#CreateUser  Contracts/Users.cs:5',
      'renames symbol Contracts/Users.cs#CreateUser.Name -> Contracts/Users.cs#CreateUser.FullName  Contracts/Users.cs:8',
    ],
  ],
  [
    'a property that can no longer be set',
    [replace(PRODUCT, 'public string Name { get; set; }', 'public string Name { get; }')],
    [
      'modifies contract symbol Data/Product.cs#Product  Data/Product.cs:3',
      'modifies contract symbol Data/Product.cs#Product.Name  Data/Product.cs:16',
    ],
  ],
  [
    'a component of a record',
    [replace(USERS, '(int Id, string Email)', '(int Id, string Email, bool Active)')],
    [
      'modifies contract symbol Contracts/Users.cs#UserDto  Contracts/Users.cs:3',
      'adds symbol Contracts/Users.cs#UserDto.Active  Contracts/Users.cs:3',
    ],
  ],
  [
    'a constant of an enum',
    [replace(ORDERS, '    Shipped,\n', '')],
    ['modifies contract symbol Contracts/Orders.cs#OrderStatus  Contracts/Orders.cs:3'],
  ],
  [
    'the value of a constant',
    [replace(PRODUCT, 'MaxName = 200', 'MaxName = 100')],
    [
      'modifies body symbol Data/Product.cs#Product  Data/Product.cs:3',
      'modifies body symbol Data/Product.cs#Product.MaxName  Data/Product.cs:5',
    ],
  ],
  ['the namespace alone', [replace(PRODUCT, 'namespace Shop.Api.Data;', 'namespace Shop.Core;')], []],
];

describe('what became of what is offered', () => {
  test.each(changes)('%s', (_what, steps, expected) => {
    expect(listChanges(app, steps, ['symbol'])).toEqual(expected);
  });
});
