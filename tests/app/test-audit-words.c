/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the audit log and the commands of the transition table are about the same. */
#include "app/portail-audit-words.h"

#include "shared/portail-transition.h"

static gboolean
is_command (const char *name)
{
  for (const PortailTransition *row = portail_transition_get_table (); row->type != NULL; row++)
    if (g_str_equal (row->command, name))
      return TRUE;
  return FALSE;
}

/* NULL where the log has no word for it. */
static const char *
find_title (char **actions, const char *name)
{
  for (guint i = 0; actions[i] != NULL; i += 2)
    if (g_str_equal (actions[i], name))
      return actions[i + 1];
  return NULL;
}

static void
every_command_has_its_word (void)
{
  g_auto (GStrv) actions = portail_audit_words_dup_actions ();

  for (const PortailTransition *row = portail_transition_get_table (); row->type != NULL; row++)
    {
      const char *title = find_title (actions, row->command);

      g_test_message ("%s", row->command);
      g_assert_nonnull (title);
      g_assert_cmpstr (title, !=, row->command);
    }
}

/* The commands stand last. */
static void
no_word_is_of_a_command_that_is_none (void)
{
  g_auto (GStrv) actions = portail_audit_words_dup_actions ();
  guint n_commands = 0;

  for (guint i = 0; actions[i] != NULL; i += 2)
    {
      g_test_message ("%s", actions[i]);
      g_assert_true (n_commands == 0 || is_command (actions[i]));
      n_commands += is_command (actions[i]);
    }
  g_assert_cmpuint (n_commands, >, 0);
}

static void
every_word_is_there_once (void)
{
  g_auto (GStrv) actions = portail_audit_words_dup_actions ();
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; actions[i] != NULL; i += 2)
    g_assert_true (g_hash_table_add (names, actions[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/audit-words/every-command-has-its-word", every_command_has_its_word);
  g_test_add_func ("/audit-words/no-word-is-of-a-command-that-is-none",
                   no_word_is_of_a_command_that_is_none);
  g_test_add_func ("/audit-words/every-word-is-there-once", every_word_is_there_once);
  return g_test_run ();
}
