/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-redaction.h"

#include <string.h>

/* Longer texts are cut first, so that no expression takes long. */
#define MAX_READ_BYTES (64 * 1024)

/* A word of a name: “Zoé”, “Tour-Martin”, “McCoy”, “DUPONT”. */
#define WORD "(?:(?:Mc|Mac|[OD][’'])?\\p{Lu}\\p{Ll}*(?:[’'-]\\p{L}\\p{Ll}*)*|\\p{Lu}{3,})(?![\\w])"

/* In this order: a token may hold what looks like an id, an id what looks like an amount. */
static const struct
{
  const char *pattern;
  const char *instead;
} rules[] = {
  /* Of the home folder, whatever its place; what comes after the person's name may stay. */
  { "(?:file://)?/(?:home|Users|var/home)/[^/\\s\"'«»“”]+", "~" },
  { "/root\\b", "~" },
  { "/run/user/[0-9]+", "/run/user/<uid>" },
  { "[A-Za-z]:\\\\Users\\\\[^\\\\\\s]+", "~" },
  /* Addresses of the net: the place stays, who asks and with what goes. */
  { "\\b([a-z][a-z0-9+.-]*://)[^\\s/@\"']*@", "\\1" },
  { "(\\b[a-z][a-z0-9+.-]*://[^\\s?#\"'<>]*)[?#][^\\s\"'<>]*", "\\1?<query>" },
  { "[\\w.%+-]+@[\\w.-]+\\.\\w{2,}", "<address>" },
  { "\\b(?:[0-9]{1,3}\\.){3}[0-9]{1,3}\\b", "<host>" },
  { "\\b(?:[0-9A-Fa-f]{1,4}:){3,}[0-9A-Fa-f:]*\\b", "<host>" },
  /* Secrets. */
  { "eyJ[\\w-]{8,}(?:\\.[\\w-]*){0,2}", "<token>" },
  { "(?i)\\b(authorization|cookie)\\s*[=:][^\\n]*", "\\1: <token>" },
  { "(?i)\\b(bearer|basic)\\s+[^\\s\",;}]+", "\\1 <token>" },
  { "(?i)\\b(token|secret|password|passwd|code|verifier|key)"
    "(\"?\\s*[=:]\\s*\"?|\\s+(?=\\S*[0-9]))[^\\s\",;}]{4,}",
    "\\1\\2<token>" },
  /* Ids: ours, Discord's, hashes and anything else of that length. */
  { "\\b[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\\b", "<id>" },
  { "\\b[0-9]{15,21}\\b", "<id>" },
  { "\\b[A-Za-z0-9_-]{32,}\\b", "<id>" },
  /* What people typed stands in quotes. Words of the program do too; they are short and plain. */
  { "“[^”]*”|«[^»]*»|\"[^\"]*\"", "<text>" },
  { "(?<!\\w)(?<!assertion )'(?![a-z0-9_:./%-]{1,40}')[^']*'", "<text>" },
  { "‘(?![a-z0-9_:./%-]{1,40}’)[^’]*’", "<text>" },
  /* Values of JSON that a text holds without quotes, by their names. */
  { "(?i)\\b(username|display_name|name|email|employee_name|nom|prenom|amount|montant|salaire"
    "|prime|run|facture|vente|solde_bancaire)(\\s*[=:]\\s*)[^,;}\\n]+",
    "\\1\\2<text>" },
  /* Words with capitals one after the other are somebody, or his company; `GtkButton` is none. */
  { "\\b" WORD "(?:[ -]" WORD ")+\\b", "<name>" },
  /* Amounts: with their sign or currency, in groups, or simply large. */
  { "[$€]\\s*[-−]?[0-9][0-9.,\\s\\x{00A0}\\x{202F}]*", "<amount>" },
  { "[-−]?[0-9][0-9.,\\x{0020}\\x{00A0}\\x{202F}]*\\s*[$€]", "<amount>" },
  { "(?<!so\\.)\\b[0-9]{1,3}(?:[ \\x{00A0}\\x{202F}.,][0-9]{3})+(?:[.,][0-9]{1,2})?\\b",
    "<amount>" },
  { "\\b[0-9]{5,14}(?:[.,][0-9]{1,2})?\\b", "<number>" },
};

/* Compiled once; never freed. */
static GRegex *const *
get_expressions (void)
{
  static GRegex *expressions[G_N_ELEMENTS (rules)];
  static gsize is_ready;

  if (g_once_init_enter (&is_ready))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
        expressions[i] = g_regex_new (rules[i].pattern, G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&is_ready, 1);
    }
  return expressions;
}

/* At the end of a character. Owned. */
static char *
cut (const char *text, gsize max_bytes)
{
  gsize length = strnlen (text, max_bytes + 1);
  g_autofree char *start = NULL;
  const char *end;

  if (length <= max_bytes)
    return g_strdup (text);
  start = g_strndup (text, max_bytes);
  if (!g_utf8_validate (start, -1, &end))
    start[end - start] = '\0';
  return g_steal_pointer (&start);
}

char *
portail_redaction_clean (const char *text, gsize max_bytes)
{
  GRegex *const *expressions = get_expressions ();
  g_autofree char *read = g_strndup (text, MAX_READ_BYTES);
  char *clean = g_utf8_make_valid (read, -1);
  char *end;

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      char *next = g_regex_replace (expressions[i], clean, -1, 0, rules[i].instead, 0, NULL);

      g_free (clean);
      /* Too hard for the expression: rather nothing than somebody's name. */
      clean = next != NULL ? next : g_strdup ("");
    }
  end = cut (clean, max_bytes);
  g_free (clean);
  return end;
}
