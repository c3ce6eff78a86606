/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-command-palette.h"

#include "app/portail-palette-commands.h"
#include "app/portail-palette-item.h"
#include "app/portail-palette-records.h"
#include "app/portail-text-scale.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

#define MAX_SHOWN    60
#define MAX_WIDTH    560
#define HEIGHT       460
#define WINDOW_SPACE 24 /* of the window beside it */
#define PAGE_ROWS    6

struct _PortailCommandPalette
{
  AdwWindow parent_instance;

  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkListView *list;
  PortailWindow *window; /* the one it is for; it is transient for it */
  GPtrArray *commands;
  GPtrArray *records; /* of the present words, as they are found */
  GListStore *shown;
  GtkSingleSelection *selection;
  GCancellable *cancellable; /* of the search that runs */
};

G_DEFINE_FINAL_TYPE (PortailCommandPalette, portail_command_palette, ADW_TYPE_WINDOW)

typedef struct
{
  PortailPaletteItem *item;
  guint score;
  guint order;
} Hit;

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *left = a;
  const Hit *right = b;

  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;
  return (left->order > right->order) - (left->order < right->order);
}

/* Without words companies and weeks would only be in the way. */
static gboolean
is_shown_at_first (PortailPaletteItem *item)
{
  PortailPaletteKind kind = portail_palette_item_get_words (item)->kind;

  return kind != PORTAIL_PALETTE_COMPANY && kind != PORTAIL_PALETTE_WEEK;
}

static void
collect_commands (PortailCommandPalette *palette, const char *folded, GArray *hits)
{
  for (guint i = 0; i < palette->commands->len; i++)
    {
      PortailPaletteItem *item = g_ptr_array_index (palette->commands, i);
      Hit hit = { item, portail_palette_item_match (item, folded), i };

      if (hit.score > 0 && (*folded != '\0' || is_shown_at_first (item)))
        g_array_append_val (hits, hit);
    }
}

/* The cache has found them already. */
static void
collect_records (PortailCommandPalette *palette, const char *folded, GArray *hits)
{
  for (guint i = 0; i < palette->records->len; i++)
    {
      PortailPaletteItem *item = g_ptr_array_index (palette->records, i);
      Hit hit = { item, MAX (portail_palette_item_match (item, folded), 2),
                  palette->commands->len + i };

      g_array_append_val (hits, hit);
    }
}

/* What is chosen is said with the entry, which keeps the focus. */
static void
tell_selected (PortailCommandPalette *palette)
{
  PortailPaletteItem *item = gtk_single_selection_get_selected_item (palette->selection);
  const PortailPaletteWords *words = item != NULL ? portail_palette_item_get_words (item) : NULL;
  g_autofree char *text = words != NULL ? g_strjoin (", ", words->title, words->detail, NULL)
                                        : g_strdup (_ ("Nothing found"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (palette->entry),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
select_row (PortailCommandPalette *palette, int position)
{
  int n_rows = (int) g_list_model_get_n_items (G_LIST_MODEL (palette->shown));

  if (n_rows == 0)
    return;
  position = CLAMP (position, 0, n_rows - 1);
  gtk_single_selection_set_selected (palette->selection, (guint) position);
  gtk_widget_activate_action (GTK_WIDGET (palette->list), "list.scroll-to-item", "u",
                              (guint) position);
}

static void
show_hits (PortailCommandPalette *palette)
{
  g_autofree char *folded = portail_text_fold (
      gtk_editable_get_text (GTK_EDITABLE (palette->entry)));
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  collect_commands (palette, folded, hits);
  collect_records (palette, folded, hits);
  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < MIN (hits->len, MAX_SHOWN); i++)
    g_ptr_array_add (items, g_array_index (hits, Hit, i).item);
  g_list_store_splice (palette->shown, 0, g_list_model_get_n_items (G_LIST_MODEL (palette->shown)),
                       items->pdata, items->len);
  gtk_stack_set_visible_child_name (palette->stack, items->len > 0 ? "list" : "nothing");
  select_row (palette, 0);
  tell_selected (palette);
}

static void
on_records (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailCommandPalette) palette = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                              &error);

  /* Another search has taken its place, or the palette is gone; a fault leaves the commands. */
  if (records == NULL || palette->window == NULL)
    return;
  g_ptr_array_extend_and_steal (palette->records, g_steal_pointer (&records));
  show_hits (palette);
}

static void
search_records (PortailCommandPalette *palette, const char *text, PortailWeek week)
{
  PortailCache *cache = portail_desk_get_cache (portail_window_get_desk (palette->window));

  g_cancellable_cancel (palette->cancellable);
  g_clear_object (&palette->cancellable);
  if (cache == NULL || *text == '\0')
    return;
  palette->cancellable = g_cancellable_new ();
  portail_cache_query_async (cache, portail_palette_records_query_new (text, week),
                             palette->cancellable, on_records, g_object_ref (palette));
}

static void
on_changed (PortailCommandPalette *palette)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (palette->entry));
  PortailWeek week = portail_palette_parse_week (
      text, portail_shell_context_get_current_week (portail_window_get_context (palette->window)));

  g_ptr_array_set_size (palette->records, 0);
  if (!portail_week_is_null (week))
    g_ptr_array_add (palette->records, portail_palette_new_week_item (week));
  show_hits (palette);
  search_records (palette, text, week);
}

static void
activate_selected (PortailCommandPalette *palette)
{
  PortailPaletteItem *item = gtk_single_selection_get_selected_item (palette->selection);
  g_autoptr (PortailPaletteItem) chosen = item != NULL ? g_object_ref (item) : NULL;
  g_autoptr (GtkWidget) window = NULL;
  const PortailPaletteWords *words;

  if (chosen == NULL)
    return;
  words = portail_palette_item_get_words (chosen);
  window = g_object_ref (GTK_WIDGET (palette->window));
  /* First away: what is done may show a window of its own. */
  gtk_window_destroy (GTK_WINDOW (palette));
  if (words->company_id != NULL)
    gtk_widget_activate_action (window, "win.choose-company", "s", words->company_id);
  gtk_widget_activate_action_variant (window, words->action, words->target);
}

static gboolean
on_key_pressed (PortailCommandPalette *palette, guint key)
{
  static const struct
  {
    guint key;
    int step;
  } steps[] = {
    { GDK_KEY_Down, 1 },
    { GDK_KEY_Up, -1 },
    { GDK_KEY_Page_Down, PAGE_ROWS },
    { GDK_KEY_Page_Up, -PAGE_ROWS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].key == key)
      {
        select_row (palette,
                    (int) gtk_single_selection_get_selected (palette->selection) + steps[i].step);
        tell_selected (palette);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static void
setup_row (PortailCommandPalette *palette, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);
  GtkWidget *key = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (key, "palette-key");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_box_append (GTK_BOX (box), key);
  gtk_list_item_set_child (item, box);
}

static void
set_label (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL);
}

static void
bind_row (PortailCommandPalette *palette, GtkListItem *item)
{
  const PortailPaletteWords *words = portail_palette_item_get_words (
      PORTAIL_PALETTE_ITEM (gtk_list_item_get_item (item)));
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *detail = gtk_widget_get_next_sibling (title);

  set_label (title, words->title);
  set_label (detail, words->detail);
  set_label (gtk_widget_get_next_sibling (detail), words->key);
}

static void
portail_command_palette_dispose (GObject *object)
{
  PortailCommandPalette *palette = PORTAIL_COMMAND_PALETTE (object);

  g_cancellable_cancel (palette->cancellable);
  g_clear_object (&palette->cancellable);
  g_clear_weak_pointer (&palette->window);
  g_clear_pointer (&palette->commands, g_ptr_array_unref);
  g_clear_pointer (&palette->records, g_ptr_array_unref);
  g_clear_object (&palette->shown);
  g_clear_object (&palette->selection);
  G_OBJECT_CLASS (portail_command_palette_parent_class)->dispose (object);
}

static void
portail_command_palette_class_init (PortailCommandPaletteClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_command_palette_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-command-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailCommandPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, PortailCommandPalette, stack);
  gtk_widget_class_bind_template_child (widget_class, PortailCommandPalette, list);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, activate_selected);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, setup_row);
  gtk_widget_class_bind_template_callback (widget_class, bind_row);
}

static void
portail_command_palette_init (PortailCommandPalette *palette)
{
  palette->records = g_ptr_array_new_with_free_func (g_object_unref);
  palette->shown = g_list_store_new (PORTAIL_TYPE_PALETTE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (palette));
  palette->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (palette->shown)));
  gtk_list_view_set_model (palette->list, GTK_SELECTION_MODEL (palette->selection));
}

GtkWidget *
portail_command_palette_new (PortailWindow *window)
{
  PortailCommandPalette *palette = g_object_new (PORTAIL_TYPE_COMMAND_PALETTE, "transient-for",
                                                 window, NULL);
  int width = MIN (gtk_widget_get_width (GTK_WIDGET (window)) - WINDOW_SPACE,
                   portail_text_scale_up (GTK_WIDGET (palette), MAX_WIDTH));

  g_set_weak_pointer (&palette->window, window);
  palette->commands = portail_palette_commands_list (window);
  gtk_window_set_default_size (GTK_WINDOW (palette), width, HEIGHT);
  show_hits (palette);
  gtk_widget_grab_focus (GTK_WIDGET (palette->entry));
  return GTK_WIDGET (palette);
}
