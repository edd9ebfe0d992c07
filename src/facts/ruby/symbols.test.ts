import { describe, expect, test } from 'vitest';
import { listChanges, listFacts, move, readApp, replace, type Step } from '../../../test/fixture-app.ts';

const app = readApp('rails');
const USER = 'app/models/user.rb';
const PUBLISH = 'app/services/publish_post.rb';
const TOOLS = 'lib/text_tools.rb';

/** The names that one source offers. */
function symbols(text: string): string[] {
  return listFacts(new Map([['lib/a.rb', text]]), 'symbol').map((fact) =>
    fact.replace(/^lib\/a\.rb#(\S+) .*$/, '$1'),
  );
}

describe('what a source offers', () => {
  test.each<[what: string, text: string, names: string[]]>([
    ['methods of a file', 'def a; end\n\ndef b(c)\n  d\nend', ['a', 'b']],
    [
      'classes in modules',
      'module A\n  module B\n    class C\n      def d; end\n    end\n  end\nend',
      ['A.B.C', 'A.B.C.d'],
    ],
    ['written in one', 'class A::B::C\n  def d; end\nend', ['A.B.C', 'A.B.C.d']],
    ['from the top', 'class ::A < ::B\n  def c; end\nend', ['A', 'A.c']],
    [
      'private from here on',
      'class A\n  def a; end\n  private\n  def b; end\n  public\n  def c; end\n  protected\n  def d; end\nend',
      ['A', 'A.a', 'A.c'],
    ],
    [
      'private one by one',
      'class A\n  private def a; end\n  def b; end\n  def c; end\n  private :b\nend',
      ['A', 'A.c'],
    ],
    ['private by a list', 'class A\n  def b; end\n  def c; end\n  private(*%i[b])\nend', ['A', 'A.c']],
    [
      'methods of the class',
      'class A\n  def self.a; end\n  class << self\n    def b; end\n    private\n    def c; end\n  end\n  private\n  def self.d; end\nend',
      ['A', 'A.a', 'A.b', 'A.d'],
    ],
    [
      'methods of the class that are private',
      'class A\n  def self.a; end\n  def self.b; end\n  private_class_method :a\n  private_class_method def self.c; end\nend',
      ['A', 'A.b'],
    ],
    [
      'attributes',
      'class A\n  attr_reader :a, :b\n  attr_writer :c\n  private\n  attr_accessor :d\nend',
      ['A', 'A.a', 'A.b', 'A.c'],
    ],
    [
      'attributes that are private',
      'class A\n  private attr_reader :a\n  attr_reader :b, :c\n  private :b\nend',
      ['A', 'A.c'],
    ],
    [
      'constants',
      'class A\n  B = 1\n  C = %w[x].freeze\n  D = 2\n  private_constant :D\nend',
      ['A', 'A.B', 'A.C'],
    ],
    ['private classes', 'class A\n  class B\n    def c; end\n  end\n  private_constant :B\nend', ['A']],
    [
      'structs',
      'B = Struct.new(:x, :y) do\n  def z; end\nend\nC = Data.define(:v)',
      ['B', 'B.x', 'B.y', 'B.z', 'C', 'C.v'],
    ],
    ['structs that are extended', 'class A < Struct.new(:x)\n  def y; end\nend', ['A', 'A.y']],
    ['a module that is its own', 'module A\n  module_function\n  def b; end\nend', ['A', 'A.b']],
    [
      'what a concern adds',
      'module A\n  extend ActiveSupport::Concern\n  included do\n    def a; end\n  end\n  class_methods do\n    def b; end\n  end\nend',
      ['A', 'A.a', 'A.b'],
    ],
    ['aliases', 'class A\n  def a; end\n  alias b a\n  alias_method :c, :a\nend', ['A', 'A.a', 'A.b', 'A.c']],
    [
      'operators and marks',
      'class A\n  def ==(o); end\n  def [](i); end\n  def a?; end\n  def b!; end\n  def c=(v); end\n  def -@; end\nend',
      ['A', 'A.==', 'A.[]', 'A.a?', 'A.b!', 'A.c=', 'A.-@'],
    ],
    [
      'methods in one line',
      'class A\n  def a = 1\n  def b(x) = x\n  def c() = if x then y end\n  def d; end\nend',
      ['A', 'A.a', 'A.b', 'A.c', 'A.d'],
    ],
    [
      'words that are methods',
      'class A\n  def a\n    x.class.end.if\n    y = if z then 1 else 2 end\n    w while v\n    begin; u; end until t\n  end\n  def b; end\nend',
      ['A', 'A.a', 'A.b'],
    ],
    [
      'loops',
      'class A\n  def a\n    while x do y end\n    until z\n      y\n    end\n    for i in 1..2 do y end\n    loop do y end\n  end\n  def b; end\nend',
      ['A', 'A.a', 'A.b'],
    ],
    ['methods within methods are none', 'class A\n  def a\n    def b; end\n  end\nend', ['A', 'A.a']],
    [
      'methods on a condition',
      'class A\n  if RUBY_VERSION > "3"\n    def a; end\n  else\n    def b; end\n  end\nend',
      ['A', 'A.a', 'A.b'],
    ],
    ['methods of an object are none', 'x = Object.new\ndef x.y; end', []],
    ['text', 'X = <<~RUBY\n  class A\n    def b; end\n  end\nRUBY\n# def c; end\n"def d; end"', ['X']],
    [
      'a class that is opened again',
      'class A\n  def a; end\nend\nclass A\n  def b; end\nend',
      ['A', 'A.a', 'A.b'],
    ],
    ['what is not closed', 'class A\n  def a(\n  def b; end\nend', ['A', 'A.a']],
    ['migrations are none', 'class A < ActiveRecord::Migration[7.0]\n  def change; end\nend', []],
  ])('%s', (_what, text, names) => {
    expect(symbols(text)).toEqual(names);
  });
});

const changes: [what: string, steps: Step[], changes: string[]][] = [
  [
    'a method removed',
    [replace(USER, '  def admin?\n    roles.include?("admin") if roles\n  end\n\n', '')],
    [`removes symbol ${USER}#User.admin?  ${USER}:32`],
  ],
  [
    'a method renamed',
    [replace(USER, 'def admin?', 'def administrator?')],
    [`renames symbol ${USER}#User.admin? -> ${USER}#User.administrator?  ${USER}:32`],
  ],
  [
    'a parameter added',
    [replace(USER, 'full_name(separator = " ")', 'full_name(separator = " ", upper: false)')],
    [`modifies contract symbol ${USER}#User.full_name  ${USER}:28`],
  ],
  [
    'a parameter that must be given',
    [replace(USER, 'full_name(separator = " ")', 'full_name(separator)')],
    [`modifies contract symbol ${USER}#User.full_name  ${USER}:28`],
  ],
  [
    'another default',
    [replace(USER, 'full_name(separator = " ")', 'full_name(separator = "-")')],
    [`modifies body symbol ${USER}#User.full_name  ${USER}:28`],
  ],
  [
    'another keyword',
    [replace(USER, 'find_by_login(login, active: true)', 'find_by_login(login, enabled: true)')],
    [`modifies contract symbol ${USER}#User.find_by_login  ${USER}:15`],
  ],
  [
    'what it does',
    [replace(USER, '.compact.join(separator)', '.join(separator)')],
    [`modifies body symbol ${USER}#User.full_name  ${USER}:28`],
  ],
  [
    'a private method made public',
    [replace(USER, 'private def normalise', 'def normalise')],
    [`adds symbol ${USER}#User.normalise  ${USER}:40`],
  ],
  [
    'a public method made private',
    [replace(USER, '  private :legacy_token\n', '  private :legacy_token, :full_name\n')],
    [`removes symbol ${USER}#User.full_name  ${USER}:28`],
  ],
  ['what is private', [replace(USER, '      42\n', '      43\n')], []],
  [
    'another base',
    [replace(USER, 'class User < ApplicationRecord', 'class User < Person')],
    [`modifies contract symbol ${USER}#User  ${USER}:1`],
  ],
  [
    'what a class declares',
    [replace(USER, 'presence: true', 'length: { maximum: 9 }')],
    [`modifies body symbol ${USER}#User  ${USER}:1`],
  ],
  [
    'a constant',
    [replace(USER, '%w[reader author admin]', '%w[reader author]')],
    [`modifies body symbol ${USER}#User.ROLES  ${USER}:5`],
  ],
  [
    'how it is made',
    [replace(PUBLISH, 'def initialize(post, at:)', 'def initialize(post, at: nil)')],
    [`modifies contract symbol ${PUBLISH}#PublishPost  ${PUBLISH}:2`],
  ],
  [
    'a field of a struct',
    [replace(PUBLISH, 'Struct.new(:post, :error,', 'Struct.new(:post,')],
    [
      `modifies contract symbol ${PUBLISH}#PublishPost.Result  ${PUBLISH}:3`,
      `removes symbol ${PUBLISH}#PublishPost.Result.error  ${PUBLISH}:3`,
    ],
  ],
  [
    'a class removed, with all it has',
    [replace(TOOLS, '  class Error < StandardError; end\n', '')],
    [`removes symbol ${TOOLS}#TextTools.Error  ${TOOLS}:10`],
  ],
  [
    'comments and layout',
    [
      replace(
        USER,
        '  def name=(value)\n    super(value.strip)\n',
        '  # trims\n  def name=(value)\n\n      super(value.strip,)\n',
      ),
    ],
    [],
  ],
  [
    'a file moved',
    [move(PUBLISH, 'app/commands/publish_post.rb')],
    [
      `renames symbol ${PUBLISH}#PublishPost -> app/commands/publish_post.rb#PublishPost  app/commands/publish_post.rb:2`,
    ],
  ],
];

describe('what becomes of symbols', () => {
  test.each(changes)('%s', (_what, steps, expected) => {
    expect(listChanges(app, steps, ['symbol'])).toEqual(expected);
  });
});

test.each(['def self.', 'def a.', 'def', 'def self.==', 'def ['])('a text that ends in %o', (end) => {
  expect(symbols(`class A\n  ${end}`)).toContain('A');
});
