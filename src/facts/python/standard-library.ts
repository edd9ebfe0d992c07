/** Modules of the standard library that sources import most: nothing in them leads to a router or a path. */
const OFTEN_IMPORTED: ReadonlySet<string> = new Set(
  (
    '__future__ abc argparse array ast asyncio base64 bisect collections concurrent contextlib contextvars copy csv ctypes ' +
    'dataclasses datetime decimal email enum errno functools gc getpass glob gzip hashlib heapq hmac html http importlib ' +
    'inspect io ipaddress itertools json locale logging math mimetypes multiprocessing operator os pathlib pickle platform ' +
    'pprint queue random re secrets select shlex shutil signal smtplib socket sqlite3 ssl stat statistics string struct ' +
    'subprocess sys tempfile textwrap threading time timeit traceback types typing typing_extensions unicodedata unittest ' +
    'urllib uuid warnings weakref xml zipfile zlib zoneinfo'
  ).split(' '),
);

/** Tells whether an import leads to the standard library. */
export function isStandardLibrary(module: string): boolean {
  return OFTEN_IMPORTED.has(module.split('.')[0] ?? '');
}
