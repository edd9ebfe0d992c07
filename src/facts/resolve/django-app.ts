import type { FileFacts } from '../file-facts.ts';

type Files = ReadonlyMap<string, FileFacts>;

function inside(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}

function isApp(files: Files, directory: string): boolean {
  return ['apps.py', 'models.py', 'models/__init__.py'].some((name) => files.has(inside(directory, name)));
}

/**
 * The label of Django's app that a file is of: what its `apps.py` says, or the name of the nearest directory above that has
 * models, or says that it is an app.
 */
export function appOf(files: Files, path: string): string {
  const segments = path.split('/').slice(0, -1);
  const models = segments.lastIndexOf('models');
  if (models > 0) segments.length = models;
  else {
    let end = segments.length;
    while (end > 0 && !isApp(files, segments.slice(0, end).join('/'))) end -= 1;
    if (end > 0) segments.length = end;
  }
  const { constants } = files.get(inside(segments.join('/'), 'apps.py')) ?? {};
  for (const [ref, text] of Object.entries(constants ?? {})) {
    const [label] = text;
    if (/^\w+\.label$/.test(ref) && typeof label === 'string' && text.length === 1) return label;
  }
  return segments.at(-1) ?? '';
}
