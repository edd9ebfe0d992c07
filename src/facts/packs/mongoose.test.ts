import { describe, expect, test } from 'vitest';
import { type ChangeRow, listNames, replace, testChanges, treeOf } from '../../../test/fixture-app.ts';

const USER = 'src/users/user.schema.ts';
const app = treeOf({
  [USER]: `import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

@Schema({ _id: false })
export class Address {
  @Prop()
  street: string;
}

@Schema({ timestamps: true })
export class UserAccount {
  @Prop({ required: true, unique: true })
  email: string;

  @Prop({ type: [AddressSchema] })
  addresses: Address[];

  @Prop()
  age?: number;
}

export const UserAccountSchema = SchemaFactory.createForClass(UserAccount);
`,
  'src/users/users.module.ts': `import { MongooseModule } from '@nestjs/mongoose';
import { Module } from '@nestjs/common';
import { UserAccount, UserAccountSchema } from './user.schema';
import { Menu, MenuSchema } from '../menu.schema';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: UserAccount.name, schema: UserAccountSchema },
      { name: Menu.name, schema: MenuSchema },
    ]),
  ],
})
export class UsersModule {}
`,
  'src/menu.schema.ts': `import { Prop, Schema as Stored, SchemaFactory } from '@nestjs/mongoose';
@Stored({ collection: 'the_menu' })
export class Menu {
  @Prop({ default: null })
  title: string;
}
export const MenuSchema = SchemaFactory.createForClass(Menu);
`,
  'models/category.js': `const mongoose = require('mongoose');
const schema = new mongoose.Schema({
  name: { type: String, required: [true, 'a name'], trim: true },
  parent: { type: mongoose.Schema.Types.ObjectId, ref: 'Category' },
  tags: [String],
  place: { city: String, street: String },
}, { timestamps: true });
schema.index({ name: 1 });
module.exports = mongoose.model('Category', schema);
`,
  'models/post.ts': `import { Schema, model, models } from 'mongoose';
import { lineSchema } from './line';
const postSchema = new Schema<IPost>({ title: String, lines: [lineSchema] });
export default models.Post || model<IPost>('Post', postSchema);
`,
  'models/line.ts': `import { Schema } from 'mongoose';
export const lineSchema = new Schema({ text: String });
`,
  'models/note.ts': `import mongoose from 'mongoose';
export const Note = mongoose.model('Note', new mongoose.Schema({ text: String }, { collection: 'notebook' }));
export const Old = mongoose.model('Old', new mongoose.Schema({ at: Date }), 'archive');
`,
});

test('the collections', () => {
  expect(listNames(app, 'table')).toEqual([
    'categories',
    'notebook',
    'archive',
    'posts',
    'the_menu',
    'useraccounts',
  ]);
});

test('their fields', () => {
  expect(listNames(app, 'column')).toEqual([
    'categories.name',
    'categories.parent',
    'categories.tags',
    'categories.place',
    'notebook.text',
    'archive.at',
    'posts.lines',
    'posts.title',
    'the_menu.title',
    'useraccounts.email',
    'useraccounts.addresses',
    'useraccounts.age',
  ]);
});

describe('what changes of schemas come to', () => {
  const rows: readonly ChangeRow[] = [
    [
      'a field removed',
      [replace(USER, '  @Prop()\n  age?: number;\n', '')],
      [`removes column useraccounts.age  ${USER}:17`],
    ],
    [
      'a field that must be there',
      [replace(USER, '@Prop()\n  age', '@Prop({ required: true })\n  age')],
      [`modifies contract column useraccounts.age  ${USER}:17`],
    ],
    [
      'a collection that is called otherwise',
      [replace('src/menu.schema.ts', 'the_menu', 'menus')],
      ['renames table the_menu -> menus  src/menu.schema.ts:2'],
    ],
    [
      'a field called otherwise',
      [replace('models/post.ts', 'title: String', 'heading: String')],
      ['renames column posts.title -> posts.heading  models/post.ts:3'],
    ],
    ['a text for people', [replace('models/category.js', "'a name'", "'its name'")], []],
  ];
  testChanges(app, ['table', 'column'], rows);
});
