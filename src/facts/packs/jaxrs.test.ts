import { describe, expect, test } from 'vitest';
import { listChanges, listNames, replace } from '../../../test/fixture-app.ts';

const MAIN = 'src/main/java/com/acme';
function endpoints(sources: ReadonlyMap<string, string>): string[] {
  return listNames(sources, 'endpoint').sort();
}

describe('JAX-RS', () => {
  const users = `${MAIN}/UserResource.java`;
  const app = new Map(
    Object.entries({
      [`${MAIN}/RestApplication.java`]: `package com.acme;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
@ApplicationPath("api")
public class RestApplication extends Application {}
`,
      [users]: `package com.acme;
import jakarta.ws.rs.*;
import jakarta.ws.rs.core.*;

@Path("/users")
@Produces(MediaType.APPLICATION_JSON)
public class UserResource {
  @GET
  public List<User> list(@QueryParam("page") int page, @Context UriInfo info) { return users.all(page); }

  @GET
  @Path("{id}")
  @RolesAllowed("admin")
  public User show(@PathParam("id") long id) { return users.find(id); }

  @POST
  public Response create(User user) { return Response.ok().build(); }

  @Path("/{id}/orders")
  public OrderResource orders(@PathParam("id") long id) { return new OrderResource(id); }
}
`,
      [`${MAIN}/OrderResource.java`]: `package com.acme;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
public class OrderResource {
  @GET @Path("/{order: [0-9]+}")
  public Order one() { return null; }
}
`,
      [`${MAIN}/TagApi.java`]: `package com.acme;
import jakarta.ws.rs.*;
@Path("/tags")
public interface TagApi {
  @DELETE @Path("/{tag}") void remove(@PathParam("tag") String tag);
}
`,
      [`${MAIN}/TagService.java`]: `package com.acme;
import jakarta.ws.rs.core.Response;
@ApplicationScoped
public class TagService implements TagApi {
  public void remove(String tag) {}
}
`,
      [`${MAIN}/RemoteUsers.java`]: `package com.acme;
import jakarta.ws.rs.*;
@RegisterRestClient
@Path("/remote")
public interface RemoteUsers { @GET String all(); }
`,
    }),
  );

  test('what an application serves', () => {
    expect(endpoints(app)).toEqual([
      'DELETE /api/tags/{}',
      'GET /api/users',
      'GET /api/users/{}',
      'GET /api/users/{}/orders/{}',
      'POST /api/users',
    ]);
  });

  test.each([
    [
      'a path renamed',
      replace(users, '@Path("{id}")', '@Path("by-id/{id}")'),
      [`renames endpoint GET /api/users/{} -> GET /api/users/by-id/{}  ${users}:11`],
    ],
    [
      'a method removed',
      replace(users, '  @POST\n  public Response create(User user) { return Response.ok().build(); }\n', ''),
      [`removes endpoint POST /api/users  ${users}:16`],
    ],
    [
      'a guard that goes',
      replace(users, '  @RolesAllowed("admin")\n', ''),
      [`modifies contract endpoint GET /api/users/{}  ${users}:11`],
    ],
    [
      'what it does',
      replace(users, 'users.find(id)', 'users.get(id)'),
      [`modifies body endpoint GET /api/users/{}  ${users}:11`],
    ],
    ['what the container gives', replace(users, ', @Context UriInfo info', ''), []],
  ])('%s', (_what, step, changes) => {
    expect(listChanges(app, [step], ['endpoint'])).toEqual(changes);
  });
});

describe('Micronaut', () => {
  const app = new Map(
    Object.entries({
      [`${MAIN}/BookController.java`]: `package com.acme;
import io.micronaut.http.annotation.*;
@Controller("/books")
public class BookController implements Listing {
  @Get
  public List<Book> all() { return books; }
  @Get("/{id}{?fields}")
  public Book show(Long id) { return null; }
  @Put(uri = "/{id}")
  public Book save(Long id, @Body Book book) { return book; }
  @Delete(uris = {"/{id}", "/by-id/{id}"})
  public void remove(Long id) {}
}
`,
      [`${MAIN}/Listing.java`]: `package com.acme;
import io.micronaut.http.annotation.Get;
public interface Listing { @Get("/count") long count(); }
`,
      [`${MAIN}/BookClient.java`]: `package com.acme;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
@Client("/remote")
public interface BookClient { @Get("/x") String x(); }
`,
    }),
  );

  test('what a controller serves', () => {
    expect(endpoints(app)).toEqual([
      'DELETE /books/by-id/{}',
      'DELETE /books/{}',
      'GET /books',
      'GET /books/count',
      'GET /books/{}',
      'PUT /books/{}',
    ]);
  });

  test('a controller under another path', () => {
    const changed = listChanges(
      app,
      [replace(`${MAIN}/BookController.java`, '"/books"', '"/library"')],
      ['endpoint'],
    );
    expect(changed).toHaveLength(6);
    expect(changed.every((line) => line.startsWith('renames '))).toBe(true);
  });
});
