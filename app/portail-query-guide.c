/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-query-guide.h"

#include "app/portail-completion.h"
#include "app/portail-query-completion.h"
#include "app/portail-tag-list.h"
#include "shared/portail-i18n.h"
#include "shared/portail-query-meaning.h"
#include "shared/records/portail-archive.h"

struct _PortailQueryGuide
{
  AdwBin parent_instance;

  GtkEditable *entry;
  GtkLabel *line;
  PortailCompletion *completion;
  PortailCache *cache;
  GCancellable *cancellable;
  char **tags;
  char **companies;
};

G_DEFINE_FINAL_TYPE (PortailQueryGuide, portail_query_guide, ADW_TYPE_BIN)

/* The line */

static char *
make_line (PortailQueryGuide *guide)
{
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (
      gtk_editable_get_text (guide->entry), -1);
  g_autofree char *meaning = portail_query_meaning_new (query);
  PortailSearchProgress progress = { TRUE };

  if (meaning == NULL)
    return NULL;
  if (guide->cache != NULL)
    progress = portail_cache_get_search_progress (guide->cache);
  if (progress.is_complete || progress.n_archives == 0)
    return g_steal_pointer (&meaning);
  return g_strdup_printf (_ ("%1$s (the search is being prepared: %2$d %%)"), meaning,
                          (int) (progress.n_done * 100 / progress.n_archives));
}

static void
show_line (PortailQueryGuide *guide)
{
  g_autofree char *line = make_line (guide);

  gtk_label_set_text (guide->line, line != NULL ? line : "");
  gtk_widget_set_visible (GTK_WIDGET (guide), line != NULL);
}

/* Suggestions */

static GPtrArray *
suggest (gpointer user_data, const char *text, guint position, PortailTextPlace *place)
{
  PortailQueryGuide *guide = PORTAIL_QUERY_GUIDE (user_data);
  const PortailQueryVocabulary vocabulary = { (const char *const *) guide->tags,
                                              (const char *const *) guide->companies };

  return portail_query_completion_list (&vocabulary, text, position, place);
}

/* Tags */

static void
on_tags (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailQueryGuide) guide = user_data;
  char **tags = portail_cache_query_finish (PORTAIL_CACHE (object), result, NULL);

  if (tags == NULL || guide->cache != PORTAIL_CACHE (object))
    {
      g_strfreev (tags);
      return;
    }
  g_strfreev (guide->tags);
  guide->tags = tags;
}

/* Tags are read when somebody begins to search: nobody else needs them. */
static void
on_focus (PortailQueryGuide *guide)
{
  if (guide->cache == NULL)
    return;
  g_cancellable_cancel (guide->cancellable);
  g_clear_object (&guide->cancellable);
  guide->cancellable = g_cancellable_new ();
  portail_cache_study_async (guide->cache, portail_tag_list_query_new (&portail_archive_type),
                             guide->cancellable, on_tags, g_object_ref (guide));
}

static void
portail_query_guide_dispose (GObject *object)
{
  PortailQueryGuide *guide = PORTAIL_QUERY_GUIDE (object);

  portail_query_guide_set_cache (guide, NULL);
  g_clear_object (&guide->completion);
  g_clear_pointer (&guide->companies, g_strfreev);
  G_OBJECT_CLASS (portail_query_guide_parent_class)->dispose (object);
}

static void
portail_query_guide_class_init (PortailQueryGuideClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_query_guide_dispose;
}

static void
portail_query_guide_init (PortailQueryGuide *guide)
{
  guide->line = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (guide->line, 0);
  gtk_label_set_wrap (guide->line, TRUE);
  gtk_label_set_wrap_mode (guide->line, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (guide->line, 3);
  gtk_label_set_ellipsize (guide->line, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (guide->line), "query-meaning");
  adw_bin_set_child (ADW_BIN (guide), GTK_WIDGET (guide->line));
  gtk_widget_set_visible (GTK_WIDGET (guide), FALSE);
}

GtkWidget *
portail_query_guide_new (GtkWidget *entry)
{
  PortailQueryGuide *guide = g_object_new (PORTAIL_TYPE_QUERY_GUIDE, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  guide->entry = GTK_EDITABLE (entry);
  guide->completion = portail_completion_new (guide->entry, _ ("What may follow"), suggest, guide);
  g_signal_connect_object (focus, "enter", G_CALLBACK (on_focus), guide, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, focus);
  g_signal_connect_object (entry, "changed", G_CALLBACK (show_line), guide, G_CONNECT_SWAPPED);
  return GTK_WIDGET (guide);
}

void
portail_query_guide_set_cache (PortailQueryGuide *guide, PortailCache *cache)
{
  g_return_if_fail (PORTAIL_IS_QUERY_GUIDE (guide));
  g_cancellable_cancel (guide->cancellable);
  g_clear_object (&guide->cancellable);
  g_clear_pointer (&guide->tags, g_strfreev);
  if (guide->cache != NULL)
    g_signal_handlers_disconnect_by_func (guide->cache, show_line, guide);
  g_set_object (&guide->cache, cache);
  if (cache != NULL)
    g_signal_connect_object (cache, "search-changed", G_CALLBACK (show_line), guide,
                             G_CONNECT_SWAPPED);
}

void
portail_query_guide_set_companies (PortailQueryGuide *guide, const char *const *names)
{
  g_return_if_fail (PORTAIL_IS_QUERY_GUIDE (guide));
  g_strfreev (guide->companies);
  guide->companies = g_strdupv ((char **) names);
}

void
portail_query_guide_insert (PortailQueryGuide *guide, const char *text)
{
  const char *before = gtk_editable_get_text (guide->entry);
  g_autofree char *all = *before == '\0' || g_str_has_suffix (before, " ")
                             ? g_strconcat (before, text, NULL)
                             : g_strconcat (before, " ", text, NULL);

  g_return_if_fail (PORTAIL_IS_QUERY_GUIDE (guide));
  gtk_widget_grab_focus (GTK_WIDGET (guide->entry));
  portail_completion_set_text (guide->completion, all);
}
