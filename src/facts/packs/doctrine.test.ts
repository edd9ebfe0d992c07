import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  move,
  readApp,
  remove,
  replace,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('doctrine');
const DOCTOR = 'src/Entity/Doctor.php';
const IDENTIFIED = 'src/Entity/Shared/Identified.php';
const PATIENT = 'src/Entity/Patient.php';
const VISIT = 'src/Entity/Visit.php';
const SECOND = 'migrations/Version20240401120000.php';

test('the tables of the app', () => {
  expect(listFacts(app, 'table')).toEqual([
    'audit  migrations/Version20240301120000.php:15',
    'staff.doctor  src/Entity/Doctor.php:11',
    'patients  src/Entity/Patient.php:15',
    'patient_allergies  src/Entity/Patient.php:40',
    'visit  src/Entity/Visit.php:11',
  ]);
});

test('the columns of the app', () => {
  expect(listFacts(app, 'column')).toEqual([
    'audit.id  migrations/Version20240301120000.php:15',
    'audit.who  migrations/Version20240301120000.php:15',
    'audit.seen_at  migrations/Version20240401120000.php:15',
    'audit.what  migrations/Version20240401120000.php:15',
    'staff.doctor.id  src/Entity/Doctor.php:18',
    'staff.doctor.room  src/Entity/Doctor.php:21',
    'staff.doctor.deputy  src/Entity/Doctor.php:29',
    'patients.first_name  src/Entity/Patient.php:23',
    'patients.surname  src/Entity/Patient.php:26',
    'patients.sex  src/Entity/Patient.php:29',
    'patients.family_doctor_id  src/Entity/Patient.php:33',
    'patients.id  src/Entity/Shared/Identified.php:13',
    'visit.id  src/Entity/Shared/Identified.php:13',
    'patients.created_at  src/Entity/Shared/Stamped.php:11',
    'visit.reason  src/Entity/Visit.php:15',
    'visit.patient_id  src/Entity/Visit.php:17',
  ]);
});

const rows: ChangeRow[] = [
  [
    'a column by an attribute, removed',
    [replace(PATIENT, '    #[ORM\\Column(enumType: Sex::class)]\n    private Sex $sex;\n', '')],
    ['removes column patients.sex  src/Entity/Patient.php:29'],
  ],
  [
    'a column by an annotation, removed',
    [
      replace(
        DOCTOR,
        '    /** @ORM\\Column(type="string", length=10, nullable=true) */\n    private $room;\n',
        '',
      ),
    ],
    ['removes column staff.doctor.room  src/Entity/Doctor.php:21'],
  ],
  [
    'a property that is not kept any more',
    [replace(PATIENT, '    #[ORM\\Column(enumType: Sex::class)]\n', '')],
    ['removes column patients.sex  src/Entity/Patient.php:29'],
  ],
  [
    'a property called otherwise',
    [replace(PATIENT, 'string $firstName', 'string $givenName')],
    ['renames column patients.first_name -> patients.given_name  src/Entity/Patient.php:23'],
  ],
  [
    'a property called otherwise, not its column',
    [replace(PATIENT, '?string $lastName', '?string $surname')],
    [],
  ],
  [
    'a column called otherwise',
    [replace(DOCTOR, 'name="deputy"', 'name="deputy_id"')],
    ['renames column staff.doctor.deputy -> staff.doctor.deputy_id  src/Entity/Doctor.php:29'],
  ],
  [
    'another type',
    [replace(DOCTOR, 'type="string", length=10', 'type="integer"')],
    ['modifies contract column staff.doctor.room  src/Entity/Doctor.php:21'],
  ],
  [
    'what may be missing',
    [replace(PATIENT, 'JoinColumn(nullable: false)', 'JoinColumn(nullable: true)')],
    ['modifies contract column patients.family_doctor_id  src/Entity/Patient.php:33'],
  ],
  [
    'another default',
    [replace(VISIT, "['default' => '']", "['default' => '-']")],
    ['modifies body column visit.reason  src/Entity/Visit.php:15'],
  ],
  [
    'an annotation turned into an attribute',
    [
      replace(
        DOCTOR,
        '    /** @ORM\\Column(type="string", length=10, nullable=true) */\n',
        "    #[ORM\\Column(type: 'string', length: 10, nullable: true)]\n",
      ),
    ],
    [],
  ],
  [
    'another table',
    [replace(PATIENT, "TABLE = 'patients'", "TABLE = 'people'")],
    ['renames table patients -> people  src/Entity/Patient.php:15'],
  ],
  [
    'a class called otherwise, with its table',
    [replace(VISIT, 'class Visit ', 'class Appointment ')],
    ['renames table visit -> appointment  src/Entity/Visit.php:11'],
  ],
  [
    'a column of a class above',
    [
      replace(
        IDENTIFIED,
        '    protected ?int $id = null;\n',
        '    protected ?int $id = null;\n\n    #[ORM\\Column(length: 36)]\n    protected string $token;\n',
      ),
    ],
    [
      'adds column patients.token  src/Entity/Shared/Identified.php:16',
      'adds column visit.token  src/Entity/Shared/Identified.php:16',
    ],
  ],
  [
    'a trait less',
    [replace(PATIENT, '    use Stamped;\n', '')],
    ['removes column patients.created_at  src/Entity/Shared/Stamped.php:11'],
  ],
  [
    'a table between two less',
    [
      replace(
        PATIENT,
        "    #[ORM\\ManyToMany(targetEntity: Allergy::class)]\n    #[ORM\\JoinTable(name: 'patient_allergies')]\n    private Collection $allergies;\n",
        '',
      ),
    ],
    ['removes table patient_allergies  src/Entity/Patient.php:40'],
  ],
  [
    'a new entity',
    [
      write(
        'src/Entity/RoomPlan.php',
        '<?php\n\nnamespace App\\Entity;\n\nuse Doctrine\\ORM\\Mapping as ORM;\n\n#[ORM\\Entity]\nclass RoomPlan\n{\n    #[ORM\\Id, ORM\\Column]\n    private int $id;\n}\n',
      ),
    ],
    ['adds table room_plan  src/Entity/RoomPlan.php:8'],
  ],
  ['a file moved', [move(VISIT, 'src/Entity/Care/Visit.php')], []],
  ['an entity removed', [remove(VISIT)], ['removes table visit  src/Entity/Visit.php:11']],
  [
    'a table that only migrations have',
    [replace(SECOND, ' ADD what VARCHAR(20) NOT NULL,', ' DROP who,')],
    [
      'removes column audit.who  migrations/Version20240301120000.php:15',
      'removes column audit.what  migrations/Version20240401120000.php:15',
    ],
  ],
  ['the way back of a migration', [replace(SECOND, 'ALTER TABLE audit DROP what', 'DROP TABLE audit')], []],
];

describe('changes', () => {
  testChanges(app, ['table', 'column'], rows);
});
