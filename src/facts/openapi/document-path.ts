/** Names that people and tools give to descriptions of APIs. */
const TELLING_NAME =
  /openapi|swagger|(^|[^a-z])(apis?|oas\d?|rest|spec\d?|specification|schemas?|contract)([^a-z]|$)/;
/** Directories that such descriptions, or the files that they are split into, stand in. */
const TELLING_DIRECTORY =
  /openapi|swagger|^(apis?|api[-_]?(docs?|specs?|definitions?|schemas?|reference)|oas\d?|docs?|documentation|rest|specs?|specifications?|schemas?|paths|components|definitions|contracts?|reference|endpoints|responses|parameters)$/;
/** Where YAML and JSON stand for something else in any number: pipelines, clusters, languages, samples. */
const OTHER_DIRECTORY =
  /^(\.[^.].*|locales?|i18n|l10n|lang|langs|languages|translations?|messages|k8s|kubernetes|charts?|helm|manifests|deploy(ments?)?|terraform|ansible|playbooks|playbook|roles|crds?|fixtures?|mocks?|snapshots|samples?|examples?|grafana|dashboards)$/;
/** What stands at the top of a repository for tools. */
const OF_TOOLS =
  /^\.|lock|^(docker-)?compose|^tsconfig|^jsconfig|^package|^composer|^(mkdocs|codecov|renovate|lerna|nx|turbo|vercel|netlify|firebase|angular|babel|deno|biome|components|app|manifest|_config|appveyor|cloudbuild|serverless|pubspec|environment|conda|mix|chart|values|kustomization|skaffold)\./;

/** Tells by a path alone whether a file of YAML or JSON may describe an API, or be a part of a description. */
export function mayDescribeApi(directories: readonly string[], name: string): boolean {
  const lower = name.toLowerCase();
  const stem = lower.slice(0, lower.lastIndexOf('.'));
  if (/openapi|swagger/.test(stem)) return true;
  if (OF_TOOLS.test(lower) || directories.some((one) => OTHER_DIRECTORY.test(one.toLowerCase())))
    return false;
  return (
    directories.length === 0 ||
    TELLING_NAME.test(stem) ||
    directories.some((one) => TELLING_DIRECTORY.test(one.toLowerCase()))
  );
}
