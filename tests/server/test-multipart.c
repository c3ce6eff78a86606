/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-multipart.h"

#include <string.h>

#include "shared/portail-error.h"

#define TYPE "multipart/form-data; boundary=limit"
#define FORM(name)                                                                                 \
  "--limit\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n"                           \
  "x\r\n--limit--\r\n"

static PortailMultipart *
parse (const char *type, const char *body, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  return portail_multipart_parse (type, bytes, error);
}

static void
assert_refused (const char *type, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailMultipart) form = parse (type, body, &error);

  g_assert_null (form);
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED);
}

static void
test_texts_and_a_file_are_found (void)
{
  static const char body[] =
      "--limit\r\n"
      "Content-Disposition: form-data; name=\"category\"\r\n\r\n"
      "Été\r\n"
      "--limit\r\n"
      "content-disposition: FORM-DATA; name=file; filename=\"a \\\"b.pdf\"\r\n"
      "Content-Type: text/html\r\n"
      "X-Other: 1\r\n\r\n"
      "%PDF\r\n--limi\r\n\0\r\n"
      "--limit\r\n"
      "Content-Disposition: form-data; name=\"tags\"\r\n\r\n"
      "\r\n"
      "--limit--";
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, sizeof body - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailMultipart) form = portail_multipart_parse (
      "Multipart/Form-Data;charset=utf-8; boundary=\"limit\"", bytes, &error);
  const PortailMultipartPart *file;

  g_assert_no_error (error);
  g_assert_cmpuint (portail_multipart_get_n_parts (form), ==, 3);
  g_assert_cmpstr (portail_multipart_find (form, "category")->text, ==, "Été");
  g_assert_cmpstr (portail_multipart_find (form, "tags")->text, ==, "");
  file = portail_multipart_find (form, "file");
  g_assert_cmpstr (file->filename, ==, "a \"b.pdf");
  g_assert_null (file->text);
  g_assert_cmpmem (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes),
                   "%PDF\r\n--limi\r\n\0", 15);
  g_assert_null (portail_multipart_find (form, "other"));
}

static void
test_names_of_files_come_as_browsers_write_them (void)
{
  static const char *const cases[][2] = {
    { "x.pdf", "x.pdf" },
    { "%22x%22.pdf", "\"x\".pdf" },
    { "a%0D%0Ab.pdf", "a\r\nb.pdf" },
    { "C:\\Users\\x.pdf", "C:\\Users\\x.pdf" },
    { "été 100%.pdf", "été 100%.pdf" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
          "x\r\n--limit--\r\n",
          cases[i][0]);
      g_autoptr (GError) error = NULL;
      g_autoptr (PortailMultipart) form = parse (TYPE, body, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (portail_multipart_get_part (form, 0)->filename, ==, cases[i][1]);
    }
}

static void
test_an_unclear_type_is_refused (void)
{
  static const char *const types[] = {
    NULL,
    "",
    "application/json",
    "multipart/mixed; boundary=limit",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=\"\"",
    "multipart/form-data; boundary=\"limit",
    "multipart/form-data; boundary=limit; boundary=other",
    "multipart/form-data; boundary=li\\mit",
    "multipart/form-data; boundary=\"li mit\"",
    "multipart/form-data; boundary=limit extra",
    "multipart/form-data; boundary="
    "11111111112222222222333333333344444444445555555555666666666677777777778",
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    assert_refused (types[i], FORM ("a"));
}

static void
test_an_unclear_body_is_refused (void)
{
  static const char head[] = "--limit\r\nContent-Disposition: form-data; name=\"a\"\r\n";
  static const char *const bodies[] = {
    "",
    "x",
    "--limit",
    "--limit--x",
    "preamble\r\n" FORM ("a"),
    FORM ("a") "epilogue",
    FORM (""),
    "--limit\r\n\r\nx\r\n--limit--\r\n",
    "--limit\r\nContent-Type: text/plain\r\n\r\nx\r\n--limit--\r\n",
    "--limit\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--limit--\r\n",
    "--limit\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n--limit--\r\n",
    "--limit\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--limit--\r\n",
    "--limit\r\nContent-Disposition: form-data; name=\"a\"\n\nx\n--limit--\n",
    "--limit\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\nx\r\n--limit--\r\n",
    "--limit\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--limit--\r\n",
    "--limitX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--limit--\r\n",
  };
  static const char *const rests[] = {
    "Content-Disposition: form-data; name=\"b\"\r\n\r\nx\r\n--limit--\r\n",
    "Content-Transfer-Encoding: base64\r\n\r\neA==\r\n--limit--\r\n",
    "X-Folded: a\r\n b\r\n\r\nx\r\n--limit--\r\n",
    "no colon\r\n\r\nx\r\n--limit--\r\n",
    "\r\nx",
    "\r\nx\r\n--limit",
    "\r\nx\r\n--limit--",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    assert_refused (TYPE, bodies[i]);
  for (guint i = 0; i + 1 < G_N_ELEMENTS (rests); i++)
    {
      g_autofree char *body = g_strconcat (head, rests[i], NULL);

      assert_refused (TYPE, body);
    }
}

static void
test_the_same_name_twice_is_refused (void)
{
  assert_refused (TYPE, "--limit\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
                        "--limit\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n2\r\n"
                        "--limit--\r\n");
}

static void
assert_too_large (GString *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailMultipart) form = NULL;

  g_string_append (body, "--limit--\r\n");
  form = parse (TYPE, body->str, &error);
  g_assert_null (form);
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE);
  g_string_free (body, TRUE);
}

static void
test_limits_hold (void)
{
  g_autofree char *long_header = g_strnfill (PORTAIL_MULTIPART_MAX_HEAD_BYTES, 'x');
  g_autofree char *long_text = g_strnfill (PORTAIL_MULTIPART_MAX_TEXT_BYTES + 1, 'x');
  GString *many = g_string_new (NULL);
  GString *head = g_string_new (NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i <= PORTAIL_MULTIPART_MAX_PARTS; i++)
    g_string_append_printf (
        many, "--limit\r\nContent-Disposition: form-data; name=\"a%u\"\r\n\r\nx\r\n", i);
  g_string_append_printf (head,
                          "--limit\r\nContent-Disposition: form-data; name=\"a\"\r\n"
                          "X: %s\r\n\r\nx\r\n",
                          long_header);
  g_string_append_printf (
      text, "--limit\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n%s\r\n", long_text);
  assert_too_large (many);
  assert_too_large (head);
  assert_too_large (text);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/multipart/texts-and-a-file-are-found", test_texts_and_a_file_are_found);
  g_test_add_func ("/multipart/names-of-files-come-as-browsers-write-them",
                   test_names_of_files_come_as_browsers_write_them);
  g_test_add_func ("/multipart/an-unclear-type-is-refused", test_an_unclear_type_is_refused);
  g_test_add_func ("/multipart/an-unclear-body-is-refused", test_an_unclear_body_is_refused);
  g_test_add_func ("/multipart/the-same-name-twice-is-refused",
                   test_the_same_name_twice_is_refused);
  g_test_add_func ("/multipart/limits-hold", test_limits_hold);
  return g_test_run ();
}
