const SHORT: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
};

/** Reads the backslash escapes that JavaScript and Python share. What is no escape is kept without its backslash. */
export function withoutEscapes(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(
    /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|\r?\n|(.))/gi,
    (_escape, braced?: string, four?: string, two?: string, char?: string) => {
      const digits = braced ?? four ?? two;
      if (digits === undefined) return char === undefined ? '' : (SHORT[char] ?? char);
      const code = Number.parseInt(digits, 16);
      return code > 0x10ffff ? '' : String.fromCodePoint(code);
    },
  );
}
