import { readEntityClasses } from '../entity-framework/entities.ts';
import { readEntitySettings } from '../entity-framework/settings.ts';
import type { CSharpPack } from './pack.ts';

/** Models of Entity Framework: https://learn.microsoft.com/ef/core/modeling/ */
export const entityFramework: CSharpPack = {
  name: 'entity-framework',
  family: 'csharp',
  read(names, findings) {
    readEntityClasses(names, findings);
    readEntitySettings(names, findings);
  },
};
