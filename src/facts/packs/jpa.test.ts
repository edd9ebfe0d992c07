import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listChanges,
  listFacts,
  listNames,
  move,
  readApp,
  replace,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('jpa');
const ROOT = 'src/main/java/com/acme/clinic';
const BASE = `${ROOT}/model/BaseEntity.java`;
const ADDRESS = `${ROOT}/model/Address.java`;
const OWNER = `${ROOT}/owner/Owner.java`;
const PET = `${ROOT}/owner/Pet.java`;
const VET = `${ROOT}/owner/Vet.java`;
const VISIT = `${ROOT}/visit/Visit.java`;

function names(kind: string): string[] {
  return listFacts(app, kind).map((line) => line.replace(`${ROOT}/`, ''));
}

test('the tables of the app', () => {
  expect(names('table')).toEqual([
    'owners  owner/Owner.java:18',
    'owner_tags  owner/Owner.java:37',
    'clinic.pets  owner/Pet.java:9',
    'pet_toys  owner/Pet.java:26',
    'vet_doctor  owner/Vet.java:10',
    'visits  visit/Visit.java:10',
  ]);
});

test('the columns of the app', () => {
  expect(names('column')).toEqual([
    'owners.street  model/Address.java:8',
    'owners.zip_code  model/Address.java:10',
    'clinic.pets.id  model/BaseEntity.java:9',
    'owners.id  model/BaseEntity.java:9',
    'clinic.pets.version  model/BaseEntity.java:13',
    'owners.version  model/BaseEntity.java:13',
    'clinic.pets.created_at  model/BaseEntity.java:16',
    'owners.created_at  model/BaseEntity.java:16',
    'owners.first_name  owner/Owner.java:25',
    'owners.tel  owner/Owner.java:28',
    'clinic.pets.birth_date  owner/Pet.java:14',
    'clinic.pets.kind  owner/Pet.java:16',
    'clinic.pets.owner_id  owner/Pet.java:19',
    'clinic.pets.vet  owner/Pet.java:22',
    'clinic.pets.barks  owner/Pet.java:39',
    'vet_doctor.id  owner/Vet.java:17',
    'vet_doctor.full_name  owner/Vet.java:22',
    'vet_doctor.retired  owner/Vet.java:27',
    'visits.id  visit/Visit.java:13',
    'visits.room_name  visit/Visit.java:16',
    'visits.what  visit/Visit.java:18',
  ]);
});

const rows: ChangeRow[] = [
  [
    'a field removed',
    [replace(OWNER, '    @Column(name = "tel")\n    private String telephone;\n\n', '')],
    ['removes column owners.tel'],
  ],
  [
    'a field renamed',
    [replace(PET, 'birthDate;', 'bornOn;')],
    ['renames column clinic.pets.birth_date -> clinic.pets.born_on'],
  ],
  [
    'a field renamed that keeps its column',
    [replace(OWNER, 'private String telephone;', 'private String phone;')],
    [],
  ],
  [
    'what all entities have',
    [replace(BASE, '    @Version', '    private String note;\n\n    @Version')],
    ['adds column clinic.pets.note', 'adds column owners.note'],
  ],
  [
    'what is embedded',
    [replace(ADDRESS, '    private String zipCode;\n', '')],
    ['removes column owners.zip_code'],
  ],
  [
    'another type, a length, a value that must be',
    [
      replace(PET, 'private LocalDate birthDate', 'private String birthDate'),
      replace(OWNER, 'length = 30', 'length = 40'),
      replace(VET, '@Column(name = "full_name")', '@Column(name = "full_name", nullable = false)'),
    ],
    [
      'modifies body column owners.first_name',
      'modifies contract column clinic.pets.birth_date',
      'modifies contract column vet_doctor.full_name',
    ],
  ],
  [
    'a table by its constant',
    [replace(OWNER, '= "owners"', '= "holders"')],
    ['renames table owners -> holders'],
  ],
  [
    'a class renamed that its table is called after',
    [
      replace(VET, '@Entity(name = "VetDoctor")', '@Entity'),
      replace(VET, 'class Vet ', 'class AnimalDoctor '),
    ],
    ['renames table vet_doctor -> animal_doctor'],
  ],
  ['an entity moved', [move(VISIT, `${ROOT}/Visit.java`)], []],
  ['no entity any longer', [replace(VISIT, '@Table("visits")\n', '')], ['removes table visits']],
  [
    'relations and what is not kept',
    [
      replace(
        OWNER,
        '    private final List<Pet> pets = new ArrayList<>();',
        '    private final List<Pet> animals = List.of();',
      ),
      replace(OWNER, 'private String greeting', 'private String hello'),
      replace(OWNER, 'private transient int seen', 'private transient int known'),
      replace(VET, 'getRoom', 'getOffice'),
    ],
    [],
  ],
  [
    'the table of a relation',
    [replace(PET, '"pet_toys"', '"toys_of_pets"')],
    ['removes table pet_toys', 'adds table toys_of_pets'],
  ],
  [
    'the migration of an entity',
    [
      write(
        'src/main/resources/db/migration/V1__init.sql',
        'CREATE TABLE visits (id INTEGER, room_name TEXT, what TEXT);\n',
      ),
    ],
    [],
  ],
];

describe('what became of tables and columns', () => {
  test.each(rows)('%s', (_what, steps, changes) => {
    const told = listChanges(app, steps, ['table', 'column']).map((line) =>
      line.slice(0, line.indexOf('  ')),
    );
    expect(told.sort()).toEqual(changes.toSorted());
  });
});

/** Entities of one package, in one file. */
function entities(text: string): Map<string, string> {
  return new Map([['Shop.java', `package shop;\nimport jakarta.persistence.*;\n${text}`]]);
}

test('columns of others under names of one’s own', () => {
  const files = entities(`
@Embeddable record Owner(@Column(name = "v") String value) {}
@Embeddable class Price { BigDecimal amount; @Column(name = "ccy") String currency; }
@MappedSuperclass abstract class Base { @Id Long id; @Version int version; }
@Entity @Table(name = "carts")
@AttributeOverride(name = "id", column = @Column(name = "cart_id"))
class Cart extends Base {
  @Embedded @AttributeOverride(name = "value", column = @Column(name = "owner_id", nullable = false)) Owner owner;
  @Embedded @AttributeOverrides({
    @AttributeOverride(name = "amount", column = @Column(name = "net")),
    @AttributeOverride(name = "currency", column = @Column(name = "net_ccy")) }) Price net;
  @Embedded Price gross;
}
`);
  expect(listNames(files, 'column').sort()).toEqual([
    'carts.amount',
    'carts.cart_id',
    'carts.ccy',
    'carts.net',
    'carts.net_ccy',
    'carts.owner_id',
    'carts.version',
  ]);
});

test('what is derived from entities, by how those are kept', () => {
  const files = entities(`
@Entity @Inheritance(strategy = InheritanceType.JOINED) class Person { @Id Long id; String name; }
@Entity @PrimaryKeyJoinColumn(name = "person_id") class Member extends Person { String number; }
@Entity class Guest extends Person {}
@Entity @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS) class Media { @Id Long id; }
@Entity class Film extends Media { int minutes; }
@Entity class Pet { @Id Long id; }
@Entity class Dog extends Pet { boolean barks; }
`);
  expect(listNames(files, 'table').sort()).toEqual(['film', 'guest', 'media', 'member', 'person', 'pet']);
  expect(listNames(files, 'column').sort()).toEqual([
    'film.id',
    'film.minutes',
    'media.id',
    'member.number',
    'member.person_id',
    'person.id',
    'person.name',
    'pet.barks',
    'pet.id',
  ]);
});

test('tables of members that say no name', () => {
  const files = entities(`
@Entity class Role {
  @Id Long id;
  @ElementCollection Set<String> privileges;
  @ManyToMany Set<Staff> members;
  @ManyToMany(mappedBy = "roles") Set<Team> teams;
}
`);
  expect(listNames(files, 'table').sort()).toEqual(['role', 'role_members', 'role_privileges']);
});
