import { expect, test } from 'vitest';
import { listToldOnce, move, remove, replace, type Step, write } from '../../../test/fixture-app.ts';

const python = new Map([
  ['shop/__init__.py', "from .users import User, find\n\n__all__ = ['User', 'find']\n"],
  [
    'shop/users.py',
    'class User:\n    def rename(self, name):\n        self.name = name\n\n\ndef find(id):\n    return User()\n',
  ],
  ['shop/orders.py', 'def place(user):\n    return user\n'],
]);
const typescript = new Map([
  [
    'src/index.ts',
    "export * from './users';\nexport { Button as Push } from './button';\nexport { default as Page } from './page';\n",
  ],
  [
    'src/users.ts',
    'export class User {\n  rename(name: string) { return name; }\n}\nexport const find = (id: string) => id;\n',
  ],
  ['src/button.ts', 'export function Button(label: string) { return label; }\n'],
  ['src/page.ts', 'export default function Page() { return 1; }\n'],
]);

test.each<readonly [string, ReadonlyMap<string, string>, readonly Step[], readonly string[]]>([
  [
    'what is gone, once',
    python,
    [
      replace('shop/users.py', '\n\ndef find(id):\n    return User()\n', ''),
      write('shop/__init__.py', "from .users import User\n\n__all__ = ['User']\n"),
    ],
    ['removes symbol shop/users.py#find  shop/users.py:6  also shop/__init__.py#find'],
  ],
  [
    'what is passed on no longer while it stays, by itself',
    python,
    [write('shop/__init__.py', "from .users import User\n\n__all__ = ['User']\n")],
    ['removes symbol shop/__init__.py#find  shop/users.py:6'],
  ],
  [
    'what was there and is passed on now, by itself',
    python,
    [
      write(
        'shop/__init__.py',
        "from .users import User, find\nfrom .orders import place\n\n__all__ = ['User', 'find', 'place']\n",
      ),
    ],
    ['adds symbol shop/__init__.py#place  shop/orders.py:1'],
  ],
  [
    'a new method of a class that is passed on, once',
    python,
    [
      replace(
        'shop/users.py',
        '        self.name = name\n',
        '        self.name = name\n\n    def close(self):\n        pass\n',
      ),
    ],
    ['adds symbol shop/users.py#User.close  shop/users.py:5  also shop/__init__.py#User.close'],
  ],
  [
    'a definition that moves below the same package is renamed, and nothing else',
    python,
    [move('shop/users.py', 'shop/people.py'), replace('shop/__init__.py', '.users', '.people')],
    [
      'renames symbol shop/users.py#User -> shop/people.py#User  shop/people.py:1',
      'renames symbol shop/users.py#find -> shop/people.py#find  shop/people.py:6',
    ],
  ],
  [
    'a definition that moves away from its package leaves it: that could still be passed on',
    python,
    [
      move('shop/users.py', 'shop/people.py'),
      write('shop/__init__.py', "from .people import User\n\n__all__ = ['User']\n"),
    ],
    [
      'renames symbol shop/users.py#User -> shop/people.py#User  shop/people.py:1',
      'renames symbol shop/users.py#find -> shop/people.py#find  shop/people.py:6',
      'removes symbol shop/__init__.py#find  shop/users.py:6',
    ],
  ],
  [
    'under another name, and by an export of everything',
    typescript,
    [
      replace('src/button.ts', 'label: string', 'label: number'),
      replace('src/users.ts', '(id: string)', '(id: number)'),
      replace('src/page.ts', 'Page()', 'Page(at: number)'),
    ],
    [
      'modifies contract symbol src/button.ts#Button  src/button.ts:1  also src/index.ts#Push',
      'modifies contract symbol src/page.ts#Page  src/page.ts:1  also src/index.ts#Page',
      'modifies contract symbol src/users.ts#find  src/users.ts:4  also src/index.ts#find',
    ],
  ],
  [
    'another name for a class, which an export of everything takes along',
    typescript,
    [replace('src/users.ts', 'class User', 'class Person')],
    ['renames symbol src/users.ts#User -> src/users.ts#Person  src/users.ts:1  also src/index.ts#User'],
  ],
  [
    'a file that goes with what an index passed on of it',
    typescript,
    [remove('src/users.ts'), replace('src/index.ts', "export * from './users';\n", '')],
    [
      'removes symbol src/users.ts#User  src/users.ts:1  also src/index.ts#User',
      'removes symbol src/users.ts#find  src/users.ts:4  also src/index.ts#find',
    ],
  ],
])('told of what a module passes on: %s', (_, app, steps, expected) => {
  expect(listToldOnce(app, steps).sort()).toEqual([...expected].sort());
});
