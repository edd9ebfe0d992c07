import { GitTaskError } from '../errors.ts';
import { isDay } from './day.ts';
import { NAME_LIMIT, TEXT_LIMIT, TITLE_LIMIT } from './limits.ts';

function refuseLonger(text: string, limit: number, what: string): void {
  if (text.length <= limit) return;
  throw new GitTaskError('TEXT_TOO_LONG', `the ${what} has ${text.length} characters, more than ${limit}`, {
    ...(what === 'title' ? { hint: 'a short title, and the rest in the description: -d' } : {}),
    template: `<${what}>`,
    details: { limit, length: text.length },
  });
}

/**
 * Checks a title: one line, not empty, at most 500 characters.
 *
 * @throws TITLE_INVALID, TEXT_TOO_LONG
 */
export function validTitle(text: string): string {
  const title = text.toWellFormed().trim();
  refuseLonger(title, TITLE_LIMIT, 'title');
  if (title === '')
    throw new GitTaskError('TITLE_INVALID', 'the title is empty', {
      template: '<title>',
      details: { value: text },
    });
  if (/[\r\n]/.test(title))
    throw new GitTaskError('TITLE_INVALID', 'a title is one line', {
      hint: 'the rest belongs in the description: -d',
      template: '<title>',
      details: { value: text },
    });
  return title;
}

/**
 * Checks a longer text.
 *
 * @param what how messages name it
 * @throws TEXT_INVALID where it is empty, TEXT_TOO_LONG
 */
export function validText(text: string, what: string): string {
  const clean = text.toWellFormed();
  refuseLonger(clean, TEXT_LIMIT, what);
  if (clean.trim() === '')
    throw new GitTaskError('TEXT_INVALID', `the ${what} is empty`, {
      template: `<${what}>`,
      details: { value: text },
    });
  return clean;
}

/**
 * Checks a name: a label, a type, an assignee, a handle. One line without control characters.
 *
 * @throws TEXT_INVALID, TEXT_TOO_LONG, LABEL_INVALID
 */
export function validName(text: string, what: string): string {
  const name = text.toWellFormed().trim();
  refuseLonger(name, NAME_LIMIT, what);
  if (name === '' || /[\u0000-\u001f\u007f-\u009f]/.test(name))
    throw new GitTaskError(
      what === 'label' ? 'LABEL_INVALID' : 'TEXT_INVALID',
      `"${text}" can't be ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`,
      {
        hint: 'one line of visible characters',
        template: `<${what}>`,
        details: { value: text },
      },
    );
  return name;
}

/**
 * Checks a day: `yyyy-mm-dd`, one that the calendar has.
 *
 * @throws DATE_INVALID
 */
export function validDay(text: string): string {
  const day = text.trim();
  if (!isDay(day))
    throw new GitTaskError('DATE_INVALID', `"${text}" is not a day`, {
      hint: 'yyyy-mm-dd',
      template: '<yyyy-mm-dd>',
      details: { value: text },
    });
  return day;
}
