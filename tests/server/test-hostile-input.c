/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What nobody well-meaning sends: members that are not his to write, JSON that is none, numbers at
 * their edges, SQL wherever a text may stand. Everything is asked of the routes of the table, so a
 * new one is asked too; nothing may be stored, and nothing may fail inside. */
#include <string.h>

#include "shared/portail-schema.h"
#include "tests/server/hostile-plan.h"
#include "tests/server/hostile-world.h"

#define DEPTH 100000

static HostileAnswer *
ask (HostileWorld *world, PortailMethod method, const char *target, const char *body)
{
  g_autofree char *path = hostile_world_fill (world, HOSTILE_OWN, target);
  g_autofree char *filled = hostile_world_fill (world, HOSTILE_OWN, body);

  return hostile_world_do (world, &(ServerAsk){ .method = portail_method_get_name (method),
                                                .path = path,
                                                .token = world->tokens[HOSTILE_SUPERADMIN],
                                                .body = filled });
}

/* Whether the answer names @field as what is wrong. */
static gboolean
names_field (const HostileAnswer *answer, const char *field)
{
  const PortailJson *errors = answer->json != NULL ? portail_json_get (
                                  portail_json_document_get_root (answer->json), "errors")
                                                   : NULL;

  for (const PortailJson *error = errors != NULL ? errors->first_child : NULL; error != NULL;
       error = error->next)
    if (g_strcmp0 (portail_json_get_member_string (error, "field"), field) == 0)
      return TRUE;
  return FALSE;
}

/* A value of the field's kind, as JSON; static. */
static const char *
get_value (const PortailField *field)
{
  switch (field->kind)
    {
    case PORTAIL_KIND_ID:
      return "\"$user\"";
    case PORTAIL_KIND_JSON:
      return "{\"a\":1}";
    case PORTAIL_KIND_MONEY:
    case PORTAIL_KIND_RATE:
    case PORTAIL_KIND_HOURS:
    case PORTAIL_KIND_INTEGER:
      return "1";
    case PORTAIL_KIND_BOOLEAN:
      return "true";
    case PORTAIL_KIND_DAY:
      return "\"2025-01-02\"";
    case PORTAIL_KIND_WEEK:
      return "\"2025-W02\"";
    case PORTAIL_KIND_TIMESTAMP:
      return "\"2025-01-02T00:00:00Z\"";
    case PORTAIL_KIND_CHOICE:
      return "\"paye\"";
    default:
      return "\"x\"";
    }
}

static const PortailRecordType *
get_type (const HostileKind *kind)
{
  const PortailRecordType *type = portail_schema_find (kind->word);

  g_assert_nonnull (type);
  return type;
}

/* @member in front of the other members of @body. Owned. */
static char *
add_member (const char *body, const char *member, const char *value)
{
  return g_strdup_printf ("{\"%s\":%s,%s", member, value, body + 1);
}

static guint n_failures;

static void
complain (const char *what, const HostileAnswer *answer)
{
  g_test_message ("%s: %u %.300s", what, answer->status, answer->body);
  n_failures++;
}

static void
refuse_member (HostileWorld *world,
               const HostileKind *kind,
               PortailMethod method,
               const char *member,
               const char *value)
{
  gboolean is_new = method == PORTAIL_METHOD_POST;
  g_autofree char *target = is_new ? g_strdup (kind->list)
                                   : g_strdup_printf ("%s/$%s", kind->list, kind->word);
  g_autofree char *body = add_member (is_new ? kind->body : kind->patch, member, value);
  g_autofree char *what = g_strdup_printf ("%s %s %s", portail_method_get_name (method), target,
                                           body);
  g_autoptr (HostileAnswer) answer = ask (world, method, target, body);

  if (answer->status != 422 || !names_field (answer, member))
    complain (what, answer);
}

/* What a body may name, though it is no field to write: contract.md §1 and server.md "REST". */
static gboolean
is_taken (PortailMethod method, const char *member)
{
  static const char *const of_new[] = { "id", "enterprise_id", NULL };

  return method == PORTAIL_METHOD_POST && g_strv_contains (of_new, member);
}

static void
refuse_fields (HostileWorld *world, const HostileKind *kind, PortailMethod method)
{
  static const char *const unknown[] = { "is_admin",   "is_superadmin", "role",
                                         "trashed_at", "__proto__",     "natural_key",
                                         "password",   "type",          "unknown_members",
                                         "NAME",       "name ",         "" };
  const PortailRecordType *type = get_type (kind);

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    {
      const PortailField *field = portail_record_type_get_field (type, i);
      gboolean is_the_servers = i < PORTAIL_N_COMMON_FIELDS
                                || field->flags & PORTAIL_FIELD_COMPUTED;

      if (is_the_servers && !is_taken (method, field->name))
        refuse_member (world, kind, method, field->name, get_value (field));
    }
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    if (portail_record_type_find_field (type, unknown[i]) < 0)
      refuse_member (world, kind, method, unknown[i], "1");
}

static void
test_mass_assignment (HostileWorld *world, gconstpointer unused)
{
  g_autofree char *before = hostile_world_dump (world);
  g_autofree char *after = NULL;

  hostile_world_cast (world, HOSTILE_SUPERADMIN);
  for (const HostileKind *kind = hostile_kinds_get (); kind->word != NULL; kind++)
    {
      if (kind->body != NULL)
        refuse_fields (world, kind, PORTAIL_METHOD_POST);
      refuse_fields (world, kind, PORTAIL_METHOD_PATCH);
    }
  after = hostile_world_dump (world);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (n_failures, ==, 0);
}

/* Fixed is what was given at the beginning: a new value is refused, and so is a new parent. */
static void
test_immutable_fields (HostileWorld *world, gconstpointer unused)
{
  for (const HostileKind *kind = hostile_kinds_get (); kind->word != NULL; kind++)
    {
      const PortailRecordType *type = get_type (kind);

      for (guint i = 0; i < type->n_fields; i++)
        {
          const PortailField *field = &type->fields[i];
          g_autofree char *target = g_strdup_printf ("%s/$%s", kind->list, kind->word);
          g_autofree char *body = add_member (kind->patch, field->name, get_value (field));
          g_autoptr (HostileAnswer) answer = NULL;

          if (!(field->flags & PORTAIL_FIELD_IMMUTABLE))
            continue;
          answer = ask (world, PORTAIL_METHOD_PATCH, target, body);
          if (answer->status != 422 || !names_field (answer, field->name))
            complain (body, answer);
        }
    }
  g_assert_cmpuint (n_failures, ==, 0);
}

/* --- JSON --- */

static gboolean
reads_json (const PortailRoute *route)
{
  return route->body == PORTAIL_BODY_JSON && route->max_body > 0;
}

/* Those that read their body whatever it is; others have none that matters. */
static gboolean
needs_json (const PortailRoute *route)
{
  return route->request_schema != NULL
         || (route->type != NULL && route->method != PORTAIL_METHOD_GET
             && route->method != PORTAIL_METHOD_DELETE && route->command == NULL
             && !g_str_has_suffix (route->path, "/import"));
}

static void
send_json (HostileWorld *world, const PortailRoute *route, const char *body, gsize length)
{
  g_auto (HostileStep) step = { NULL };
  g_autoptr (GBytes) bytes = g_bytes_new (body, length);
  g_autoptr (HostileAnswer) answer = NULL;
  g_autofree char *path = NULL;

  if (!hostile_plan_make (route, &step))
    return;
  path = hostile_world_fill (world, HOSTILE_OWN, step.target);
  answer = hostile_world_try (world,
                              &(ServerAsk){ .method = portail_method_get_name (route->method),
                                            .path = path,
                                            .token = world->tokens[HOSTILE_SUPERADMIN],
                                            .bytes = bytes });
  if (answer->status >= 500 || (needs_json (route) && answer->status < 400))
    {
      g_autofree char *what = g_strdup_printf ("%s %.60s", path, body);

      complain (what, answer);
    }
}

static void
send_everywhere (HostileWorld *world, const char *body, gsize length)
{
  for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
    if (reads_json (route))
      send_json (world, route, body, length);
}

static void
test_json (HostileWorld *world, gconstpointer unused)
{
  static const char *const bodies[] = {
    " ",
    "[]",
    "null",
    "1",
    "\"x\"",
    "{",
    "}",
    "{]",
    "{\"a\"}",
    "{\"a\":}",
    "{'a':1}",
    "{a:1}",
    "{\"a\":1,}",
    "{\"a\":1}x",
    "{\"a\":1}{\"a\":1}",
    "{\"a\":1 /* x */}",
    "{\"a\":NaN}",
    "{\"a\":Infinity}",
    "{\"a\":-}",
    "{\"a\":01}",
    "{\"a\":.5}",
    "{\"a\":+1}",
    "{\"a\":0x10}",
    "{\"a\":1,\"a\":2}",
    "{\"a\":1,\"\\u0061\":2}",
    "{\"a\":{\"b\":1,\"b\":2}}",
    "{\"a\":\"\\ud800\"}",
    "{\"a\":\"\\udc00\\ud800\"}",
    "{\"\\ud800\":1}",
    "{\"a\":\"\\u0000\"}",
    "{\"\\u0000\":1}",
    "{\"a\":\"\xff\"}",
    "{\"a\":\"\xc0\x80\"}",
    "{\"a\":\"\xed\xa0\x80\"}",
    "{\"a\":\"\xf4\x90\x80\x80\"}",
    "{\"\xff\":1}",
    "\xef\xbb\xbf{\"a\":1}",
    "{\"a\":\"\x01\"}",
    "{\"a\":\"\n\"}",
    "{\"a\":\"\\x41\"}",
    "{\"a\":tru}",
    "\xfe\xff\0{",
    "{\"a\":1e400}",
    "{\"a\":-1e400}",
  };
  static const char with_nul[] = "{\"a\":\"\0\"}";

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    send_everywhere (world, bodies[i], strlen (bodies[i]));
  send_everywhere (world, with_nul, sizeof with_nul - 1);
  g_assert_cmpuint (n_failures, ==, 0);
}

static char *
nest (const char *open, const char *middle, const char *close)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < DEPTH; i++)
    g_string_append (text, open);
  g_string_append (text, middle);
  for (guint i = 0; *close != '\0' && i < DEPTH; i++)
    g_string_append (text, close);
  return g_string_free (text, FALSE);
}

static void
test_deep_json (HostileWorld *world, gconstpointer unused)
{
  g_autofree char *arrays = nest ("[", "1", "]");
  g_autofree char *objects = nest ("{\"a\":", "1", "}");
  g_autofree char *open = nest ("[", "", "");
  g_autofree char *within = g_strdup_printf ("{\"a\":%s}", arrays);
  g_autofree char *many = g_strnfill (200 * 1024, ',');

  for (gchar *comma = many; *comma != '\0'; comma += 2)
    *comma = '1';
  many[0] = '[';
  send_everywhere (world, arrays, strlen (arrays));
  send_everywhere (world, objects, strlen (objects));
  send_everywhere (world, open, strlen (open));
  send_everywhere (world, within, strlen (within));
  send_everywhere (world, many, strlen (many));
  g_assert_cmpuint (n_failures, ==, 0);
}

static void
test_body_limits (HostileWorld *world, gconstpointer unused)
{
  for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
    {
      g_auto (HostileStep) step = { NULL };
      g_autofree char *path = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (HostileAnswer) answer = NULL;

      if (route->body == PORTAIL_BODY_FILE || !hostile_plan_make (route, &step))
        continue;
      path = hostile_world_fill (world, HOSTILE_OWN, step.target);
      bytes = g_bytes_new_take (g_strnfill (route->max_body + 1, ' '), route->max_body + 1);
      answer = hostile_world_try (world,
                                  &(ServerAsk){ .method = portail_method_get_name (route->method),
                                                .path = path,
                                                .token = world->tokens[HOSTILE_SUPERADMIN],
                                                .bytes = bytes });
      g_test_message ("%s: %u", path, answer->status);
      g_assert_cmpuint (answer->status, ==, 413);
    }
}

/* --- values --- */

static gboolean
is_writable (const PortailField *field)
{
  return !(field->flags & (PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_IMMUTABLE));
}

static void
refuse_value (HostileWorld *world,
              const HostileKind *kind,
              const PortailField *field,
              const char *value)
{
  g_autofree char *target = g_strdup_printf ("%s/$%s", kind->list, kind->word);
  g_autofree char *body = g_strdup_printf ("{\"%s\":%s}", field->name, value);
  g_autoptr (HostileAnswer) answer = ask (world, PORTAIL_METHOD_PATCH, target, body);

  if (answer->status != 422 && answer->status != 400)
    {
      g_autofree char *what = g_strdup_printf ("%s %.80s", target, body);

      complain (what, answer);
    }
}

/* For every field that may be written, by its kind. */
static const struct
{
  PortailKind kind;
  const char *values[20];
} wrong_values[] = {
  { PORTAIL_KIND_MONEY,
    { "90071992547409.92", "-90071992547409.92", "90071992547410", "1.234", "0.001",
      "9007199254740991", "9223372036854775807", "1e400", "1e15", "-1e15", "1e-3", "\"1\"", "\"\"",
      "true", "[]", "{}", "[1]", "99999999999999999999999999999999999999" } },
  { PORTAIL_KIND_RATE, { "1.234", "-1", "1e400", "\"1\"", "true", "[]", "{}" } },
  { PORTAIL_KIND_HOURS, { "1.234", "-1", "1e400", "\"1\"", "true", "[]", "{}" } },
  { PORTAIL_KIND_INTEGER, { "1.5", "9007199254740992", "1e400", "\"1\"", "true", "[]", "{}" } },
  { PORTAIL_KIND_BOOLEAN, { "0", "1", "\"true\"", "\"\"", "[]", "{}" } },
  { PORTAIL_KIND_TEXT, { "1", "true", "[]", "{}", "[\"a\"]" } },
  { PORTAIL_KIND_ID, { "1", "true", "\"x\"", "\"' OR 1=1 --\"", "[]", "{}", "\"\\u00e9\"" } },
  { PORTAIL_KIND_DISCORD_ID,
    { "900000000000000101", "\"x\"", "\"123\"", "\"-90000000000000010\"", "\"900000000000000101 \"",
      "\"900000000000000101900000000000000101\"", "[]" } },
  { PORTAIL_KIND_DAY,
    { "1", "\"x\"", "\"2025-02-30\"", "\"2025-13-01\"", "\"25-01-01\"", "\"2025-1-1\"",
      "\"01/02/2025\"", "\"99999-01-01\"", "[]" } },
  { PORTAIL_KIND_WEEK,
    { "1", "\"x\"", "\"2025-W54\"", "\"2025-W00\"", "\"2025-W1\"", "\"2025W10\"", "\"2025-W53\"",
      "[]" } },
  { PORTAIL_KIND_TIMESTAMP,
    { "1", "\"x\"", "\"2025-02-30T00:00:00Z\"", "\"2025-01-01T25:00:00Z\"", "[]" } },
  { PORTAIL_KIND_CHOICE, { "1", "\"\"", "\"x\"", "\"' OR 1=1 --\"", "[]", "{}" } },
  { PORTAIL_KIND_JSON, { "1", "\"x\"", "\"{}\"", "true" } },
};

static void
refuse_values (HostileWorld *world, const HostileKind *kind, const PortailField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong_values); i++)
    if (wrong_values[i].kind == field->kind)
      for (const char *const *value = wrong_values[i].values; *value != NULL; value++)
        refuse_value (world, kind, field, *value);
  if (field->kind == PORTAIL_KIND_MONEY && !(field->flags & PORTAIL_FIELD_SIGNED))
    refuse_value (world, kind, field, "-0.01");
  if (field->kind == PORTAIL_KIND_TEXT)
    {
      guint max = field->max != 0 ? field->max : PORTAIL_TEXT_MAX_DEFAULT;
      g_autofree char *text = g_strnfill (max + 1, 'x');
      g_autofree char *value = g_strdup_printf ("\"%s\"", text);

      refuse_value (world, kind, field, value);
    }
}

static void
test_values (HostileWorld *world, gconstpointer unused)
{
  g_autofree char *before = hostile_world_dump (world);
  g_autofree char *after = NULL;

  hostile_world_cast (world, HOSTILE_SUPERADMIN);
  for (const HostileKind *kind = hostile_kinds_get (); kind->word != NULL; kind++)
    for (guint i = 0; i < get_type (kind)->n_fields; i++)
      if (is_writable (&get_type (kind)->fields[i]))
        refuse_values (world, kind, &get_type (kind)->fields[i]);
  after = hostile_world_dump (world);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (n_failures, ==, 0);
}

/* The largest amounts are kept to the cent, and nothing is minus nothing. */
static void
test_amounts_at_the_edges (HostileWorld *world, gconstpointer unused)
{
  static const struct
  {
    const char *sent;
    const char *kept;
  } amounts[] = {
    { "90071992547409.91", "90071992547409.91" },
    { "-90071992547409.91", "-90071992547409.91" },
    { "0", "0" },
    { "-0", "0" },
    { "-0.00", "0" },
    { "0.01", "0.01" },
    { "-0.01", "-0.01" },
    { "1.10", "1.1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"solde_bancaire\":%s}", amounts[i].sent);
      g_autoptr (HostileAnswer) answer = ask (world, PORTAIL_METHOD_PATCH,
                                              "/api/dotations/$dotation", body);
      const PortailJson *kept;

      g_test_message ("%s: %s", body, answer->body);
      g_assert_cmpuint (answer->status, ==, 200);
      kept = portail_json_get (portail_json_document_get_root (answer->json), "solde_bancaire");
      g_assert_cmpstr (kept->text, ==, amounts[i].kept);
    }
}

#define ADD(path, function)                                                                        \
  g_test_add (path, HostileWorld, NULL, hostile_world_set_up, function, hostile_world_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/hostile-input/what-the-server-writes-is-nobodys-to-send", test_mass_assignment);
  ADD ("/hostile-input/what-is-fixed-stays", test_immutable_fields);
  ADD ("/hostile-input/what-is-no-json-changes-nothing", test_json);
  ADD ("/hostile-input/depth-is-refused", test_deep_json);
  ADD ("/hostile-input/a-body-has-a-limit-everywhere", test_body_limits);
  ADD ("/hostile-input/no-field-takes-what-is-none-of-its-kind", test_values);
  ADD ("/hostile-input/amounts-are-kept-to-their-edges", test_amounts_at_the_edges);
  return g_test_run ();
}
