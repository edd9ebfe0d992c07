/** Texts for people, and settings of what is no part of an app. */
const NO_SETTINGS =
  /(message|i18n|lang|log4j|logback|logging|log\b|quartz|ehcache|wrapper|_[a-z]{2}(_[A-Z]{2})?\.properties$)/i;

/**
 * Tells by a path whether a file may say what stands for placeholders of Spring: `application.yml`, and properties among
 * the resources of a program. What is said for one profile alone counts for none.
 */
export function mayConfigureSpring(directories: readonly string[], name: string): boolean {
  if (/^(application|bootstrap)\.(properties|ya?ml)$/.test(name)) return true;
  if (!name.endsWith('.properties') || NO_SETTINGS.test(name) || name.startsWith('application-'))
    return false;
  return (
    directories.includes('main') && (directories.includes('resources') || directories.includes('WEB-INF'))
  );
}
