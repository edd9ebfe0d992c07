import { describe, expect, test } from 'vitest';
import { listChanges, listFacts, replace, write } from '../../../test/fixture-app.ts';

const sources = new Map([
  [
    'app/config.py',
    `import os
from os import environ, getenv as read

import environ as django_environ
from decouple import config
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

KEY = "FROM_CONSTANT"
a = os.environ["SUBSCRIPT"]
b = os.environ.get("GET", "1")
c = os.getenv("GETENV")
d = environ["IMPORTED"], read("RENAMED"), os.environ.get(KEY)
if "ASKED" in os.environ and "NOT_ASKED" not in environ:
    os.environ["SET_ONLY"] = "1"
    os.environ.setdefault("SET_DEFAULT", "1")
env = django_environ.Env()
e = env("DJANGO_ENV"), env.bool("DJANGO_BOOL", default=False), config("DECOUPLED", cast=int)
# os.environ["COMMENTED"]
f = 'os.environ["IN_TEXT"]', os.environ.get(f"{a}_COMPUTED"), {"environ": 1}["environ"]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_")

    database_url: str
    debug: bool = False
    secret: str = Field(validation_alias="SECRET_KEY")
    _private: int = 1

    def url(self):
        return self.database_url


class Old(BaseSettings):
    port: int = Field(8000, env="PORT")
    host: str

    class Config:
        env_prefix = "old_"
`,
  ],
  [
    'app/other.py',
    'from app.config import env\n\nx = env("SHARED")\ny = config("NO_CONFIG")\nz = self.env("NO_ENV")\n',
  ],
]);

test('the variables that are used', () => {
  expect(listFacts(sources, 'env')).toEqual([
    'SUBSCRIPT  app/config.py:10',
    'GET  app/config.py:11',
    'GETENV  app/config.py:12',
    'FROM_CONSTANT  app/config.py:13',
    'IMPORTED  app/config.py:13',
    'RENAMED  app/config.py:13',
    'ASKED  app/config.py:14',
    'NOT_ASKED  app/config.py:14',
    'DECOUPLED  app/config.py:18',
    'DJANGO_BOOL  app/config.py:18',
    'DJANGO_ENV  app/config.py:18',
    'APP_DATABASE_URL  app/config.py:26',
    'APP_DEBUG  app/config.py:27',
    'SECRET_KEY  app/config.py:28',
    'PORT  app/config.py:36',
    'OLD_HOST  app/config.py:37',
    'SHARED  app/other.py:3',
  ]);
});

describe('what became of variables', () => {
  test.each([
    [
      'no longer read',
      [replace('app/config.py', 'c = os.getenv("GETENV")', 'c = 1')],
      ['removes env GETENV  app/config.py:12'],
    ],
    ['read once more', [write('app/more.py', 'import os\nx = os.getenv("GETENV")\n')], []],
    [
      'read elsewhere',
      [
        replace('app/config.py', 'c = os.getenv("GETENV")', 'c = 1'),
        write('app/more.py', 'import os\nx = os.environ["GETENV"]\n'),
      ],
      [],
    ],
    [
      'renamed',
      [replace('app/config.py', '"SUBSCRIPT"', '"SUBSCRIPTS"')],
      ['renames env SUBSCRIPT -> SUBSCRIPTS  app/config.py:10'],
    ],
    [
      'a setting with a default',
      [replace('app/config.py', 'database_url: str\n', 'database_url: str = "sqlite://"\n')],
      ['modifies contract env APP_DATABASE_URL  app/config.py:26'],
    ],
    [
      'another default',
      [replace('app/config.py', 'debug: bool = False', 'debug: bool = True')],
      ['modifies body env APP_DEBUG  app/config.py:27'],
    ],
  ])('%s', (_what, steps, changes) => {
    expect(listChanges(sources, steps, ['env'])).toEqual(changes);
  });
});
