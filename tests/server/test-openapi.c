/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/portail-openapi-operation.h"
#include "server/portail-openapi.h"
#include "shared/portail-json.h"

/* data/scripts/update-api-docs writes it anew. */
static void
test_the_description_is_the_golden_one (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "openapi.json", NULL);
  g_autofree char *text = portail_openapi_new ();
  g_autofree char *golden = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) golden_lines = NULL;

  g_file_get_contents (path, &golden, NULL, &error);
  g_assert_no_error (error);
  golden_lines = g_strsplit (golden, "\n", -1);
  for (guint i = 0; lines[i] != NULL && golden_lines[i] != NULL; i++)
    if (!g_str_equal (lines[i], golden_lines[i]))
      g_error ("openapi.json:%u: golden %s, now %s", i + 1, golden_lines[i], lines[i]);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (golden_lines));
}

static void
test_every_route_is_documented (void)
{
  for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
    {
      const char *words;

      if (route->summary == NULL || *route->summary == '\0')
        g_error ("%s has no summary", route->path);
      if (portail_openapi_find_tag (route->path, &words) == NULL)
        g_error ("%s has no tag", route->path);
    }
}

static void
test_operations_have_names_of_their_own (void)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
    {
      g_autofree char *id = portail_openapi_dup_operation_id (route);

      if (!g_hash_table_add (known, g_strdup (id)))
        g_error ("two operations are called %s", id);
    }
}

static void
test_the_description_is_the_same_in_every_language (void)
{
  g_autofree char *first = portail_openapi_new ();
  g_autofree char *second = portail_openapi_new ();

  g_assert_cmpstr (first, ==, second);
  g_assert_nonnull (strstr (first, "\"Malformed request"));
}

static const PortailJson *
get_schema (const PortailJson *root, const char *name)
{
  return portail_json_get (portail_json_get (portail_json_get (root, "components"), "schemas"),
                           name);
}

static void
test_schemas_follow_the_field_tables (void)
{
  g_autofree char *text = portail_openapi_new ();
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text, strlen (text), NULL);
  const PortailJson *create = get_schema (portail_json_document_get_root (document),
                                          "DotationRowCreate");
  const PortailJson *properties = portail_json_get (create, "properties");
  const PortailJson *name = portail_json_get (properties, "employee_name");

  /* The parent stands in the path, and what the server computes in no request. */
  g_assert_null (portail_json_get (properties, "dotation_id"));
  g_assert_null (portail_json_get (properties, "rev"));
  g_assert_cmpstr (portail_json_get (name, "maxLength")->text, ==, "100");
  g_assert_cmpstr (portail_json_get_member_string (name, "type"), ==, "string");
  g_assert_cmpstr (portail_json_get (portail_json_get (properties, "run"), "maximum")->text, ==,
                   "90071992547409.91");
  g_assert_cmpuint (portail_json_count_children (portail_json_get (create, "required")), ==, 4);
}

static void
test_a_part_is_named_after_its_parent (void)
{
  GPtrArray *arguments = g_ptr_array_new_with_free_func (g_free);
  gboolean is_other_method;
  const PortailRoute *route = portail_routes_find (PORTAIL_METHOD_GET, "/api/dotations/a/rows/b",
                                                   arguments, &is_other_method);
  g_autofree char *path = portail_openapi_dup_path (route);
  g_autofree char *id = portail_openapi_dup_operation_id (route);

  g_assert_cmpstr (path, ==, "/api/dotations/{dotation_id}/rows/{id}");
  g_assert_cmpstr (id, ==, "dotations_rows_get");
  g_ptr_array_unref (arguments);
}

/* Two stories tell it; pages show the first example. */
static void
test_a_groups_own_example_comes_first (void)
{
  g_autofree char *text = portail_openapi_new ();
  const char *route = strstr (text, "\"/api/dotations\": {");
  const char *body = route != NULL ? strstr (route, "\"requestBody\"") : NULL;
  const char *own = body != NULL ? strstr (body, "\"dotations.create-a-draft\"") : NULL;
  const char *other = body != NULL ? strstr (body, "\"dashboard.a-week-with-figures\"") : NULL;

  g_assert_nonnull (own);
  g_assert_nonnull (other);
  g_assert_true (own < other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/openapi/a-part-is-named-after-its-parent",
                   test_a_part_is_named_after_its_parent);
  g_test_add_func ("/openapi/every-route-is-documented", test_every_route_is_documented);
  g_test_add_func ("/openapi/the-example-of-a-groups-own-story-comes-first",
                   test_a_groups_own_example_comes_first);
  g_test_add_func ("/openapi/operations-have-names-of-their-own",
                   test_operations_have_names_of_their_own);
  g_test_add_func ("/openapi/schemas-follow-the-field-tables",
                   test_schemas_follow_the_field_tables);
  g_test_add_func ("/openapi/the-description-is-the-golden-one",
                   test_the_description_is_the_golden_one);
  g_test_add_func ("/openapi/the-description-is-the-same-in-every-language",
                   test_the_description_is_the_same_in_every_language);
  return g_test_run ();
}
