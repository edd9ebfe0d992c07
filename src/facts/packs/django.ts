import { readModels } from '../django/models.ts';
import { readPatterns } from '../django/patterns.ts';
import { readRouters } from '../django/routers.ts';
import { readViews } from '../django/views.ts';
import type { PythonPack } from './pack.ts';

/** https://www.djangoproject.com and https://www.django-rest-framework.org. */
export const django: PythonPack = {
  name: 'django',
  family: 'python',
  read(names, findings) {
    readPatterns(names, findings);
    readRouters(names, findings);
    readViews(names, findings);
    readModels(names, findings);
  },
};
