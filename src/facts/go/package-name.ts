/** The last part of an import path that names its package: `chi` of `github.com/go-chi/chi/v5`. */
export function packageName(path: string): string {
  const segments = path.split('/');
  const last = segments.pop() ?? '';
  const name = /^v\d+$/.test(last) ? (segments.pop() ?? last) : last;
  return name.replace(/\.v\d+$/, '').replace(/^go-|-go$/, '');
}
