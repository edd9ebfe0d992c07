import type { ApiDocument } from './file-facts/api-document.ts';
import type { Call } from './file-facts/calls.ts';
import type { Controller, Convention } from './file-facts/controllers.ts';
import type { EntitySetting } from './file-facts/entities.ts';
import type { GivenCall } from './file-facts/given-calls.ts';
import type { Model } from './file-facts/models.ts';
import type { ModuleNames } from './file-facts/modules.ts';
import type { Definition, Export, Import, Ref, Uses, WrittenText } from './file-facts/names.ts';
import type { Handed, Mount, Route, Router } from './file-facts/routers.ts';
import type { Revision, SchemaStep } from './file-facts/schema.ts';
import type { Language } from './language.ts';

/**
 * Changes whenever the same text may be read differently, so that what was kept under the old version is read again.
 */
export const FACTS_VERSION = '138';

/** A fact that no other file can change: an environment variable, a dependency, a model. */
export interface LocalFact {
  readonly kind: string;
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  readonly contract: string;
  readonly body: string;
}

/**
 * What one source says on its own. It depends on nothing but the language and the text, is plain JSON and small, so it
 * can be kept under blob, language and `FACTS_VERSION`. Empty lists are left out.
 */
export interface FileFacts {
  readonly language: Language;
  /** Why the text was not read: too large, or with lines that nobody writes by hand. */
  readonly passedOver?: 'large' | 'generated';
  readonly imports?: readonly Import[];
  readonly exports?: readonly Export[];
  /** Exported or not: handlers are found among them. */
  readonly definitions?: readonly Definition[];
  /** Texts with a name. */
  readonly constants?: Readonly<Record<Ref, WrittenText>>;
  /** Names that stand for others: `const api = router`, what a function returns, a member of an object. */
  readonly aliases?: Readonly<Record<Ref, Ref>>;
  /** The aliases that are calls which make what they give anew: each caller of `create()` has one of its own. */
  readonly makes?: readonly Ref[];
  readonly routers?: readonly Router[];
  readonly routes?: readonly Route[];
  readonly mounts?: readonly Mount[];
  readonly handed?: readonly Handed[];
  readonly given?: readonly GivenCall[];
  /** Absent in languages of which it is not known. */
  readonly uses?: Uses;
  readonly schema?: readonly SchemaStep[];
  readonly revision?: Revision;
  readonly models?: readonly Model[];
  readonly entities?: readonly EntitySetting[];
  readonly controllers?: readonly Controller[];
  readonly conventions?: readonly Convention[];
  /** Routes of Rails, whose meaning depends on where they are drawn. */
  readonly routing?: readonly Call[];
  readonly local?: readonly LocalFact[];
  readonly document?: ApiDocument;
  readonly modules?: ModuleNames;
}
