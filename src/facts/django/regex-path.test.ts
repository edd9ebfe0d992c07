import { expect, test } from 'vitest';
import { regexPath } from './regex-path.ts';

/** As one text, `~` where a part cannot be told. */
function path(expression: string): string {
  return regexPath(expression)
    .map((part) => (typeof part === 'string' ? part : '~'))
    .join('');
}

test.each([
  ['^users/$', 'users/'],
  ['^users/?$', 'users'],
  ['\\Ausers\\Z', 'users'],
  ['^users/(?P<pk>\\d+)/$', 'users/<int:pk>/'],
  ['^users/(?P<pk>[0-9]{1,9})$', 'users/<int:pk>'],
  ['^(?P<slug>[-\\w]+)/', '<slug:slug>/'],
  ['^(?P<name>[^/]+)/edit/', '<name>/edit/'],
  ['^files/(?P<path>.*)$', 'files/<path:path>'],
  ['^export\\.json$', 'export.json'],
  ['^robots.txt$', 'robots.txt'],
  ['^(\\d+)/$', '<int:_>/'],
  ['^(?P<status>(open|closed))/?$', '<status>'],
  ['^lines/(?P<id>\\d+)?$', 'lines/'],
  ['^lines(?:/page/(?P<page>\\d+))?/$', 'lines/'],
  ['^.*$', '<path:_>'],
  ['^(?:me|self)/edit/$', '~/edit/'],
  ['^v[12]/users/', 'v~/users/'],
  ['^a|b$', 'a~b'],
  ['^\\d+/users/', '~/users/'],
  ['^(?P<tab>home|\uffff)/(?P<broken', '<tab>/~'],
  ['^\uffff/inbox/$', '~/inbox/'],
  ['[', '~'],
  ['(((', '<_>'],
  ['\\', ''],
  ['', ''],
])('%s is %s', (expression, expected) => {
  expect(path(expression)).toBe(expected);
});
