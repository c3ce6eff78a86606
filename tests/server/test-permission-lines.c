/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each line of the matrices of domain.md §2 and contract.md §2, written once more as what becomes
 * of a request, in the order of their columns. */
#include <string.h>

#include "shared/portail-schema.h"
#include "tests/server/hostile-plan.h"
#include "tests/server/hostile-world.h"

#define N_COLUMNS (N_HOSTILE_PEOPLE - HOSTILE_EMPLOYE)
#define A_REASON  "{\"reason\":\"Une\"}"

typedef struct
{
  const char *deed; /* in words */
  const char *request;
  const char *body;
  guint statuses[N_COLUMNS]; /* employe, co-patron, patron, dot, staff, superadmin */
} Line;

static const Line lines[] = {
  { "dashboard: read the company",
    "GET /api/dashboard?enterprise_id=$enterprise",
    NULL,
    { 200, 200, 200, 200, 200, 200 } },
  { "dashboard: read all", "GET /api/dashboard/overview", NULL, { 403, 403, 403, 200, 200, 200 } },

  { "dotations: read", "GET /api/dotations/$dotation", NULL, { 200, 200, 200, 200, 200, 200 } },
  { "dotations: list",
    "GET /api/dotations?enterprise_id=$enterprise",
    NULL,
    { 200, 200, 200, 200, 200, 200 } },
  { "dotations: create",
    "POST /api/dotations",
    "{\"enterprise_id\":\"$enterprise\",\"period\":\"2025-W01\"}",
    { 403, 201, 201, 403, 403, 201 } },
  { "dotations: edit",
    "PATCH /api/dotations/$dotation",
    "{\"notes\":\"x\"}",
    { 403, 200, 200, 403, 403, 200 } },
  { "dotations: edit a row",
    "PATCH /api/dotations/$dotation/rows/$dotation_row",
    "{\"run\":9}",
    { 403, 200, 200, 403, 403, 200 } },
  { "dotations: edit what is submitted",
    "PATCH /api/dotations/$submitted",
    "{\"notes\":\"x\"}",
    { 403, 409, 409, 403, 403, 409 } },
  { "dotations: submit",
    "POST /api/dotations/$dotation/submit",
    "{}",
    { 403, 200, 200, 403, 403, 200 } },
  { "dotations: validate",
    "POST /api/dotations/$submitted/validate",
    "{}",
    { 403, 403, 403, 403, 200, 200 } },
  { "dotations: refuse",
    "POST /api/dotations/$submitted/refuse",
    A_REASON,
    { 403, 403, 403, 403, 200, 200 } },
  { "dotations: delete a draft",
    "DELETE /api/dotations/$dotation",
    NULL,
    { 403, 204, 204, 403, 204, 204 } },
  { "dotations: delete what is submitted",
    "DELETE /api/dotations/$submitted",
    NULL,
    { 403, 403, 403, 403, 204, 204 } },

  { "impots: read", "GET /api/tax/$tax_declaration", NULL, { 403, 200, 200, 200, 200, 200 } },
  { "impots: create",
    "POST /api/tax",
    "{\"enterprise_id\":\"$enterprise\",\"tax_type\":\"impot\",\"amount\":1}",
    { 403, 201, 201, 403, 403, 201 } },
  { "impots: edit",
    "PATCH /api/tax/$tax_declaration",
    "{\"notes\":\"x\"}",
    { 403, 200, 200, 403, 403, 200 } },
  { "impots: submit",
    "POST /api/tax/$tax_declaration/submit",
    "{}",
    { 403, 200, 200, 403, 403, 200 } },
  { "impots: validate",
    "POST /api/tax/$declared/validate",
    "{}",
    { 403, 403, 403, 403, 200, 200 } },
  { "impots: delete a draft",
    "DELETE /api/tax/$tax_declaration",
    NULL,
    { 403, 204, 204, 403, 204, 204 } },
  { "impots: delete what is submitted",
    "DELETE /api/tax/$declared",
    NULL,
    { 403, 403, 403, 403, 204, 204 } },

  { "documents: read", "GET /api/documents/$document", NULL, { 403, 200, 200, 200, 200, 200 } },
  { "documents: read one's own diploma",
    "GET /api/documents/$diploma",
    NULL,
    { 200, 200, 200, 200, 200, 200 } },
  { "documents: create",
    "POST /api/documents",
    "{\"enterprise_id\":\"$enterprise\",\"filename\":\"a.pdf\",\"category\":\"x\"}",
    { 403, 201, 201, 403, 403, 201 } },
  { "documents: edit",
    "PATCH /api/documents/$document",
    "{\"category\":\"y\"}",
    { 403, 200, 200, 403, 403, 200 } },
  { "documents: edit one's own diploma",
    "PATCH /api/documents/$diploma",
    "{\"category\":\"y\"}",
    { 403, 200, 200, 403, 403, 200 } },
  { "documents: delete",
    "DELETE /api/documents/$document",
    NULL,
    { 403, 204, 204, 403, 204, 204 } },

  { "blanchiment: read",
    "GET /api/blanchiment/$blanchiment_operation",
    NULL,
    { 403, 200, 200, 403, 200, 200 } },
  { "blanchiment: create",
    "POST /api/blanchiment",
    "{\"enterprise_id\":\"$enterprise\",\"amount\":1,\"transaction_type\":\"depot\"}",
    { 403, 201, 201, 403, 403, 201 } },
  { "blanchiment: edit",
    "PATCH /api/blanchiment/$blanchiment_operation",
    "{\"groupe\":\"x\"}",
    { 403, 200, 200, 403, 403, 200 } },
  { "blanchiment: review",
    "POST /api/blanchiment/$suspect/review",
    "{\"outcome\":\"cleared\"}",
    { 403, 403, 403, 403, 200, 200 } },
  { "blanchiment: delete an open one",
    "DELETE /api/blanchiment/$blanchiment_operation",
    NULL,
    { 403, 204, 204, 403, 204, 204 } },
  { "blanchiment: delete a finished one",
    "DELETE /api/blanchiment/$finished",
    NULL,
    { 403, 403, 403, 403, 204, 204 } },
  { "blanchiment: switch",
    "PATCH /api/enterprises/$enterprise",
    "{\"blanchiment_enabled\":false}",
    { 403, 403, 403, 403, 200, 200 } },
  { "blanchiment: the shares of all",
    "POST /api/config/settings",
    "{\"key\":\"blanchiment.defaults\",\"value\":{\"entreprise_taux\":10,\"groupe_taux\":80}}",
    { 403, 403, 403, 403, 201, 201 } },

  { "archives: read", "GET /api/archives/$archive", NULL, { 200, 200, 200, 200, 200, 200 } },
  { "archives: create",
    "POST /api/archives",
    "{\"enterprise_id\":\"$enterprise\",\"title\":\"a\",\"content\":\"b\",\"category\":\"c\"}",
    { 403, 201, 201, 403, 201, 201 } },
  { "archives: create a valid one",
    "POST /api/archives",
    "{\"enterprise_id\":\"$enterprise\",\"title\":\"a\",\"content\":\"b\",\"category\":\"c\","
    "\"status\":\"valide\"}",
    { 403, 403, 403, 403, 201, 201 } },
  { "archives: edit",
    "PATCH /api/archives/$archive",
    "{\"title\":\"x\"}",
    { 403, 403, 403, 403, 200, 200 } },
  { "archives: edit a refused one",
    "PATCH /api/archives/$refused",
    "{\"title\":\"x\"}",
    { 403, 200, 200, 403, 200, 200 } },
  { "archives: validate",
    "POST /api/archives/$archive/validate",
    "{}",
    { 403, 403, 403, 403, 200, 200 } },
  { "archives: delete", "DELETE /api/archives/$archive", NULL, { 403, 403, 403, 403, 204, 204 } },
  { "archives: delete a refused one",
    "DELETE /api/archives/$refused",
    NULL,
    { 403, 403, 403, 403, 204, 204 } },
  { "archives: the template",
    "PUT /api/archives/template",
    "Date;Montant\n",
    { 403, 403, 403, 403, 415, 415 } },

  { "company config: read",
    "GET /api/enterprises/$enterprise",
    NULL,
    { 200, 200, 200, 200, 200, 200 } },
  { "company config: edit",
    "PATCH /api/enterprises/$enterprise",
    "{\"type_label\":\"SARL\"}",
    { 403, 403, 200, 403, 200, 200 } },
  { "company config: rename",
    "PATCH /api/enterprises/$enterprise",
    "{\"name\":\"Autre\"}",
    { 403, 403, 403, 403, 200, 200 } },
  { "company: create",
    "POST /api/enterprises",
    "{\"name\":\"Troisième\"}",
    { 403, 403, 403, 403, 201, 201 } },
  { "company: read its members",
    "GET /api/enterprises/$enterprise/members",
    NULL,
    { 403, 200, 200, 200, 200, 200 } },
  { "company: give a role",
    "POST /api/enterprises/$enterprise/members",
    "{\"discord_id\":\"800000000000000019\",\"role\":\"employe\"}",
    { 403, 403, 403, 403, 403, 201 } },

  { "barème: read", "GET /api/config/baremes/$bareme", NULL, { 403, 200, 200, 200, 200, 200 } },
  { "barème: create",
    "POST /api/config/baremes",
    "{\"name\":\"x\",\"effective_from\":\"2031-W01\",\"arrondi\":\"cent\",\"mode_impot\":"
    "\"tranche\"}",
    { 403, 403, 403, 403, 201, 201 } },
  { "barème: edit",
    "PATCH /api/config/baremes/$bareme",
    "{\"note\":\"x\"}",
    { 403, 403, 403, 403, 200, 200 } },
  { "wealth table: edit",
    "PATCH /api/config/baremes/$bareme/wealth/$wealth_tranche",
    "{\"taux\":4}",
    { 403, 403, 403, 403, 200, 200 } },
  { "system config: read", "GET /api/config/retention", NULL, { 403, 403, 403, 403, 200, 200 } },
  { "system config: edit",
    "PUT /api/config/retention",
    "{\"trash\":40}",
    { 403, 403, 403, 403, 200, 200 } },

  { "users: read", "GET /api/users", NULL, { 403, 403, 403, 403, 200, 200 } },
  { "users: edit",
    "PATCH /api/users/$user",
    "{\"is_active\":true}",
    { 403, 403, 403, 403, 403, 200 } },
  { "sessions: read", "GET /api/users/$user/sessions", NULL, { 403, 403, 403, 403, 200, 200 } },
  { "sessions: end", "DELETE /api/users/$user/sessions", NULL, { 403, 403, 403, 403, 403, 204 } },
  { "audit: read", "GET /api/audit", NULL, { 403, 403, 403, 403, 200, 200 } },

  { "employees: read", "GET /api/employees/$employee", NULL, { 200, 200, 200, 200, 200, 200 } },
  { "employees: create",
    "POST /api/employees",
    "{\"enterprise_id\":\"$enterprise\",\"name\":\"Neuf\"}",
    { 403, 201, 201, 403, 201, 201 } },
  { "employees: edit",
    "PATCH /api/employees/$employee",
    "{\"grade\":\"x\"}",
    { 403, 200, 200, 403, 200, 200 } },
  { "employees: delete",
    "DELETE /api/employees/$employee",
    NULL,
    { 403, 204, 204, 403, 204, 204 } },
  { "employees: name the user",
    "PATCH /api/employees/$employee",
    "{\"user_id\":\"$user\"}",
    { 403, 403, 200, 403, 200, 200 } },
  { "grade rules: edit",
    "PATCH /api/config/grade-rules/$grade_rule",
    "{\"prime_fixe\":1}",
    { 403, 200, 200, 403, 200, 200 } },

  { "weeks: read the locks",
    "GET /api/config/period-locks/$period_lock",
    NULL,
    { 200, 200, 200, 200, 200, 200 } },
  { "weeks: lock",
    "POST /api/config/period-locks",
    "{\"enterprise_id\":\"$enterprise\",\"period\":\"2025-W11\"}",
    { 403, 403, 403, 403, 201, 201 } },
  { "weeks: unlock",
    "POST /api/config/period-locks/$period_lock/unlock",
    A_REASON,
    { 403, 403, 403, 403, 200, 200 } },
};

static const HostilePerson columns[N_COLUMNS] = {
  HOSTILE_EMPLOYE, HOSTILE_CO_PATRON, HOSTILE_PATRON,
  HOSTILE_DOT,     HOSTILE_STAFF,     HOSTILE_SUPERADMIN,
};

static HostileAnswer *
ask (HostileWorld *world, HostilePerson person, const char *request, const char *body)
{
  g_auto (GStrv) words = g_strsplit (request, " ", 2);
  g_autofree char *path = hostile_world_fill (world, HOSTILE_OWN, words[1]);
  g_autofree char *filled = hostile_world_fill (world, HOSTILE_OWN, body);

  return hostile_world_try (world, &(ServerAsk){ .method = words[0],
                                                 .path = path,
                                                 .token = world->tokens[person],
                                                 .body = filled });
}

/* What the lines speak of beside the rows of each type. */
static void
make_states (HostileWorld *world)
{
  static const struct
  {
    const char *word;
    const char *request;
    const char *body;
  } deeds[] = {
    { "submitted", "POST /api/dotations",
      "{\"enterprise_id\":\"$enterprise\",\"period\":\"2025-W37\",\"amount\":1,"
      "\"status\":\"pending\"}" },
    { "declared", "POST /api/tax",
      "{\"enterprise_id\":\"$enterprise\",\"tax_type\":\"impot\",\"amount\":1,"
      "\"due_date\":\"2025-10-02\",\"status\":\"pending\"}" },
    { "diploma", "POST /api/documents",
      "{\"enterprise_id\":\"$enterprise\",\"filename\":\"d.pdf\",\"category\":\"d\",\"doc_type\":"
      "\"diplome\",\"nom\":\"Martin\",\"prenom\":\"Léa\",\"grade\":\"Chef\",\"employee_id\":"
      "\"$person\"}" },
    { "finished", "POST /api/blanchiment",
      "{\"enterprise_id\":\"$enterprise\",\"amount\":5,\"transaction_type\":\"depot\","
      "\"date_recu\":\"2025-09-01\"}" },
    { NULL, "POST /api/blanchiment/$finished/finish", "{\"date_rendu\":\"2025-09-02\"}" },
    { "suspect", "POST /api/blanchiment",
      "{\"enterprise_id\":\"$enterprise\",\"amount\":90000,\"transaction_type\":\"depot\"}" },
    { "refused", "POST /api/archives",
      "{\"enterprise_id\":\"$enterprise\",\"title\":\"a\",\"content\":\"b\",\"category\":\"c\"}" },
    { NULL, "POST /api/archives/$refused/refuse", A_REASON },
  };

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    hostile_world_make (world, HOSTILE_OWN, deeds[i].word, deeds[i].request, deeds[i].body);
}

static guint
check_line (HostileWorld *world, const Line *line)
{
  guint n_wrong = 0;

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autoptr (HostileAnswer) answer = ask (world, columns[i], line->request, line->body);

      if (answer->status == line->statuses[i])
        continue;
      g_test_message ("%s by %s: %u instead of %u: %s", line->deed,
                      hostile_person_get_name (columns[i]), answer->status, line->statuses[i],
                      answer->body);
      n_wrong++;
    }
  return n_wrong;
}

static void
test_lines (HostileWorld *world, gconstpointer unused)
{
  guint n_wrong = 0;

  make_states (world);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    n_wrong += check_line (world, &lines[i]);
  g_assert_cmpuint (n_wrong, ==, 0);
}

static guint
count_items (HostileWorld *world, HostilePerson person, const char *request)
{
  g_autoptr (HostileAnswer) answer = ask (world, person, request, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  return portail_json_count_children (
      portail_json_get (portail_json_document_get_root (answer->json), "items"));
}

/* A sheet shows him its week and state and, from its submission on, his own row. */
static void
test_own_rows (HostileWorld *world, gconstpointer unused)
{
  static const char *const hidden[] = { "amount", "solde_bancaire", "notes", "resultat",
                                        "settings" };
  g_autoptr (HostileAnswer) sheet = NULL;
  g_autoptr (HostileAnswer) entries = NULL;
  const PortailJson *root;

  hostile_world_make (world, HOSTILE_OWN, NULL, "POST /api/dotations/$dotation/rows",
                      "{\"employee_name\":\"Léa Martin\",\"employee_id\":\"$person\",\"run\":1000,"
                      "\"facture\":0,\"vente\":0}");
  g_assert_cmpuint (count_items (world, HOSTILE_EMPLOYE, "GET /api/dotations/$dotation/rows"), ==,
                    0);
  hostile_world_make (world, HOSTILE_OWN, NULL, "POST /api/dotations/$dotation/submit", "{}");
  g_assert_cmpuint (
      count_items (world, HOSTILE_EMPLOYE, "GET /api/dotations?enterprise_id=$enterprise"), ==, 1);
  g_assert_cmpuint (count_items (world, HOSTILE_EMPLOYE, "GET /api/dotations/$dotation/rows"), ==,
                    1);
  g_assert_cmpuint (count_items (world, HOSTILE_PATRON, "GET /api/dotations/$dotation/rows"), ==,
                    2);
  entries = ask (world, HOSTILE_EMPLOYE, "GET /api/dotations/$dotation/entries", NULL);
  g_assert_cmpuint (entries->status, ==, 403);
  sheet = ask (world, HOSTILE_EMPLOYE, "GET /api/dotations/$dotation", NULL);
  g_assert_cmpuint (sheet->status, ==, 200);
  root = portail_json_document_get_root (sheet->json);
  g_assert_nonnull (portail_json_get (root, "period"));
  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    g_assert_null (portail_json_get (root, hidden[i]));
}

/* Off at first, and then there is nothing for anybody of the company. */
static void
test_blanchiment_off (HostileWorld *world, gconstpointer unused)
{
  static const char *const requests[] = {
    "GET /api/blanchiment?enterprise_id=$enterprise",
    "GET /api/blanchiment/$blanchiment_operation",
    "GET /api/blanchiment/$blanchiment_operation/history",
    "GET /api/blanchiment/export?enterprise_id=$enterprise&format=csv",
    "GET /api/blanchiment/analysis?enterprise_id=$enterprise",
    "PATCH /api/blanchiment/$blanchiment_operation",
    "DELETE /api/blanchiment/$blanchiment_operation",
    "POST /api/blanchiment/$blanchiment_operation/finish",
    "POST /api/blanchiment/import?enterprise_id=$enterprise",
  };
  const char *body = "{}";

  hostile_world_make (world, HOSTILE_OWN, NULL, "PATCH /api/enterprises/$enterprise",
                      "{\"blanchiment_enabled\":false}");
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    for (guint j = 0; j < N_COLUMNS; j++)
      {
        g_autoptr (HostileAnswer) answer = ask (world, columns[j], requests[i],
                                                g_str_has_prefix (requests[i], "P") ? body : NULL);

        g_test_message ("%s by %s: %u", requests[i], hostile_person_get_name (columns[j]),
                        answer->status);
        g_assert_cmpuint (answer->status, ==, 403);
      }
}

/* The fields that not everybody writes who writes their record: contract.md §2. */
static const struct
{
  const char *type;
  const char *field;
  const char *writers;
} narrow_fields[] = {
  { "employee", "user_id", "patron staff superadmin" },
  { "enterprise", "name", "staff superadmin" },
  { "enterprise", "owner_id", "staff superadmin" },
  { "enterprise", "discord_guild_id", "staff superadmin" },
  { "enterprise", "main_guild_role_id", "staff superadmin" },
  { "enterprise", "patron_role_id", "staff superadmin" },
  { "enterprise", "co_patron_role_id", "staff superadmin" },
  { "enterprise", "employee_role_id", "staff superadmin" },
  { "enterprise", "is_active", "staff superadmin" },
  { "enterprise", "blanchiment_enabled", "staff superadmin" },
  { "user", "is_active", "superadmin" },
  { "user", "is_superadmin", "superadmin" },
};

/* NULL for a field that is not narrowed. */
static const char *
find_writers (const char *type, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (narrow_fields); i++)
    if (g_str_equal (narrow_fields[i].type, type) && g_str_equal (narrow_fields[i].field, field))
      return narrow_fields[i].writers;
  return NULL;
}

/* A value that the field takes, as JSON. Owned. */
static char *
make_value (HostileWorld *world, const PortailField *field)
{
  if (field->kind == PORTAIL_KIND_BOOLEAN)
    return g_strdup ("true");
  if (field->kind == PORTAIL_KIND_ID)
    return hostile_world_fill (world, HOSTILE_OWN, "\"$user\"");
  if (field->kind == PORTAIL_KIND_DISCORD_ID)
    return g_strdup ("\"910000000000000099\"");
  return g_strdup ("\"Une valeur\"");
}

static void
check_field (HostileWorld *world, const PortailRecordType *type, const PortailField *field)
{
  const HostileKind *kind = hostile_kinds_find (type->name);
  const char *writers = find_writers (type->name, field->name);
  g_autofree char *value = make_value (world, field);
  g_autofree char *body = g_strdup_printf ("{\"%s\":%s}", field->name, value);

  g_assert_nonnull (writers);
  if (kind == NULL)
    return;
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      const char *role = portail_role_get_name (hostile_person_get_role (columns[i]));
      g_autofree char *request = g_strdup_printf ("PATCH %s/$%s", kind->list, kind->word);
      g_autoptr (HostileAnswer) answer = ask (world, columns[i], request, body);
      g_auto (GStrv) names = g_strsplit (writers, " ", -1);
      gboolean may = g_strv_contains ((const char *const *) names, role);

      g_test_message ("%s %s by %s: %u", request, body, role, answer->status);
      g_assert_cmpuint (answer->status, ==, may ? 200 : 403);
    }
}

static void
test_fields (HostileWorld *world, gconstpointer unused)
{
  guint n_narrow = 0;

  for (int i = 0; portail_schema[i] != NULL; i++)
    for (guint j = 0; j < portail_schema[i]->n_fields; j++)
      {
        const PortailField *field = &portail_schema[i]->fields[j];

        g_assert_cmpuint (field->readers, ==, 0);
        if (field->writers == 0)
          continue;
        check_field (world, portail_schema[i], field);
        n_narrow++;
      }
  g_assert_cmpuint (n_narrow, ==, G_N_ELEMENTS (narrow_fields));
}

#define ADD(path, function)                                                                        \
  g_test_add (path, HostileWorld, NULL, hostile_world_set_up, function, hostile_world_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/permission-lines/each-line-of-the-matrix-holds", test_lines);
  ADD ("/permission-lines/an-employe-sees-of-a-sheet-what-is-his", test_own_rows);
  ADD ("/permission-lines/a-blanchiment-that-is-off-is-there-for-nobody", test_blanchiment_off);
  ADD ("/permission-lines/some-fields-are-for-some-roles-alone", test_fields);
  return g_test_run ();
}
