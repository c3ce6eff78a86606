/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/discord/portail-discord-page.h"

#include "tests/discord/portail-discord-directory.h"

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>%s</title>\n<style>\n"
    "body { margin: 0; padding: 2rem 1rem; background: #1e1f22; color: #f2f3f5;\n"
    "  font: 1rem/1.5 system-ui, sans-serif; }\n"
    "main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 2rem; background: #2b2d31;\n"
    "  border-radius: 0.75rem; }\n"
    "h1 { font-size: 1.4rem; margin: 0 0 0.75rem; }\n"
    "h2 { font-size: 1rem; margin: 1.25rem 0 0.5rem; }\n"
    "ul { list-style: none; margin: 0; padding: 0; }\n"
    ".users li { margin: 0.5rem 0; display: flex; flex-wrap: wrap; align-items: center;\n"
    "  gap: 0.25rem 0.75rem; }\n"
    ".scopes { padding-left: 1.25rem; list-style: disc; }\n"
    ".about { color: #c4c9ce; font-size: 0.9rem; flex: 1 1 12rem; }\n"
    "button { min-width: 13rem; padding: 0.55rem 1rem; border: 0; border-radius: 0.4rem;\n"
    "  background: #4752c4; color: #fff; font: inherit; text-align: left; cursor: pointer; }\n"
    "button:hover { background: #3c45a5; }\n"
    "button:focus-visible { outline: 3px solid #f2f3f5; outline-offset: 2px; }\n"
    "button.cancel { background: #4e5058; }\n"
    "</style>\n</head>\n<body>\n<main>\n";

static const char foot[] = "</main>\n</body>\n</html>\n";

static const struct
{
  const char *scope;
  const char *sentence;
} scope_sentences[] = {
  { "identify", "Read your username and avatar" },
  { "email", "Read your e-mail address" },
  { "guilds", "Know which servers you are in" },
  { "guilds.members.read", "Read your roles and nickname in these servers" },
};

static void
append_scopes (GString *html, const char *scope)
{
  g_string_append (html, "<ul class=\"scopes\">\n");
  for (gsize i = 0; i < G_N_ELEMENTS (scope_sentences); i++)
    {
      g_auto (GStrv) words = g_strsplit (scope, " ", -1);
      if (g_strv_contains ((const char *const *) words, scope_sentences[i].scope))
        g_string_append_printf (html, "<li>%s</li>\n", scope_sentences[i].sentence);
    }
  g_string_append (html, "</ul>\n");
}

static void
append_hidden_fields (GString *html, GHashTable *query)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (query), (GCompareFunc) strcmp);
  for (GList *link = names; link != NULL; link = link->next)
    {
      const char *value = g_hash_table_lookup (query, link->data);
      g_autofree char *field = g_markup_printf_escaped (
          "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n", (const char *) link->data, value);
      g_string_append (html, field);
    }
}

static void
append_user (GString *html, const PortailDiscordUser *user)
{
  const char *name = user->global_name != NULL ? user->global_name : user->username;
  const char *separator = user->description != NULL ? " – " : "";
  const char *description = user->description != NULL ? user->description : "";
  g_autofree char *item = g_markup_printf_escaped (
      "<li><button type=\"submit\" name=\"user_id\" value=\"%s\" aria-describedby=\"about-%s\">"
      "%s</button>\n<span class=\"about\" id=\"about-%s\">@%s%s%s</span></li>\n",
      user->id, user->id, name, user->id, user->username, separator, description);
  g_string_append (html, item);
}

char *
portail_discord_page_new_choice (const PortailDiscordChoice *choice)
{
  GString *html = g_string_new (NULL);
  g_string_append_printf (html, head, "Authorize – Discord test provider");
  g_autofree char *title = g_markup_printf_escaped (
      "<h1>%s wants to access a Discord account</h1>\n"
      "<p>It will be able to:</p>\n",
      choice->application_name);
  g_string_append (html, title);
  append_scopes (html, choice->scope);
  g_string_append (html, "<h2 id=\"users\">Continue as</h2>\n"
                         "<form method=\"post\" aria-labelledby=\"users\">\n");
  append_hidden_fields (html, choice->query);
  g_string_append (html, "<ul class=\"users\">\n");
  for (guint i = 0; i < choice->users->len; i++)
    append_user (html, g_ptr_array_index (choice->users, i));
  g_string_append (html, "</ul>\n<p><button class=\"cancel\" type=\"submit\" name=\"decision\" "
                         "value=\"cancel\">Cancel</button></p>\n</form>\n");
  g_string_append (html, foot);
  return g_string_free (html, FALSE);
}

char *
portail_discord_page_new_error (const char *title, const char *detail)
{
  GString *html = g_string_new (NULL);
  g_string_append_printf (html, head, "Error – Discord test provider");
  g_autofree char *body = g_markup_printf_escaped ("<h1>%s</h1>\n<p role=\"alert\">%s</p>\n", title,
                                                   detail);
  g_string_append (html, body);
  g_string_append (html, foot);
  return g_string_free (html, FALSE);
}
