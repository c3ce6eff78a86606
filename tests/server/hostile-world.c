/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/server/hostile-world.h"

#include <string.h>

#include "server/portail-record-writer.h"
#include "server/portail-session.h"
#include "shared/portail-id.h"
#include "shared/portail-schema.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-membership.h"
#include "shared/records/portail-notification.h"
#include "shared/records/portail-setting.h"
#include "shared/records/portail-user.h"
#include "tests/server/hostile-plan.h"

static const struct
{
  const char *name;
  PortailRole role;
} people[N_HOSTILE_PEOPLE] = {
  [HOSTILE_STRANGER] = { "a stranger", PORTAIL_ROLE_NONE },
  [HOSTILE_NOBODY] = { "an account without role", PORTAIL_ROLE_NONE },
  [HOSTILE_EMPLOYE] = { "employe", PORTAIL_ROLE_EMPLOYE },
  [HOSTILE_CO_PATRON] = { "co-patron", PORTAIL_ROLE_CO_PATRON },
  [HOSTILE_PATRON] = { "patron", PORTAIL_ROLE_PATRON },
  [HOSTILE_DOT] = { "dot", PORTAIL_ROLE_DOT },
  [HOSTILE_STAFF] = { "staff", PORTAIL_ROLE_STAFF },
  [HOSTILE_SUPERADMIN] = { "superadmin", PORTAIL_ROLE_SUPERADMIN },
};

const char *
hostile_person_get_name (HostilePerson person)
{
  return people[person].name;
}

PortailRole
hostile_person_get_role (HostilePerson person)
{
  return people[person].role;
}

static void
put (HostileWorld *world, gpointer record)
{
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (
      world->base.writer, NULL, NULL, server_fixture_get_now (&world->base));
  g_autoptr (GError) error = NULL;

  portail_record_writer_put (writer, record, &error);
  g_assert_no_error (error);
  portail_record_free (record);
}

static void
put_membership (HostileWorld *world, HostilePerson person)
{
  PortailRole role = people[person].role;
  PortailMembership *membership;

  if (role == PORTAIL_ROLE_NONE || role == PORTAIL_ROLE_SUPERADMIN)
    return;
  membership = portail_record_new (&portail_membership_type);
  membership->base.id = portail_id_new ();
  membership->user_id = g_strdup (world->user_ids[person]);
  membership->role = role;
  membership->source = PORTAIL_MEMBERSHIP_MANUAL;
  if (!portail_role_is_server_wide (role))
    membership->base.enterprise_id = g_strdup (world->base.garage_id);
  put (world, membership);
}

static void
sign_in (HostileWorld *world, HostilePerson person)
{
  const PortailSessionOpening opening = { world->user_ids[person], "desktop", "Test", "127.0.0.1" };
  PortailContext context = server_fixture_get_context (&world->base);
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailSessionGrant) grant = NULL;

  g_assert_true (portail_database_begin (world->base.writer, NULL));
  grant = portail_session_open (&context, &opening, &error);
  g_assert_no_error (error);
  g_assert_true (portail_database_commit (world->base.writer, NULL));
  world->session_ids[person] = g_strdup (grant->claims.session_id);
  world->tokens[person] = portail_token_new (
      world->base.keys,
      portail_server_config_get_text (world->base.config, PORTAIL_SETTING_PUBLIC_URL),
      &grant->claims, context.now, 3600);
}

static void
put_person (HostileWorld *world, HostilePerson person)
{
  PortailUser *user = portail_record_new (&portail_user_type);

  user->base.id = portail_id_new ();
  world->user_ids[person] = g_strdup (user->base.id);
  user->discord_id = g_strdup_printf ("7000000000000%05d", 100 + person);
  user->username = g_strdup_printf ("person-%d", person);
  user->is_active = TRUE;
  user->is_superadmin = person == HOSTILE_SUPERADMIN;
  put (world, user);
  put_membership (world, person);
  sign_in (world, person);
}

void
hostile_world_learn (HostileWorld *world, HostileCast cast, const char *word, const char *id)
{
  g_assert_nonnull (id);
  g_hash_table_insert (world->casts[cast], g_strdup (word), g_strdup (id));
}

/* The person behind the employé is an employee of the garage; in the taxis somebody else is. */
static void
put_employee (HostileWorld *world, HostileCast cast, const char *user_id)
{
  PortailEmployee *employee = portail_record_new (&portail_employee_type);

  employee->base.id = portail_id_new ();
  employee->base.enterprise_id = g_strdup (hostile_world_get (world, cast, "enterprise"));
  employee->name = g_strdup ("Léa Martin");
  employee->user_id = g_strdup (user_id);
  employee->status = PORTAIL_EMPLOYEE_ACTIF;
  hostile_world_learn (world, cast, "person", employee->base.id);
  put (world, employee);
}

void
hostile_world_make (HostileWorld *world,
                    HostileCast cast,
                    const char *word,
                    const char *request_line,
                    const char *body)
{
  g_auto (GStrv) words = g_strsplit (request_line, " ", 2);
  g_autofree char *path = hostile_world_fill (world, cast, words[1]);
  g_autofree char *filled = hostile_world_fill (world, cast, body);
  g_autoptr (HostileAnswer) answer = hostile_world_do (
      world, &(ServerAsk){ .method = words[0],
                           .path = path,
                           .token = world->tokens[HOSTILE_SUPERADMIN],
                           .body = filled });

  if (answer->status / 100 != 2)
    g_error ("%s %s %s: %u %s", words[0], path, filled, answer->status, answer->body);
  if (word != NULL)
    hostile_world_learn (
        world, cast, word,
        portail_json_get_member_string (portail_json_document_get_root (answer->json), "id"));
}

/* One row of what the plan can make, by a superadmin. */
static void
make_row (HostileWorld *world, HostileCast cast, const HostileKind *kind)
{
  g_autofree char *request = g_strconcat ("POST ", kind->list, NULL);

  if (kind->body != NULL && !g_hash_table_contains (world->casts[cast], kind->word))
    hostile_world_make (world, cast, kind->word, request, kind->body);
}

static char *
put_notification (HostileWorld *world, HostilePerson person)
{
  PortailNotification *notification = portail_record_new (&portail_notification_type);
  char *id = portail_id_new ();

  notification->base.id = g_strdup (id);
  notification->user_id = g_strdup (world->user_ids[person]);
  notification->kind = g_strdup ("test");
  notification->level = PORTAIL_LEVEL_INFO;
  notification->title = g_strdup ("Une");
  put (world, notification);
  return id;
}

static void
put_setting (HostileWorld *world, HostilePerson person)
{
  PortailSetting *setting = portail_record_new (&portail_setting_type);

  setting->base.id = portail_id_new ();
  setting->user_id = g_strdup (world->user_ids[person]);
  setting->key = g_strdup ("theme");
  setting->value = g_strdup ("{}");
  hostile_world_learn (world, HOSTILE_FOREIGN, "setting", setting->base.id);
  put (world, setting);
}

static void
fill_cast (HostileWorld *world, HostileCast cast, HostilePerson person)
{
  hostile_world_learn (world, cast, "user", world->user_ids[person]);
  hostile_world_learn (world, cast, "session_id", world->session_ids[person]);
  put_employee (world, cast, world->user_ids[person]);
  hostile_world_make (world, cast, NULL, "PATCH /api/enterprises/$enterprise",
                      "{\"blanchiment_enabled\":true}");
  for (const HostileKind *kind = hostile_kinds_get (); kind->word != NULL; kind++)
    make_row (world, cast, kind);
  hostile_world_make (world, cast, "blob", "POST /api/blobs",
                      "{\"enterprise_id\":\"$enterprise\",\"size\":100,\"sha256\":\""
                      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}");
}

void
hostile_world_cast (HostileWorld *world, HostilePerson person)
{
  hostile_world_learn (world, HOSTILE_OWN, "notification", world->notification_ids[person]);
}

/* An id of its own for every word of another cast. */
static void
fill_missing (HostileWorld *world)
{
  GHashTableIter iter;
  gpointer word;

  g_hash_table_iter_init (&iter, world->casts[HOSTILE_FOREIGN]);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    {
      g_autofree char *id = portail_id_new ();

      hostile_world_learn (world, HOSTILE_MISSING, word, id);
    }
}

void
hostile_world_set_up (HostileWorld *world, gconstpointer unused)
{
  server_fixture_set_up (&world->base, NULL);
  world->server = portail_server_new (&(PortailServerParts){
      .config = world->base.config,
      .keys = world->base.keys,
      .live = world->base.live,
      .blobs = world->base.blobs,
      .limits = PORTAIL_LIMITS_OFF,
  });
  for (int cast = 0; cast < N_HOSTILE_CASTS; cast++)
    world->casts[cast] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  hostile_world_learn (world, HOSTILE_OWN, "enterprise", world->base.garage_id);
  hostile_world_learn (world, HOSTILE_FOREIGN, "enterprise", world->base.taxi_id);
  for (int person = HOSTILE_NOBODY; person < N_HOSTILE_PEOPLE; person++)
    {
      put_person (world, (HostilePerson) person);
      world->notification_ids[person] = put_notification (world, (HostilePerson) person);
    }
  hostile_world_cast (world, HOSTILE_EMPLOYE);
  hostile_world_learn (world, HOSTILE_FOREIGN, "notification",
                       world->notification_ids[HOSTILE_NOBODY]);
  put_setting (world, HOSTILE_NOBODY);
  fill_cast (world, HOSTILE_OWN, HOSTILE_EMPLOYE);
  fill_cast (world, HOSTILE_FOREIGN, HOSTILE_NOBODY);
  fill_missing (world);
}

void
hostile_world_tear_down (HostileWorld *world, gconstpointer unused)
{
  portail_server_free (world->server);
  for (int person = 0; person < N_HOSTILE_PEOPLE; person++)
    {
      g_free (world->user_ids[person]);
      g_free (world->session_ids[person]);
      g_free (world->tokens[person]);
      g_free (world->notification_ids[person]);
    }
  for (int cast = 0; cast < N_HOSTILE_CASTS; cast++)
    g_hash_table_unref (world->casts[cast]);
  server_fixture_tear_down (&world->base, NULL);
}

const char *
hostile_world_get (HostileWorld *world, HostileCast cast, const char *word)
{
  const char *id = g_hash_table_lookup (world->casts[cast], word);

  if (id == NULL)
    g_error ("nothing stands for $%s", word);
  return id;
}

char *
hostile_world_fill (HostileWorld *world, HostileCast cast, const char *text)
{
  GString *filled;

  if (text == NULL)
    return NULL;
  filled = g_string_new (NULL);
  while (*text != '\0')
    {
      gsize length = *text == '$' ? strspn (text + 1, "abcdefghijklmnopqrstuvwxyz_") : 0;
      g_autofree char *word = g_strndup (text + 1, length);

      if (length > 0)
        g_string_append (filled, hostile_world_get (world, cast, word));
      else
        g_string_append_c (filled, *text);
      text += length + 1;
    }
  return g_string_free (filled, FALSE);
}

void
hostile_answer_free (HostileAnswer *answer)
{
  g_hash_table_unref (answer->headers);
  g_clear_pointer (&answer->json, portail_json_document_free);
  g_free (answer->body);
  g_free (answer);
}

static void
add_header (HostileAnswer *answer, const char *name, const char *value)
{
  g_hash_table_insert (answer->headers, g_ascii_strdown (name, -1), g_strdup (value));
}

/* Takes @answer. */
static HostileAnswer *
read_answer (PortailAnswer *answer)
{
  HostileAnswer *read = g_new0 (HostileAnswer, 1);
  GBytes *body = portail_answer_get_body (answer);
  gsize length = g_bytes_get_size (body);
  const char *type = portail_answer_get_content_type (answer);

  read->status = portail_answer_get_status (answer);
  read->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  read->body = g_malloc0 (length + 1);
  read->length = length;
  if (length > 0)
    memcpy (read->body, g_bytes_get_data (body, NULL), length);
  read->json = portail_json_parse (read->body, length, NULL);
  add_header (read, "Content-Type", type != NULL ? type : "");
  for (guint i = 0; i < portail_answer_get_n_headers (answer); i++)
    {
      const char *value;
      const char *name = portail_answer_get_header_at (answer, i, &value);

      add_header (read, name, value);
    }
  portail_answer_free (answer);
  return read;
}

/* Members of a body and words of a path that are ids. */
static char *
blank_ids (const char *text)
{
  g_autoptr (GRegex) id = g_regex_new ("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-"
                                       "[0-9a-f]{12}",
                                       G_REGEX_RAW, 0, NULL);

  return g_regex_replace_literal (id, text, -1, 0, "<id>", 0, NULL);
}

char *
hostile_answer_describe (HostileAnswer *answer, const ServerAsk *ask)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (answer->headers),
                                         (GCompareFunc) strcmp);

  g_string_append_printf (text, "%s %u\n", ask->method, answer->status);
  for (GList *name = names; name != NULL; name = name->next)
    g_string_append_printf (text, "%s: %s\n", (const char *) name->data,
                            (const char *) g_hash_table_lookup (answer->headers, name->data));
  g_string_append (text, answer->body);
  return blank_ids (text->str);
}

/* NULL with the answer of a server that read the request's head and refused it. */
static PortailRequest *
make_request (const ServerAsk *ask, PortailAnswer **refusal)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *authorization = ask->token != NULL ? g_strconcat ("Bearer ", ask->token, NULL)
                                                      : NULL;
  const char *type = ask->content_type != NULL ? ask->content_type : "application/json";
  gboolean has_body = ask->body != NULL || ask->bytes != NULL;
  const char *const headers[] = {
    "Authorization", authorization,          "If-Match", ask->if_match, "Origin", ask->origin,
    "Content-Type",  has_body ? type : NULL, "Accept",   ask->accept
  };
  g_autoptr (PortailRequest) request = portail_request_new (ask->method, ask->path, &error);

  for (guint i = 0; error == NULL && i < G_N_ELEMENTS (headers); i += 2)
    if (headers[i + 1] != NULL)
      portail_request_add_header (request, headers[i], headers[i + 1], &error);
  for (const char *const *other = ask->headers; error == NULL && other != NULL && *other != NULL;
       other += 2)
    portail_request_add_header (request, other[0], other[1], &error);
  if (error != NULL)
    {
      g_autoptr (PortailRequest) root = portail_request_new ("GET", "/", NULL);

      *refusal = portail_answer_new_error (root, error);
      return NULL;
    }
  portail_request_set_peer (request, "127.0.0.1", NULL);
  if (has_body)
    portail_request_take_body (request, ask->bytes != NULL
                                            ? g_bytes_ref (ask->bytes)
                                            : g_bytes_new (ask->body, strlen (ask->body)));
  return g_steal_pointer (&request);
}

typedef gboolean (*Ending) (PortailDatabase *database, GError **error);

static gboolean
undo (PortailDatabase *database, GError **error)
{
  portail_database_rollback (database);
  return TRUE;
}

static void
write_and_end (HostileWorld *world, PortailCall *call, Ending end)
{
  g_autoptr (GError) error = NULL;

  portail_database_begin (world->base.writer, &error);
  g_assert_no_error (error);
  portail_call_handle (call, world->base.writer);
  end (world->base.writer, &error);
  g_assert_no_error (error);
}

static HostileAnswer *
run (HostileWorld *world, const ServerAsk *ask, Ending end)
{
  PortailAnswer *refusal = NULL;
  g_autoptr (PortailRequest) request = make_request (ask, &refusal);
  g_autoptr (PortailCall) call = NULL;
  PortailCallNext next;

  if (request == NULL)
    return read_answer (refusal);
  call = portail_call_new (world->server, request);
  next = portail_call_begin (call, world->base.reader);
  if (next == PORTAIL_CALL_PREPARE)
    next = portail_call_prepare (call, world->base.reader, NULL);
  if (next == PORTAIL_CALL_READ)
    portail_call_handle (call, world->base.reader);
  else if (next == PORTAIL_CALL_WRITE)
    write_and_end (world, call, end);
  return read_answer (portail_call_finish (call));
}

HostileAnswer *
hostile_world_try (HostileWorld *world, const ServerAsk *ask)
{
  return run (world, ask, undo);
}

HostileAnswer *
hostile_world_do (HostileWorld *world, const ServerAsk *ask)
{
  return run (world, ask, portail_database_commit);
}

static void
dump_type (HostileWorld *world, const PortailRecordType *type, GString *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT id || ' ' || rev || ' ' || coalesce (trashed_at,"
                                          " '') FROM %s ORDER BY id",
                                          type->name);
  PortailStatement *statement = portail_database_prepare (world->base.writer, sql, &error);

  g_assert_no_error (error);
  while (portail_statement_step (statement, &error) == PORTAIL_STEP_ROW)
    g_string_append_printf (text, "%s %s\n", type->name, portail_statement_get_text (statement, 0));
  portail_statement_reset (statement);
}

char *
hostile_world_dump (HostileWorld *world)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; portail_schema[i] != NULL; i++)
    if (portail_schema[i]->scope != PORTAIL_SCOPE_NONE)
      dump_type (world, portail_schema[i], text);
  return g_string_free (text, FALSE);
}
