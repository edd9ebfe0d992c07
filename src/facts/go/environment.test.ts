import { expect, test } from 'vitest';
import { listFacts } from '../../../test/fixture-app.ts';

const rows: [what: string, lines: string[], names: string[]][] = [
  ['what is asked for', ['var a = os.Getenv("PORT")', 'var b, ok = os.LookupEnv("HOST")'], ['PORT', 'HOST']],
  ['a package of its own that is called so', ['var a = env.Getenv("PORT")'], []],
  [
    'tags of fields, among others',
    ['type C struct {', '\tPort int `json:"port" env:"PORT" help:"the env: of it" default:"80"`', '}'],
    ['PORT'],
  ],
  [
    'options and several names of a tag',
    [
      'type C struct {',
      '\tA int `env:"PORT,required"`',
      '\tB int `env:"HTTP_HOST,HOST" env-default:"x"`',
      '}',
    ],
    ['PORT', 'HOST', 'HTTP_HOST'],
  ],
  [
    'tags that name none',
    [
      'type C struct {',
      '\tA int `env:"-"`',
      '\tB DB `env:",prefix=DB_"`',
      '\tC DB `envPrefix:"DB_"`',
      '\tD int `env:""`',
      '}',
    ],
    [],
  ],
  [
    'tags of envconfig',
    ['type C struct {', '\tA int `envconfig:"APP_PORT" required:"true"`', '}'],
    ['APP_PORT'],
  ],
  [
    'flags of urfave/cli, old and new, and of kingpin',
    [
      'var f = &cli.StringFlag{Name: "a", EnvVars: []string{"APP_A", "A"}, Value: "B"}',
      'var g = cli.StringFlag{EnvVar: "APP_B,B", Name: "C"}',
      'var h = &cli.StringFlag{Sources: cli.EnvVars("APP_C", "C")}',
      'var i = kingpin.Flag("d", "").Envar("APP_D").String()',
      'var j = map[string]string{"EnvVars": "E"}',
    ],
    ['A', 'APP_A', 'APP_B', 'B', 'APP_C', 'C', 'APP_D'],
  ],
  ['texts that only speak of it', ['var a = "set env: PORT"', 'var EnvVars = []string{"F"}'], []],
];

test.each(rows)('%s', (_what, lines, names) => {
  const app = new Map([['main.go', ['package main', '', 'import "os"', '', ...lines, ''].join('\n')]]);
  expect(listFacts(app, 'env').map((fact) => fact.split('  ')[0])).toEqual(names);
});
