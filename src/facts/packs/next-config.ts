import type { WrittenText } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import { isLiteral, readText } from '../javascript/written-text.ts';
import type { JavaScriptPack } from './pack.ts';

const CONFIG = /(^|\/)next\.config\.(js|mjs|cjs|ts|mts)$/;
/** The constant that has the `pageExtensions` of a configuration. */
const EXTENSIONS = 'next~extensions';
/** The constant that has what stands for `basePath` anywhere in it. */
const BASE = 'next~base';
export const USUAL: readonly string[] = ['tsx', 'ts', 'jsx', 'js'];

/** Tells by its path a configuration of Next.js. */
export function isNextConfig(path: string): boolean {
  return path.includes('next.config.') && CONFIG.test(path);
}

/** Tells by its path the root of an app router that stands outside of `src`: what is in `src` is not served beside it. */
export function isOutsideRoot(path: string): boolean {
  return /(^|\/)app\/(layout|page)\.[jt]sx?$/.test(path) && !/(^|\/)src\/app\/[^/]*$/.test(path);
}

/** Reads `pageExtensions: ['page.tsx', 'mdx']`, and a `basePath` that is handed to a function. */
export const nextConfig: JavaScriptPack = {
  name: 'next-config',
  family: 'javascript',
  read(names, findings) {
    const { source } = names;
    if (!source.mayMatch(/next/i) || !source.mayMatch(/pageExtensions|basePath|nextra/)) return;
    // Nextra has pages in MDX, whether a configuration says so or not.
    if (source.tokens.some(({ kind, text }) => kind === 'string' && text === 'nextra'))
      findings.constants.set(EXTENSIONS, [...USUAL, 'mdx']);
    const base = source.tokens.findIndex(
      ({ text }, index) => text === 'basePath' && source.is(index + 1, ':'),
    );
    const value = { from: base + 2, to: base === -1 ? 1 : source.endOfExpression(base + 2) };
    const text = base === -1 ? undefined : readText(names, value);
    if (text !== undefined && isLiteral(text)) findings.constants.set(BASE, text);
    const at = source.tokens.findIndex(
      ({ text }, index) =>
        text === 'pageExtensions' && /^[:=]$/.test(source.at(index + 1).text) && source.is(index + 2, '['),
    );
    if (at === -1) return;
    const texts = source.elements(at + 2).flatMap(({ from, to }) => {
      const { kind, text } = source.at(from);
      return kind === 'string' && to === from + 1 ? [text] : [];
    });
    if (texts.length > 0) findings.constants.set(EXTENSIONS, texts);
  },
};

/** How the names of files end that are pages, the longest end first. */
export function pageExtensions({ constants = {} }: FileFacts): readonly string[] {
  const written = Object.hasOwn(constants, EXTENSIONS) ? (constants[EXTENSIONS] ?? []) : [];
  const texts = written.flatMap((part) => (typeof part === 'string' ? [part.replace(/^\./, '')] : []));
  return texts.length === 0 ? USUAL : texts.sort((one, other) => other.length - one.length);
}

/** The `basePath` that a configuration exports, perhaps by a function that wraps it, where it is written out. */
export function basePath({ exports = [], constants = {} }: FileFacts): WrittenText | undefined {
  const whole = exports.find(({ name }) => name === 'default' || name === '=');
  const key = `${whole?.of}.basePath`;
  if (Object.hasOwn(constants, key)) return constants[key];
  return Object.hasOwn(constants, BASE) ? constants[BASE] : undefined;
}

/** What a configuration says of the files of its app. */
export function laysOut(file: FileFacts): string {
  return JSON.stringify([basePath(file), pageExtensions(file)]);
}
