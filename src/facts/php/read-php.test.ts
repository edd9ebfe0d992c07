import { describe, expect, test } from 'vitest';
import { listChanges, listFacts, readApp, replace, type Step, write } from '../../../test/fixture-app.ts';
import { languageOf } from '../language.ts';

const app = readApp('laravel');
const ORDER = 'app/Models/Order.php';
const STATUS = 'app/Enums/OrderStatus.php';
const HELPERS = 'app/Support/helpers.php';
const CONTROLLER = 'app/Http/Controllers/OrderController.php';

/** Symbols without their places. */
function symbols(text: string): string[] {
  return listFacts(new Map([['a.php', text]]), 'symbol').map((line) => line.replace(/^a\.php#| {2}.*/g, ''));
}

describe('what a file offers', () => {
  test.each<[what: string, text: string, found: string[]]>([
    [
      'members that others can use',
      `<?php namespace A; abstract class B extends C implements D, \\E {
        use F, G { f as protected g; }
        const ONE = 1, TWO = 2; private const THREE = 3; final public const int FOUR = 4;
        public string $name { get => strtoupper($this->name); }
        function __construct(private readonly Db $db = new Db(), protected ?int $x = null) {}
        abstract protected function h(): void;
        public static function &i(): ?array { return function () { class_exists('x'); }; }
        private function j() {}
        #[Pure] function k(int|string ...$all): static {}
      }`,
      ['B', 'B.ONE', 'B.TWO', 'B.FOUR', 'B.i', 'B.k'],
    ],
    [
      'interfaces, traits, enums',
      "<?php interface I extends J { const A = 'a'; public function b(): void; } trait T { public function c() {} } enum E: int implements I { case X = 1; case Y = 2; public const Z = self::X; public static function d(): self {} }",
      ['E', 'E.Z', 'E.d', 'I', 'I.A', 'I.b', 'T', 'T.c'],
    ],
    [
      'functions and constants',
      "<?php namespace A { const X = 1; function f() { function g() {} } } if (!function_exists('h')) { function h(): string { return <<<EOT\n function no() {}\n EOT; } } define('Y', 2); $z = function () { };",
      ['X', 'Y', 'f', 'h'],
    ],
    [
      'nothing of what has no name',
      '<?php return new class extends Migration { public function up() {} };',
      [],
    ],
    ['nothing of a migration', '<?php class CreateUsers extends Migration { public function up() {} }', []],
    ['nothing outside of code', 'class A {} <?= $x ?> function f() {}', []],
    [
      'words that are names',
      '<?php class A { public function class() { return $this->class::class; } function list() {} } $a->function(1); A::enum(2);',
      ['A', 'A.class', 'A.list'],
    ],
  ])('%s', (_what, text, found) => expect(symbols(text).sort()).toEqual([...found].sort()));
});

describe('what becomes of symbols', () => {
  test.each<[what: string, steps: Step[], changes: string[]]>([
    [
      'a parameter',
      [
        replace(
          ORDER,
          'refund(?string $reason = null): static',
          'refund(?string $reason = null, bool $mail = true): static',
        ),
      ],
      [`modifies contract symbol ${ORDER}#Order.refund  ${ORDER}:25`],
    ],
    [
      'the value of a default',
      [replace(HELPERS, "= 'EUR'", "= 'USD'")],
      [`modifies body symbol ${HELPERS}#money  ${HELPERS}:6`],
    ],
    [
      'the type of a result',
      [replace(HELPERS, '): string', '): ?string')],
      [`modifies contract symbol ${HELPERS}#money  ${HELPERS}:6`],
    ],
    [
      'a body',
      [replace(ORDER, "'note' => $reason", "'remark' => $reason")],
      [`modifies body symbol ${ORDER}#Order.refund  ${ORDER}:25`],
    ],
    [
      'the value of a constant',
      [replace(ORDER, "CURRENCY = 'EUR'", "CURRENCY = 'USD'")],
      [`modifies body symbol ${ORDER}#Order.CURRENCY  ${ORDER}:13`],
    ],
    [
      'a constant that is there no longer',
      [replace(ORDER, "    public const CURRENCY = 'EUR';\n", '')],
      [`removes symbol ${ORDER}#Order.CURRENCY  ${ORDER}:13`],
    ],
    [
      'a method hidden',
      [replace(STATUS, 'public function label', 'private function label')],
      [`removes symbol ${STATUS}#OrderStatus.label  ${STATUS}:10`],
    ],
    [
      'a method with another name',
      [replace(STATUS, 'label()', 'caption()')],
      [`renames symbol ${STATUS}#OrderStatus.label -> ${STATUS}#OrderStatus.caption  ${STATUS}:10`],
    ],
    [
      'a case of an enum',
      [replace(STATUS, "    case Open = 'open';\n", "    case Open = 'open';\n    case Paid = 'paid';\n")],
      [`modifies contract symbol ${STATUS}#OrderStatus  ${STATUS}:5`],
    ],
    [
      'a public property',
      [replace(ORDER, 'public bool $recent', 'public ?bool $recent')],
      [`modifies contract symbol ${ORDER}#Order  ${ORDER}:9`],
    ],
    [
      'a hidden property',
      [replace(ORDER, "'total', 'status'];", "'total'];")],
      [`modifies body symbol ${ORDER}#Order  ${ORDER}:9`],
    ],
    [
      'what a constructor takes',
      [replace(CONTROLLER, '$prices)\n', '$prices, int $page = 10)\n')],
      [`modifies contract symbol ${CONTROLLER}#OrderController  ${CONTROLLER}:8`],
    ],
    ['a private method', [replace(CONTROLLER, 'sum($items)', 'sum($items, 1)')], []],
    [
      'comments, quotes, layout',
      [
        replace(
          ORDER,
          '        return $this;\n',
          '        // the same\n        /** @return static */\n        return   $this ;\n',
        ),
        replace(ORDER, "'number', 'total', 'status']", "\"number\", 'total', 'status',]"),
        replace(STATUS, 'enum OrderStatus: string\n', '# a status\nenum OrderStatus : string '),
      ],
      [],
    ],
    [
      'in a test',
      [
        write('modules/Billing/Tests/A.php', '<?php class A {}'),
        write('app/OrderTest.php', '<?php class OrderTest {}'),
      ],
      [],
    ],
  ])('%s', (_what, steps, changes) => expect(listChanges(app, steps, ['symbol'])).toEqual(changes));
});

test('the environment', () => {
  const text =
    "<?php env('A'); env(\"B\", 'x'); \\getenv('C'); Env::get('D'); $_ENV['E']; $x->env('no'); env($no); // env('no')\n";
  expect(listFacts(new Map([['config/a.php', text]]), 'env').map((line) => line.replace(/ .*/, ''))).toEqual([
    'A',
    'B',
    'C',
    'D',
    'E',
  ]);
});

test.each([
  ['app/User.php', 'php'],
  ['composer.json', 'composer'],
  ['resources/views/a.blade.php', undefined],
  ['vendor/a/b.php', undefined],
  ['storage/framework/views/a.php', undefined],
  ['bootstrap/cache/routes.php', undefined],
  ['_ide_helper_models.php', undefined],
  ['tests/Feature/A.php', undefined],
  ['app/Storage/A.php', 'php'],
])('%s is read as %s', (path, language) => expect(languageOf(path)).toBe(language));
