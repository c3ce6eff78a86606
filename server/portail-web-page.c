/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-web-page.h"

#include <sodium.h>
#include <string.h>

#include "shared/portail-i18n.h"

/* The portal's palette (contract.md §11); every pair has a contrast of 4.5 or more. */
static const char style[] =
    ":root{color-scheme:light dark;--page:#f8fafc;--card:#fff;--text:#1e293b;--soft:#475569;"
    "--accent:#1e40af;--on-accent:#fff;--line:#cbd5e1}"
    "@media(prefers-color-scheme:dark){:root{--page:#0f172a;--card:#1e293b;--text:#f8fafc;"
    "--soft:#cbd5e1;--accent:#60a5fa;--on-accent:#0f172a;--line:#334155}}"
    "*{box-sizing:border-box}"
    "body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;"
    "padding:1.5rem;background:var(--page);color:var(--text);"
    "font:1.0625rem/1.6 system-ui,Cantarell,'Segoe UI',sans-serif}"
    "main{max-width:34rem;width:100%;background:var(--card);border:1px solid var(--line);"
    "border-radius:.875rem;padding:2.25rem}"
    ".name{margin:0;color:var(--accent);font-weight:700;letter-spacing:.02em}"
    "h1{margin:.25rem 0 1.25rem;font-size:1.5rem;line-height:1.3}"
    "p{margin:0 0 1rem;overflow-wrap:anywhere}"
    "p+p{color:var(--soft)}"
    "a.next{display:inline-block;margin-top:.5rem;padding:.75rem 1.5rem;border-radius:.5rem;"
    "background:var(--accent);color:var(--on-accent);font-weight:600;text-decoration:none}"
    "a.next:hover{text-decoration:underline}"
    "a.next:focus-visible{outline:3px solid var(--text);outline-offset:3px}";

static char *
make_policy (void)
{
  guint8 hash[crypto_hash_sha256_BYTES];
  g_autofree char *encoded = NULL;

  crypto_hash_sha256 (hash, (const guint8 *) style, strlen (style));
  encoded = g_base64_encode (hash, sizeof hash);
  return g_strdup_printf ("default-src 'none'; style-src 'sha256-%s'; base-uri 'none';"
                          " form-action 'none'; frame-ancestors 'none'",
                          encoded);
}

static void
append_element (GString *html, const char *opening, const char *text, const char *closing)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (html, "%s%s%s\n", opening, escaped, closing);
}

static void
append_link (GString *html, const PortailWebPage *page)
{
  g_autofree char *address = g_markup_escape_text (page->link_address, -1);
  g_autofree char *opening = g_strdup_printf ("<p><a class=\"next\" href=\"%s\">", address);

  append_element (html, opening, page->link_label, "</a></p>");
}

static GBytes *
make_html (const PortailRequest *request, const PortailWebPage *page)
{
  PortailLanguage language = portail_request_get_language (request);
  GString *html = g_string_sized_new (4096);

  g_string_append_printf (html,
                          "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width\">\n"
                          "<meta name=\"robots\" content=\"noindex\">\n",
                          language == PORTAIL_LANGUAGE_ENGLISH ? "en" : "fr");
  append_element (html, "<title>", page->title, " – Portail</title>");
  g_string_append_printf (html, "<style>%s</style>\n</head>\n<body>\n<main>\n", style);
  g_string_append (html, "<p class=\"name\">Portail</p>\n");
  append_element (html, "<h1>", page->title, "</h1>");
  for (guint i = 0; page->paragraphs[i] != NULL; i++)
    append_element (html, "<p>", page->paragraphs[i], "</p>");
  if (page->link_label != NULL)
    append_link (html, page);
  g_string_append (html, "</main>\n</body>\n</html>\n");
  return g_string_free_to_bytes (html);
}

PortailAnswer *
portail_web_page_new_answer (const PortailRequest *request,
                             guint status,
                             const PortailWebPage *page)
{
  PortailAnswer *answer = portail_answer_new_bytes (status, "text/html; charset=utf-8",
                                                    make_html (request, page));
  g_autofree char *policy = make_policy ();

  portail_answer_add_header (answer, "Content-Security-Policy", policy);
  portail_answer_add_header (
      answer, "Content-Language",
      portail_request_get_language (request) == PORTAIL_LANGUAGE_ENGLISH ? "en" : "fr");
  return answer;
}

PortailAnswer *
portail_web_page_new_error (const PortailRequest *request, const GError *error)
{
  PortailErrorCode code = portail_error_get_code (error);
  gboolean is_private = code == PORTAIL_ERROR_INTERNAL || code == PORTAIL_ERROR_STORAGE;
  gboolean is_missing = code == PORTAIL_ERROR_NOT_FOUND;
  g_autofree char *reference = g_strdup_printf (_ ("Reference for the staff: %s"),
                                                portail_request_get_id (request));
  const char *const paragraphs[] = {
    is_private ? _ ("The server could not do this. Please try again in a moment.") : error->message,
    reference,
    NULL,
  };
  const PortailWebPage page = {
    .title = is_missing ? _ ("This page does not exist") : _ ("That did not work"),
    .paragraphs = paragraphs,
  };

  return portail_web_page_new_answer (request, portail_error_code_http_status (code), &page);
}

gboolean
portail_web_page_is_wanted (const PortailRequest *request)
{
  const char *accepted = portail_request_get_header (request, "Accept");

  return portail_request_get_method (request) == PORTAIL_METHOD_GET && accepted != NULL
         && strstr (accepted, "text/html") != NULL;
}
