/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "shared/records/portail-archive.h"
#include "shared/records/portail-document.h"
#include "shared/records/portail-tax-declaration.h"
#include "shared/report/portail-sheet-read.h"
#include "shared/report/portail-workbook-xlsx.h"
#include "tests/server/rest-client.h"

/* Archives that are more than a page holds, but not twice as much. */
#define N_LONG 80

/* As the patron of company A. */
static RestAnswer *
post (StoreFixture *fixture, Person person, const char *members)
{
  g_autofree char *body = g_strdup_printf (
      "{\"enterprise_id\":\"%s\"%s}",
      person == PERSON_PATRON_B ? fixture->company_b : fixture->company_a, members);

  return rest_call (fixture, person, "POST /api/archives", NULL, body);
}

/* The id of a new archive of company A. Owned. */
static char *
make_archive (StoreFixture *fixture, const char *members)
{
  g_autoptr (RestAnswer) answer = post (fixture, PERSON_PATRON, members);

  rest_answer_expect (answer, 201);
  return rest_answer_get (answer, "id");
}

static RestAnswer *
ask_for (StoreFixture *fixture, Person person, const char *query)
{
  g_autofree char *escaped = g_uri_escape_string (query, NULL, FALSE);

  return rest_ask (fixture, person, NULL, "GET /api/archives?q=%s", escaped);
}

static void
assert_found (StoreFixture *fixture, Person person, const char *query, guint n)
{
  g_autoptr (RestAnswer) answer = ask_for (fixture, person, query);
  g_autofree char *expected = g_strdup_printf ("%u", n);

  g_assert_cmpuint (rest_answer_count_items (answer), ==, n);
  rest_answer_expect_member (answer, "total", expected);
}

static void
test_the_seeds_body_creates_an_archive (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) first = post (
      fixture, PERSON_PATRON,
      ",\"title\":\"Farine\",\"content\":\"Dix sacs\",\"category\":\"achats\","
      "\"tags\":\"vip,été\"");
  g_autoptr (RestAnswer) second = post (fixture, PERSON_CO_PATRON, ",\"title\":\"Sucre\"");
  g_autoptr (RestAnswer) other = post (fixture, PERSON_PATRON_B, ",\"title\":\"Taxi\"");
  g_autofree char *number = rest_answer_get (first, "number");
  g_autofree char *next = rest_answer_get (second, "number");
  g_autofree char *others = rest_answer_get (other, "number");

  rest_answer_expect (first, 201);
  rest_answer_expect_member (first, "status", "en_attente");
  rest_answer_expect_member (first, "doc_type", "autre");
  rest_answer_expect_member (first, "type", "autre");
  rest_answer_expect_member (first, "user_id", fixture->user_ids[PERSON_PATRON]);
  g_assert_true (g_str_has_prefix (number, "AUTRE-"));
  g_assert_true (g_str_has_suffix (number, "-000001"));
  g_assert_true (g_str_has_suffix (next, "-000002"));
  g_assert_true (g_str_has_suffix (others, "-000001"));
}

static void
test_only_who_may_creates_an_archive (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) employe = post (fixture, PERSON_EMPLOYE, ",\"title\":\"Farine\"");
  g_autoptr (RestAnswer) dot = post (fixture, PERSON_DOT, ",\"title\":\"Farine\"");
  g_autoptr (RestAnswer) untitled = post (fixture, PERSON_PATRON, "");
  g_autoptr (RestAnswer) numbered = post (fixture, PERSON_PATRON,
                                          ",\"title\":\"Farine\",\"number\":\"X\"");

  rest_answer_expect (employe, 403);
  rest_answer_expect (dot, 403);
  rest_answer_expect (untitled, 422);
  rest_answer_expect (numbered, 422);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM archive"), ==, 0);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM archive_counter"), ==, 0);
}

static RestAnswer *
call_on (StoreFixture *fixture, Person person, const char *id, const char *rest, const char *body)
{
  return rest_ask (fixture, person, body, "POST /api/archives/%s/%s", id, rest);
}

static void
test_a_patron_edits_only_what_was_refused (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = make_archive (fixture, ",\"title\":\"Farine\"");
  g_autofree char *line = g_strdup_printf ("PATCH /api/archives/%s", id);
  g_autoptr (RestAnswer) early = rest_call (fixture, PERSON_PATRON, line, NULL,
                                            "{\"title\":\"Sucre\"}");
  g_autoptr (RestAnswer) bare = call_on (fixture, PERSON_STAFF, id, "refuse", "{}");
  g_autoptr (RestAnswer) refused = call_on (fixture, PERSON_STAFF, id, "refuse",
                                            "{\"reason\":\"Illisible\"}");
  g_autoptr (RestAnswer) again = rest_call (fixture, PERSON_PATRON, line, NULL,
                                            "{\"title\":\"Sucre\"}");
  g_autoptr (RestAnswer) late = rest_call (fixture, PERSON_CO_PATRON, line, NULL,
                                           "{\"title\":\"Sel\"}");

  rest_answer_expect (early, 403);
  rest_answer_expect (bare, 422);
  rest_answer_expect (refused, 200);
  rest_answer_expect_member (refused, "status", "refuse");
  rest_answer_expect_member (refused, "refusal_reason", "Illisible");
  rest_answer_expect (again, 200);
  rest_answer_expect_member (again, "status", "en_attente");
  rest_answer_expect_member (again, "refusal_reason", "null");
  rest_answer_expect (late, 403);
}

static void
test_staff_edits_and_validates_all (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = make_archive (fixture, ",\"title\":\"Farine\"");
  g_autoptr (RestAnswer) edited = rest_ask (fixture, PERSON_STAFF, "{\"title\":\"Sucre\"}",
                                            "PATCH /api/archives/%s", id);
  g_autoptr (RestAnswer) patrons = call_on (fixture, PERSON_PATRON, id, "validate", NULL);
  g_autoptr (RestAnswer) validated = call_on (fixture, PERSON_STAFF, id, "validate", NULL);
  g_autoptr (RestAnswer) twice = call_on (fixture, PERSON_STAFF, id, "validate", NULL);
  g_autofree char *moment = rest_answer_get (validated, "validated_at");

  rest_answer_expect (edited, 200);
  rest_answer_expect_member (edited, "status", "en_attente");
  rest_answer_expect (patrons, 403);
  rest_answer_expect (validated, 200);
  rest_answer_expect_member (validated, "status", "valide");
  rest_answer_expect_member (validated, "validated_by", fixture->user_ids[PERSON_STAFF]);
  g_assert_cmpstr (moment, !=, "null");
  rest_answer_expect (twice, 409);
}

static gint64
count_notices (StoreFixture *fixture, const char *kind, Person person)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count(*) FROM notification WHERE kind = '%s' AND user_id = '%s'", kind,
      fixture->user_ids[person]);

  return store_fixture_query (fixture, sql);
}

static void
test_who_waits_is_told (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = make_archive (fixture, ",\"title\":\"Farine\"");
  g_autoptr (RestAnswer) refused = NULL;
  g_autoptr (RestAnswer) edited = NULL;
  g_autoptr (RestAnswer) validated = NULL;

  g_assert_cmpint (count_notices (fixture, "archive_submitted", PERSON_STAFF), ==, 1);
  g_assert_cmpint (count_notices (fixture, "archive_submitted", PERSON_PATRON), ==, 0);
  refused = call_on (fixture, PERSON_STAFF, id, "refuse", "{\"reason\":\"Illisible\"}");
  g_assert_cmpint (count_notices (fixture, "archive_refused", PERSON_PATRON), ==, 1);
  edited = rest_ask (fixture, PERSON_PATRON, "{\"title\":\"Sucre\"}", "PATCH /api/archives/%s", id);
  g_assert_cmpint (count_notices (fixture, "archive_submitted", PERSON_STAFF), ==, 2);
  validated = call_on (fixture, PERSON_STAFF, id, "validate", NULL);
  g_assert_cmpint (count_notices (fixture, "archive_validated", PERSON_PATRON), ==, 1);
}

/* A declaration of company A that staff has validated. Owned. */
static PortailTaxDeclaration *
make_declaration (StoreFixture *fixture)
{
  const Author by_patron = { PERSON_PATRON, NULL, fixture->company_a };
  const Author by_staff = { PERSON_STAFF, NULL, fixture->company_a };
  g_autoptr (PortailTaxDeclaration) draft = store_fixture_do (
      fixture, &by_patron,
      make_create (&portail_tax_declaration_type, NULL,
                   "{\"period\":\"2025-W38\",\"amount\":1234.5,\"tax_type\":\"Société\"}"));
  g_autoptr (PortailTaxDeclaration) sent = store_fixture_do (fixture, &by_patron,
                                                             make_command (draft, "submit", NULL));

  return store_fixture_do (fixture, &by_staff, make_command (sent, "validate", NULL));
}

static char *
make_source (const char *type, gconstpointer record)
{
  return g_strdup_printf (",\"source_type\":\"%s\",\"source_id\":\"%s\"", type,
                          ((const PortailRecord *) record)->id);
}

static void
test_what_was_validated_is_archived_once (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailTaxDeclaration) declaration = make_declaration (fixture);
  g_autofree char *source = make_source ("tax_declaration", declaration);
  g_autoptr (RestAnswer) first = post (fixture, PERSON_PATRON, source);
  g_autoptr (RestAnswer) second = post (fixture, PERSON_CO_PATRON, source);
  g_autofree char *id = rest_answer_get (first, "id");
  g_autofree char *payload = rest_answer_get (first, "payload");

  rest_answer_expect (first, 201);
  rest_answer_expect_member (first, "doc_type", "impot");
  rest_answer_expect_member (first, "amount", "1234.5");
  rest_answer_expect_member (first, "period", "2025-W38");
  g_assert_nonnull (strstr (payload, "\"tax_type\":\"Société\""));
  rest_answer_expect (second, 200);
  rest_answer_expect_member (second, "id", id);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM archive"), ==, 1);
  assert_found (fixture, PERSON_PATRON, "societe 1234,50", 1);
}

static void
test_what_was_not_validated_is_not_archived (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  const Author author = { PERSON_PATRON, NULL, fixture->company_a };
  g_autoptr (PortailTaxDeclaration) draft = store_fixture_do (
      fixture, &author,
      make_create (&portail_tax_declaration_type, NULL, "{\"period\":\"2025-W38\",\"amount\":5}"));
  g_autofree char *source = make_source ("tax_declaration", draft);
  g_autofree char *as_user = make_source ("user", draft);
  g_autoptr (RestAnswer) early = post (fixture, PERSON_PATRON, source);
  g_autoptr (RestAnswer) foreign = post (fixture, PERSON_PATRON_B, source);
  g_autoptr (RestAnswer) wrong = post (fixture, PERSON_PATRON, as_user);
  g_autoptr (RestAnswer) half = post (fixture, PERSON_PATRON,
                                      ",\"title\":\"x\",\"source_type\":\"document\"");

  rest_answer_expect (early, 409);
  rest_answer_expect (foreign, 422);
  g_assert_nonnull (strstr (foreign->body, "\"field\":\"source_id\""));
  rest_answer_expect (wrong, 422);
  g_assert_nonnull (strstr (wrong->body, "\"field\":\"source_type\""));
  rest_answer_expect (half, 422);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM archive"), ==, 0);
}

static void
test_a_document_is_archived_as_what_it_is (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  const Author author = { PERSON_PATRON, NULL, fixture->company_a };
  g_autoptr (PortailDocument) document = store_fixture_do (
      fixture, &author,
      make_create (&portail_document_type, NULL,
                   "{\"filename\":\"farine.pdf\",\"doc_type\":\"facture\",\"montant\":50,"
                   "\"date\":\"2025-09-20\"}"));
  g_autofree char *source = make_source ("document", document);
  g_autoptr (RestAnswer) answer = post (fixture, PERSON_PATRON, source);
  g_autofree char *title = rest_answer_get (answer, "title");

  rest_answer_expect (answer, 201);
  rest_answer_expect_member (answer, "doc_type", "facture");
  rest_answer_expect_member (answer, "amount", "50");
  rest_answer_expect_member (answer, "date", "2025-09-20");
  g_assert_true (g_str_has_suffix (title, " farine.pdf"));
}

static void
test_searches_find_what_the_reader_may_see (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = make_archive (
      fixture, ",\"title\":\"Éléonore\",\"content\":\"Une facture <b>très</b> salée\","
               "\"tags\":\"Bon client\",\"amount\":1500,\"date\":\"2025-09-20\"");
  g_autoptr (RestAnswer) other = post (fixture, PERSON_PATRON_B, ",\"title\":\"Eleonore du taxi\"");
  g_autoptr (RestAnswer) found = ask_for (fixture, PERSON_EMPLOYE, "eleonore fact");
  const PortailJson *item = rest_answer_get_item (found, 0);
  const PortailJson *highlights = portail_json_get (item, "highlights");
  g_autoptr (GString) text = g_string_new (NULL);

  rest_answer_expect (other, 201);
  g_assert_cmpstr (portail_json_get_member_string (item, "id"), ==, id);
  g_assert_cmpstr (portail_json_get_member_string (item, "excerpt"), ==,
                   "Une facture <b>très</b> salée");
  portail_json_append_canonical (highlights, text);
  g_assert_cmpstr (text->str, ==, "{\"excerpt\":[[4,7]],\"title\":[[0,8]]}");
  assert_found (fixture, PERSON_PATRON, "eleonore", 1);
  assert_found (fixture, PERSON_STAFF, "eleonore", 2);
  assert_found (fixture, PERSON_STAFF, "eleonore entreprise:boulangerie", 1);
  assert_found (fixture, PERSON_PATRON, "tag:\"bon client\" montant:>1 000 date:2025-09", 1);
  assert_found (fixture, PERSON_PATRON, "-tag:bon", 0);
  assert_found (fixture, PERSON_STAFF, "-tag:bon", 1);
  assert_found (fixture, PERSON_PATRON, "statut:valide", 0);
}

static void
test_no_query_is_an_error (void)
{
  static const char *const queries[] = { "\"",    "(",      "*",         "a AND",
                                         "NEAR(", "tag:",   "montant:>", "date:..",
                                         "-",     "^x:{y}", "'; --",     "\xe2\x80\xae",
                                         "%00",   "a:b:c:", "\\" };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = make_archive (fixture, ",\"title\":\"Farine\"");

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (RestAnswer) answer = ask_for (fixture, PERSON_PATRON, queries[i]);

      rest_answer_expect (answer, 200);
    }
}

static void
test_the_list_is_by_date_page_after_page (void)
{
  static const char *const titles[] = { "c", "b2", "b1", "a" };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *a = make_archive (fixture, ",\"title\":\"a\",\"date\":\"2025-09-01\"");
  g_autofree char *c = make_archive (fixture, ",\"title\":\"c\",\"date\":\"2025-09-03\"");
  g_autofree char *b1 = make_archive (fixture, ",\"title\":\"b1\",\"date\":\"2025-09-02\"");
  g_autofree char *b2 = make_archive (fixture, ",\"title\":\"b2\",\"date\":\"2025-09-02\"");
  g_autofree char *cursor = g_strdup ("");

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr (RestAnswer) page = rest_ask (fixture, PERSON_PATRON, NULL,
                                              "GET /api/archives?limit=1%s", cursor);
      g_autofree char *next = rest_answer_get (page, "next_cursor");

      g_assert_cmpstr (portail_json_get_member_string (rest_answer_get_item (page, 0), "title"), ==,
                       titles[i]);
      rest_answer_expect_member (page, "total", "4");
      g_free (cursor);
      cursor = g_strdup_printf ("&cursor=%s", next);
    }
  g_assert_cmpstr (cursor, ==, "&cursor=null");
}

/* Whatever the limit, and nothing is lost by that. */
static void
walk_long_pages (StoreFixture *fixture, const char *order)
{
  g_autofree char *cursor = g_strdup ("");
  guint n_pages = 0;
  guint n_found = 0;

  while (g_strcmp0 (cursor, "&cursor=null") != 0)
    {
      g_autoptr (RestAnswer) page = rest_ask (
          fixture, PERSON_PATRON, NULL, "GET /api/archives?limit=500&sort=%s%s", order, cursor);
      g_autofree char *next = rest_answer_get (page, "next_cursor");

      g_assert_cmpuint (strlen (page->body), <, 5 * 1024 * 1024);
      n_found += rest_answer_count_items (page);
      n_pages++;
      g_free (cursor);
      cursor = g_strdup_printf ("&cursor=%s", next);
    }
  g_assert_cmpuint (n_found, ==, N_LONG);
  g_assert_cmpuint (n_pages, ==, 2);
}

static void
test_a_page_of_long_archives_is_cut_short (void)
{
  static const char *const orders[] = { "-date", "rank", "title" };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (GString) members = g_string_new (",\"title\":\"a\",\"content\":\"");

  for (int i = 0; i < PORTAIL_ARCHIVE_CONTENT_MAX_CHARACTERS; i++)
    g_string_append (members, "€");
  g_string_append_c (members, '"');
  for (int i = 0; i < N_LONG; i++)
    g_free (make_archive (fixture, members->str));
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    walk_long_pages (fixture, orders[i]);
}

static void
test_parameters_that_are_none_are_refused (void)
{
  static const char *const queries[] = { "q=x&sort=title", "q=x&category=y", "cursor=x",
                                         "limit=0",        "status=ouvert",  "type=rien",
                                         "q=x&couleur=1",  "fields=z",       "q=x&fields=z" };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (RestAnswer) answer = rest_ask (fixture, PERSON_PATRON, NULL,
                                                "GET /api/archives?%s", queries[i]);

      rest_answer_expect (answer, 422);
    }
}

static void
test_other_lists_are_those_of_every_record (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = make_archive (fixture, ",\"title\":\"Farine\",\"category\":\"achats\"");
  g_autoptr (RestAnswer) by_category = rest_ask (fixture, PERSON_PATRON, NULL,
                                                 "GET /api/archives?category=achats&sort=title");
  g_autoptr (RestAnswer) by_status = rest_ask (
      fixture, PERSON_PATRON, NULL, "GET /api/archives?q=far&status=pending&doc_type=autre");
  g_autoptr (RestAnswer) foreign = rest_ask (
      fixture, PERSON_PATRON, NULL, "GET /api/archives?q=far&enterprise_id=%s", fixture->company_b);

  g_assert_cmpuint (rest_answer_count_items (by_category), ==, 1);
  g_assert_cmpuint (rest_answer_count_items (by_status), ==, 1);
  rest_answer_expect (foreign, 404);
}

static void
test_the_trash_is_not_searched (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = make_archive (fixture, ",\"title\":\"Farine\"");
  g_autoptr (RestAnswer) gone = NULL;
  g_autoptr (RestAnswer) back = NULL;
  g_autoptr (RestAnswer) edited = NULL;

  assert_found (fixture, PERSON_PATRON, "farine", 1);
  gone = rest_ask (fixture, PERSON_STAFF, NULL, "DELETE /api/archives/%s", id);
  rest_answer_expect (gone, 204);
  assert_found (fixture, PERSON_PATRON, "farine", 0);
  back = call_on (fixture, PERSON_STAFF, id, "restore", NULL);
  rest_answer_expect (back, 200);
  assert_found (fixture, PERSON_PATRON, "farine", 1);
  edited = rest_ask (fixture, PERSON_STAFF, "{\"title\":\"Sucre\"}", "PATCH /api/archives/%s", id);
  assert_found (fixture, PERSON_PATRON, "farine", 0);
  assert_found (fixture, PERSON_PATRON, "sucre", 1);
}

/* An XLSX with one sheet of these titles. Owned. */
static GBytes *
make_template (const char *titles)
{
  g_auto (GStrv) parts = g_strsplit (titles, "|", -1);
  g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, "Modèle");
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  for (guint i = 0; parts[i] != NULL; i++)
    portail_worksheet_add_column (sheet, parts[i], PORTAIL_WORKBOOK_TEXT, 10);
  bytes = portail_workbook_to_xlsx (workbook, (PortailTimestamp){ 0 }, &error);
  g_assert_no_error (error);
  return bytes;
}

static RestAnswer *
put_template (StoreFixture *fixture, Person person, const char *titles)
{
  g_autoptr (GBytes) bytes = make_template (titles);

  return rest_send (fixture, person, "PUT /api/archives/template", bytes);
}

static void
test_the_header_row_of_a_template_decides_the_columns (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = make_archive (
      fixture, ",\"title\":\"Farine\",\"content\":\"=1+1\",\"amount\":1500.5,"
               "\"date\":\"2025-09-20\"");
  g_autoptr (RestAnswer) before = rest_ask (fixture, PERSON_PATRON, NULL,
                                            "GET /api/archives/template");
  g_autoptr (RestAnswer) patrons = put_template (fixture, PERSON_PATRON, "Montant");
  g_autoptr (RestAnswer) put = put_template (
      fixture, PERSON_STAFF, "Entreprise|Montant total|Couleur|Description|Date|N° id");
  g_autoptr (RestAnswer) again = put_template (
      fixture, PERSON_STAFF, "Entreprise|Montant total|Couleur|Description|Date|N° id");
  g_autoptr (RestAnswer) csv = rest_ask (fixture, PERSON_PATRON, NULL,
                                         "GET /api/archives/export?format=csv");
  g_autofree char *expected = g_strdup_printf (
      "\xef\xbb\xbf"
      "Entreprise;Montant total;Couleur;Description;Date;N° id\r\n"
      "Boulangerie;1500.50;;\"'=1+1\";2025-09-20;%s\r\n",
      id);
  g_autofree char *columns = rest_answer_get (put, "columns");

  rest_answer_expect_member (before, "is_default", "true");
  rest_answer_expect (patrons, 403);
  rest_answer_expect (put, 200);
  rest_answer_expect_member (put, "is_default", "false");
  g_assert_nonnull (strstr (columns, "{\"field\":null,\"title\":\"Couleur\"}"));
  rest_answer_expect (again, 200);
  rest_answer_expect (csv, 200);
  g_assert_cmpstr (csv->body, ==, expected);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM setting"), ==, 1);
}

static void
test_a_template_that_is_none_is_refused (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (GBytes) text = g_bytes_new_static ("Montant", 7);
  g_autoptr (RestAnswer) no_workbook = rest_send (fixture, PERSON_STAFF,
                                                  "PUT /api/archives/template", text);
  g_autoptr (RestAnswer) no_titles = put_template (fixture, PERSON_STAFF, "||");

  rest_answer_expect (no_workbook, 415);
  rest_answer_expect (no_titles, 422);
}

static void
test_exports_have_what_the_search_finds (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *flour = make_archive (fixture, ",\"title\":\"Farine\"");
  g_autofree char *sugar = make_archive (fixture, ",\"title\":\"=Sucre\"");
  g_autoptr (RestAnswer) xlsx = rest_ask (fixture, PERSON_PATRON, NULL,
                                          "GET /api/archives/export?q=sucre");
  g_autoptr (RestAnswer) pdf = rest_ask (fixture, PERSON_PATRON, NULL,
                                         "GET /api/archives/export?format=pdf");
  g_autoptr (RestAnswer) wrong = rest_ask (fixture, PERSON_PATRON, NULL,
                                           "GET /api/archives/export?format=exe");
  g_autoptr (GPtrArray) sheets = portail_sheet_read (xlsx->bytes, NULL);
  const PortailTextTable *table;

  rest_answer_expect (xlsx, 200);
  g_assert_nonnull (sheets);
  table = g_ptr_array_index (sheets, 0);
  g_assert_cmpuint (portail_text_table_get_n_rows (table), ==, 2);
  g_assert_cmpstr (portail_text_table_get_cell (table, 1, 3)->text, ==, "=Sucre");
  rest_answer_expect (pdf, 200);
  g_assert_true (g_str_has_prefix (pdf->body, "%PDF-"));
  rest_answer_expect (wrong, 422);
}

static void
test_sync_archives_once_as_well (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailTaxDeclaration) declaration = make_declaration (fixture);
  Author author = { PERSON_PATRON, "device", fixture->company_a };
  g_autofree char *fields = g_strdup_printf ("{\"source_type\":\"tax_declaration\","
                                             "\"source_id\":\"%s\"}",
                                             declaration->base.id);
  g_autoptr (PortailArchive) first = store_fixture_do (
      fixture, &author, make_create (&portail_archive_type, NULL, fields));
  g_autoptr (PortailArchive) second = store_fixture_do (
      fixture, &author, make_create (&portail_archive_type, NULL, fields));

  g_assert_nonnull (first->number);
  g_assert_cmpstr (second->base.id, ==, first->base.id);
  store_fixture_check (fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive-routes/the-seeds-body-creates-an-archive",
                   test_the_seeds_body_creates_an_archive);
  g_test_add_func ("/archive-routes/only-who-may-creates-an-archive",
                   test_only_who_may_creates_an_archive);
  g_test_add_func ("/archive-routes/a-patron-edits-only-what-was-refused",
                   test_a_patron_edits_only_what_was_refused);
  g_test_add_func ("/archive-routes/staff-edits-and-validates-all",
                   test_staff_edits_and_validates_all);
  g_test_add_func ("/archive-routes/who-waits-is-told", test_who_waits_is_told);
  g_test_add_func ("/archive-routes/what-was-validated-is-archived-once",
                   test_what_was_validated_is_archived_once);
  g_test_add_func ("/archive-routes/what-was-not-validated-is-not-archived",
                   test_what_was_not_validated_is_not_archived);
  g_test_add_func ("/archive-routes/a-document-is-archived-as-what-it-is",
                   test_a_document_is_archived_as_what_it_is);
  g_test_add_func ("/archive-routes/searches-find-what-the-reader-may-see",
                   test_searches_find_what_the_reader_may_see);
  g_test_add_func ("/archive-routes/no-query-is-an-error", test_no_query_is_an_error);
  g_test_add_func ("/archive-routes/the-list-is-by-date-page-after-page",
                   test_the_list_is_by_date_page_after_page);
  g_test_add_func ("/archive-routes/a-page-of-long-archives-is-cut-short",
                   test_a_page_of_long_archives_is_cut_short);
  g_test_add_func ("/archive-routes/parameters-that-are-none-are-refused",
                   test_parameters_that_are_none_are_refused);
  g_test_add_func ("/archive-routes/other-lists-are-those-of-every-record",
                   test_other_lists_are_those_of_every_record);
  g_test_add_func ("/archive-routes/the-trash-is-not-searched", test_the_trash_is_not_searched);
  g_test_add_func ("/archive-routes/the-header-row-of-a-template-decides-the-columns",
                   test_the_header_row_of_a_template_decides_the_columns);
  g_test_add_func ("/archive-routes/a-template-that-is-none-is-refused",
                   test_a_template_that_is_none_is_refused);
  g_test_add_func ("/archive-routes/exports-have-what-the-search-finds",
                   test_exports_have_what_the_search_finds);
  g_test_add_func ("/archive-routes/sync-archives-once-as-well", test_sync_archives_once_as_well);
  return g_test_run ();
}
