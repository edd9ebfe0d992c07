import { describe, expect, test } from 'vitest';
import { type ChangeRow, listNames, replace, testChanges, treeOf } from '../../../test/fixture-app.ts';

const RESOLVER = 'src/books/books.resolver.ts';
const MODEL = 'src/books/book.model.ts';
const app = treeOf({
  [MODEL]: `import { Field, ID, InputType, Int, ObjectType, PartialType, registerEnumType } from '@nestjs/graphql';

export enum Shelf { FRONT = 'front', BACK = 'back' }
registerEnumType(Shelf, { name: 'Shelf' });

@ObjectType('Book', { description: 'A book' })
export class BookModel {
  @Field(() => ID)
  id: string;

  @Field({ nullable: true, description: 'As printed' })
  title?: string;

  @Field(() => [Int], { name: 'years' })
  printed: number[];

  secret: string;
}

@ObjectType({ isAbstract: true })
export abstract class Stamped {
  @Field()
  at: Date;
}

@InputType()
export class BookInput {
  @Field()
  title: string;
}

@InputType()
export class BookUpdate extends PartialType(BookInput) {}
`,
  [RESOLVER]: `import { Args, Context, Int, Mutation, Query, ResolveField, Resolver, Root } from '@nestjs/graphql';
import { Author } from '../authors/author.model';
import { BookInput } from './book.model';

@Resolver(() => Author)
export class BooksResolver {
  @Query(() => [Author], { name: 'authors' })
  findAll(@Args('limit', { type: () => Int }) limit: number, @Context() context: Ctx) {
    return this.authors.all(limit);
  }

  @Mutation((returns) => Author)
  async addAuthor(@Args('input') input: BookInput): Promise<Author> {
    return this.authors.add(input);
  }

  @ResolveField('books', () => [BookModel])
  booksOf(@Root() author: Author) {
    return this.books.of(author);
  }

  private all() {}
}
`,
  // What a schema in a file describes is told by that.
  'src/cats.resolver.ts': `import { Query, Resolver } from '@nestjs/graphql';
@Resolver('Cat')
export class CatsResolver {
  @Query('cats')
  all() {}
}
`,
  'src/people.ts': `import { Arg, Ctx, Field, FieldResolver, ObjectType, Query, Resolver, Root, createUnionType } from 'type-graphql';

@ObjectType()
export class Person {
  @Field()
  name: string;

  @Field()
  greeting(@Arg('word') word: string): string { return word; }
}

export const Found = createUnionType({ name: 'Found', types: () => [Person] as const });

@Resolver(Person)
export class PersonResolver {
  @Query()
  hello(): string { return 'hello'; }

  @FieldResolver()
  friends(@Root() person: Person, @Ctx() { db }: Context) { return db.friends(person); }
}
`,
});

test('the types of classes', () => {
  expect(listNames(app, 'type')).toEqual(['Shelf', 'Book', 'BookInput', 'BookUpdate', 'Person', 'Found']);
});

test('the fields of classes, resolvers and enums', () => {
  expect(listNames(app, 'field')).toEqual([
    'Shelf.BACK',
    'Shelf.FRONT',
    'Book.id',
    'Book.title',
    'Book.years',
    'BookInput.title',
    'Query.authors',
    'Mutation.addAuthor',
    'Author.books',
    'Person.name',
    'Person.greeting',
    'Query.hello',
    'Person.friends',
  ]);
});

describe('what changes of classes come to', () => {
  const rows: readonly ChangeRow[] = [
    [
      'a field removed',
      [replace(MODEL, '  @Field(() => ID)\n  id: string;\n', '')],
      [`removes field Book.id  ${MODEL}:8`],
    ],
    [
      'a query called otherwise, by its option',
      [replace(RESOLVER, "name: 'authors'", "name: 'writers'")],
      [`renames field Query.authors -> Query.writers  ${RESOLVER}:7`],
    ],
    [
      'an argument of another type',
      [replace(RESOLVER, '() => Int', '() => Float')],
      [`modifies contract field Query.authors  ${RESOLVER}:7`],
    ],
    [
      'what only the resolver is handed',
      [replace(RESOLVER, '@Context() context: Ctx', '@Context() c: Ctx')],
      [],
    ],
    [
      'what a type is called where it is given',
      [replace(RESOLVER, '(returns) => Author', '() => Author')],
      [],
    ],
    [
      'what a mutation does',
      [replace(RESOLVER, 'authors.add', 'authors.put')],
      [`modifies body field Mutation.addAuthor  ${RESOLVER}:12`],
    ],
    ['what describes a field', [replace(MODEL, 'As printed', 'In print')], []],
    [
      'a field that may not be missing any longer',
      [replace(MODEL, "nullable: true, description: 'As printed'", '')],
      [`modifies contract field Book.title  ${MODEL}:11`],
    ],
  ];
  testChanges(app, ['type', 'field'], rows);
});
