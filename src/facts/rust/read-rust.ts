import { Findings } from '../findings.ts';
import { PlainSource, type Range } from '../lexer/plain-source.ts';
import { lexRust } from '../lexer/rust-lexer.ts';
import { readAxum } from '../packs/axum.ts';
import { readHandlers } from '../packs/rust-handlers.ts';
import { readWarp } from '../packs/warp.ts';
import { readRustDefinitions } from './definitions.ts';
import { readImports } from './imports.ts';
import { type RustItem, RustItems } from './items.ts';
import { readMentions } from './mentions.ts';
import { readSeaEntities } from './sea-entities.ts';
import { readTableMacros } from './table-macros.ts';

const NAME = /^[A-Za-z_]\w{0,99}$/;
/** What Cargo sets itself. */
const BUILT_IN = /^(CARGO(_.*)?|OUT_DIR|TARGET|HOST|PROFILE|OPT_LEVEL|NUM_JOBS|DEBUG|RUSTC\w*|DOCS_RS)$/;

/** By these a source is about actix-web or Rocket. */
const HANDLERS =
  /\b(actix_\w+|rocket|routes!|ServiceConfig)|\bweb::(scope|resource)\b|#\[(get|post|put|patch|delete)\(/;

/** By these a source may say what becomes of a router. */
const MENTIONS =
  /\b(axum|actix_\w+|rocket|warp|poem|tower|hyper|shuttle_\w+|lambda_http)\b|Router|serve|route/;

/** The token of the text by which a variable is asked for: `env::var("X")`, `env!("X")`, `#[arg(env = "X")]`. */
function variableAt(source: PlainSource, at: number): number | undefined {
  if (source.is(at, 'var') || source.is(at, 'var_os'))
    return source.is(at - 1, '::') &&
      /^(env|dotenv|dotenvy)$/.test(source.word(at - 2) ?? '') &&
      source.is(at + 1, '(')
      ? at + 2
      : undefined;
  if (!source.is(at, 'env') && !source.is(at, 'option_env')) return undefined;
  if (source.is(at + 1, '!')) return at + 3;
  // `env = "X"` and `env("X")` of an argument that is read from the command line, too.
  const option = source.is(at, 'env') && (source.is(at + 1, '=') || source.is(at + 1, '('));
  return option && /^[,(]$/.test(source.at(at - 1).text) ? at + 2 : undefined;
}

function readEnvironment(source: PlainSource, tests: readonly Range[], findings: Findings): void {
  const hidden = new Uint8Array(source.tokens.length);
  for (const { from, to } of tests) hidden.fill(1, from, to);
  for (let at = 0; at < source.tokens.length; at++) {
    const text = hidden[at] === 1 ? undefined : variableAt(source, at);
    if (text === undefined) continue;
    const { kind, text: name, line, endLine } = source.at(text);
    if (kind !== 'string' || !NAME.test(name) || BUILT_IN.test(name)) continue;
    findings.local.push({ kind: 'env', name, line, endLine, contract: '', body: '' });
  }
}

/** Frameworks whose routers are those of axum by other names. */
function likeAxum(text: string): 'poem' | 'loco' | undefined {
  if (/\bloco_rs\b/.test(text)) return 'loco';
  return /\bpoem(_openapi)?\b/.test(text) ? 'poem' : undefined;
}

function declaresModules(items: readonly RustItem[]): boolean {
  return items.some(({ kind, open }) => kind === 'mod' && open === undefined);
}

/** Reads what one Rust source says on its own. */
export function readRust(text: string): Findings {
  const source = new PlainSource(lexRust(text));
  const items = new RustItems(source);
  const findings = new Findings();
  const top = items.read({ from: 0, to: source.tokens.length });
  readRustDefinitions(source, items, top, findings);
  const handled = HANDLERS.test(text);
  if (handled) readHandlers(source, items, top, findings);
  const filters = /\bwarp::/.test(text);
  if (filters) readWarp(source, items, top, findings);
  if ((!handled && !filters) || /Router\b|\bRoutes\b/.test(text))
    readAxum(source, items, top, findings, likeAxum(text));
  // Names are followed where something is served on a router.
  if (findings.routers.length + findings.mounts.length > 0 || declaresModules(top))
    findings.imports.push(...readImports(source, items, top));
  if (MENTIONS.test(text)) readMentions(source, items, top, findings);
  readTableMacros(source, findings);
  if (text.includes('sea_orm(')) readSeaEntities(source, items, top, findings);
  readEnvironment(source, items.tests, findings);
  return findings;
}
