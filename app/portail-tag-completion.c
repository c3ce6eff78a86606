/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-tag-completion.h"

#include "app/portail-completion.h"
#include "app/portail-tag-list.h"
#include "shared/portail-i18n.h"

/* Owned by the line. */
typedef struct
{
  PortailCompletion *completion;
  char **tags;
} Tags;

static G_DEFINE_QUARK (portail_tag_completion, tags)

static void
free_tags (gpointer pointer)
{
  Tags *tags = pointer;

  g_object_unref (tags->completion);
  g_strfreev (tags->tags);
  g_free (tags);
}

static GPtrArray *
suggest (gpointer user_data, const char *text, guint position, PortailTextPlace *place)
{
  const Tags *tags = user_data;
  const char *const none[] = { NULL };

  return portail_tag_list_complete (tags->tags != NULL ? (const char *const *) tags->tags : none,
                                    text, position, place);
}

void
portail_tag_completion_set (AdwEntryRow *line, const char *const *tags)
{
  Tags *own = g_object_get_qdata (G_OBJECT (line), tags_quark ());

  if (own == NULL)
    {
      own = g_new0 (Tags, 1);
      own->completion = portail_completion_new (GTK_EDITABLE (line), _ ("Suggestions"), suggest,
                                                own);
      g_object_set_qdata_full (G_OBJECT (line), tags_quark (), own, free_tags);
    }
  g_strfreev (own->tags);
  own->tags = g_strdupv ((char **) tags);
}

void
portail_tag_completion_append (GtkEditable *line, const char *tag)
{
  g_autofree char *before = g_strstrip (g_strdup (gtk_editable_get_text (line)));
  const char *separator = *before == '\0' ? "" : g_str_has_suffix (before, ",") ? " " : ", ";
  g_autofree char *after = g_strconcat (before, separator, tag, NULL);

  gtk_editable_set_text (line, after);
  gtk_editable_set_position (line, -1);
}
