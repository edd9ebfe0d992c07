import { describe, expect, test } from 'vitest';
import { listFacts, replace, testChanges, treeOf, write } from '../../../test/fixture-app.ts';

const CONTEXT = 'Data/ShopContext.cs';
const ORDER = 'Models/Order.cs';
const shop = treeOf({
  [CONTEXT]: `namespace Shop.Data;
public class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();
    public virtual DbSet<Customer> Customers { get; set; } = null!;
    public DbSet<Report?> Reports { get; set; }
    protected override void OnModelCreating(ModelBuilder builder)
    {
        builder.Entity<Customer>().ToTable("clients", "crm").HasKey(c => c.Id);
        builder.Entity<Customer>().Property(c => c.Mail).HasColumnName("e_mail");
        builder.Entity<Line>(line =>
        {
            line.HasKey(l => new { l.OrderId, l.Number });
            line.Ignore(l => l.Draft);
            line.OwnsOne(l => l.Price, price => { price.Property(p => p.Amount).HasColumnName("price"); });
            line.HasOne(l => l.Order).WithMany(o => o.Lines);
        });
        builder.Entity<Report>().ToView("reports");
        OnMore(builder);
    }
    partial void OnMore(ModelBuilder builder);
}
`,
  'Data/OrderMap.cs': `namespace Shop.Data;
internal sealed class OrderMap : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> order)
    {
        order.Property(o => o.PlacedAt)
            .HasColumnName("placed").IsRequired();
        order.Property(o => o.Number).HasConversion(n => n.Value, n => new(n));
    }
}
`,
  'Models/Entity.cs':
    'namespace Shop.Models;\npublic abstract class Entity { public int Id { get; init; } }\n',
  [ORDER]: `namespace Shop.Models;
public class Order : Entity
{
    public DateTime? PlacedAt { get; set; }
    public OrderNumber Number { get; private set; }
    public Kind Kind { get; set; }
    [Column("note_text"), MaxLength(80)] public string Note { get; set; } = "";
    [NotMapped] public string Shown { get; set; }
    public string Title => Note;
    public int CustomerId { get; set; }
    public virtual Customer Customer { get; set; }
    public ICollection<Line> Lines { get; } = new List<Line>();
    public byte[] Scan { get; set; }
    public static int Count { get; set; }
    internal int Hidden { get; set; }
}
public enum Kind { Shop, Web }
public class OrderNumber { public string Value { get; set; } }
public class Rush : Order { public int Days { get; set; } }
`,
  'Models/Others.cs': `namespace Shop.Models;
public class Customer { public int Id { get; set; } public string Mail { get; set; } public IdentityUser User { get; set; } }
public class Line { public int OrderId { get; set; } public int Number { get; set; } public bool Draft { get; set; } public Price Price { get; set; } public Order Order { get; set; } }
public class Price { public decimal Amount { get; set; } }
public class Report { public int Total { get; set; } }
public class Basket { public int Id { get; set; } }
`,
});

function names(files: ReadonlyMap<string, string>): string[] {
  return [...listFacts(files, 'table'), ...listFacts(files, 'column')].map((line) =>
    line.replace(/ {2}.*/, ''),
  );
}

test('the tables of classes that are sets, or configured', () => {
  expect(names(shop)).toEqual([
    'orders',
    'crm.clients',
    'line',
    'orders.id',
    'orders.placed',
    'orders.number',
    'orders.kind',
    'orders.note_text',
    'orders.customerid',
    'orders.scan',
    'crm.clients.e_mail',
    'crm.clients.id',
    'line.number',
    'line.orderid',
  ]);
});

test('where there are migrations, those say it', () => {
  const first =
    'public partial class First : Migration { protected override void Up(MigrationBuilder migrationBuilder) { migrationBuilder.CreateTable(name: "Orders", columns: table => new { Id = table.Column<int>(nullable: false) }); } }';
  expect(names(new Map([...shop, ['Migrations/2024_First.cs', first]]))).toEqual(['orders', 'orders.id']);
});

describe('other ways to write it', () => {
  test.each<[what: string, source: string, found: string[]]>([
    [
      'before Core, in a class that calls methods of its own',
      'public class Shop : DbContext { public IDbSet<User> Users { get; set; } } public class UserMap : EntityTypeConfiguration<User> { public UserMap() { ToTable("tbl_user", "dbo"); this.Property(u => u.Name).HasColumnName("user_name").HasMaxLength(9); HasKey(u => u.Id); } } public class User { public int Id { get; set; } public string Name { get; set; } }',
      ['tbl_user', 'tbl_user.id', 'tbl_user.user_name'],
    ],
    [
      'all names in snake case, in a schema',
      'public class Shop : DbContext { public DbSet<UserGroup> UserGroups { get; set; } protected override void OnModelCreating(ModelBuilder b) { b.HasDefaultSchema("auth"); } void On(DbContextOptionsBuilder o) { o.UseNpgsql("x").UseSnakeCaseNamingConvention(); } } public record UserGroup { public int Id { get; set; } public string FullName { get; set; } }',
      ['auth.user_groups', 'auth.user_groups.full_name', 'auth.user_groups.id'],
    ],
    [
      'one table for what is derived from another, and one of its own',
      'public class Shop : DbContext { public DbSet<Pet> Pets { get; set; } public DbSet<Dog> Dogs { get; set; } public DbSet<Cat> Cats { get; set; } } public class Pet { public int Id { get; set; } } public class Dog : Pet { public string Bark { get; set; } } [Table("Cats", Schema = "x")] public class Cat : Pet { public int Lives { get; set; } }',
      ['pets', 'x.cats', 'pets.bark', 'pets.id', 'x.cats.lives'],
    ],
    [
      'sets of an interface are no others',
      'public interface IShop { DbSet<User> People { get; } } public class Shop : DbContext, IShop { public DbSet<User> Users { get; set; } public DbSet<User> Find() => null; } public class User { public int Id { get; set; } }',
      ['users', 'users.id'],
    ],
  ])('%s', (_what, source, found) =>
    expect(names(new Map([['Shop.cs', source]])).sort()).toEqual([...found].sort()),
  );
});

describe('what became of them', () => {
  testChanges(
    shop,
    ['table', 'column'],
    [
      [
        'a property less, one more, one called otherwise',
        [
          replace(ORDER, '    public Kind Kind { get; set; }\n', ''),
          replace(ORDER, 'public byte[] Scan', 'public byte[] Image'),
          replace(
            ORDER,
            'public int CustomerId',
            'public string? Coupon { get; set; }\n    public int CustomerId',
          ),
        ],
        [
          `removes column orders.kind  ${ORDER}:6`,
          `adds column orders.coupon  ${ORDER}:9`,
          `renames column orders.scan -> orders.image  ${ORDER}:13`,
        ],
      ],
      [
        'a table called otherwise, in another file',
        [replace(CONTEXT, '"clients", "crm"', '"customers", "crm"')],
        ['renames table crm.clients -> crm.customers  Models/Others.cs:2'],
      ],
      [
        'a set more',
        [
          replace(
            CONTEXT,
            'public DbSet<Report?>',
            'public DbSet<Basket> Baskets { get; set; }\n    public DbSet<Report?>',
          ),
        ],
        ['adds table baskets  Models/Others.cs:6'],
      ],
      [
        'a class that is no row',
        [write('Models/View.cs', 'public class OrderView { public int Id { get; set; } }')],
        [],
      ],
    ],
  );
});
