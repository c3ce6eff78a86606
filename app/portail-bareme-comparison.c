/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-bareme-comparison.h"

#include "app/portail-bareme-cliffs.h"
#include "app/portail-chart-view.h"
#include "app/portail-fold-bin.h"
#include "app/portail-toast.h"
#include "shared/portail-dotation-loader.h"
#include "shared/portail-i18n.h"

struct _PortailBaremeComparison
{
  AdwWindow parent_instance;

  PortailCache *cache;
  PortailBareme bareme;
  GPtrArray *others; /* of PortailBaremeVersion */
  GtkDropDown *chooser;
  PortailChartView *chart;
  GtkBox *differences;
};

G_DEFINE_FINAL_TYPE (PortailBaremeComparison, portail_bareme_comparison, ADW_TYPE_WINDOW)

/* The amounts of a tranche. */
static const struct
{
  const char *title;
  gsize offset;
} amounts[] = {
  { N_ ("salary, employee"), offsetof (PortailTranche, salaire_max_employe) },
  { N_ ("salary, management"), offsetof (PortailTranche, salaire_max_direction) },
  { N_ ("bonus, employee"), offsetof (PortailTranche, prime_max_employe) },
  { N_ ("bonus, management"), offsetof (PortailTranche, prime_max_direction) },
};

static void
append_change (GString *text, const char *title, const char *before, const char *after)
{
  if (g_str_equal (before, after))
    return;
  g_string_append (text, text->len > 0 ? ", " : "");
  /* Translators: what differs, then its value in two tables. */
  g_string_append_printf (text, _ ("%1$s %2$s instead of %3$s"), title, before, after);
}

/* Owned; "" for two equal rows. */
static char *
describe_change (const PortailTranche *a, const PortailTranche *b)
{
  GString *text = g_string_new (NULL);
  g_autofree char *rate_a = portail_rate_to_text (a->taux);
  g_autofree char *rate_b = portail_rate_to_text (b->taux);

  append_change (text, _ ("rate"), rate_a, rate_b);
  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *before = portail_money_to_text (
          G_STRUCT_MEMBER (PortailMoney, a, amounts[i].offset));
      g_autofree char *after = portail_money_to_text (
          G_STRUCT_MEMBER (PortailMoney, b, amounts[i].offset));

      append_change (text, _ (amounts[i].title), before, after);
    }
  return g_string_free (text, FALSE);
}

static void
add_tranche (GPtrArray *found, const PortailTranche *a, const PortailTranche *b)
{
  g_autofree char *min = portail_money_to_text (a != NULL ? a->min : b->min);
  g_autofree char *change = a != NULL && b != NULL ? describe_change (a, b) : NULL;

  if (a == NULL)
    /* Translators: the beginning of a tranche. */
    g_ptr_array_add (found, g_strdup_printf (_ ("From %s: only in the other table"), min));
  else if (b == NULL)
    g_ptr_array_add (found, g_strdup_printf (_ ("From %s: only in this table"), min));
  else if (*change != '\0')
    /* Translators: the beginning of a tranche, then what differs. */
    g_ptr_array_add (found, g_strdup_printf (_ ("From %1$s: %2$s"), min, change));
}

static void
add_richesse (GPtrArray *found, const PortailTrancheRichesse *a, const PortailTrancheRichesse *b)
{
  g_autofree char *min = portail_money_to_text (a != NULL ? a->min : b->min);
  g_autofree char *before = a != NULL ? portail_rate_to_text (a->taux) : g_strdup ("—");
  g_autofree char *after = b != NULL ? portail_rate_to_text (b->taux) : g_strdup ("—");

  if (!g_str_equal (before, after))
    /* Translators: a bank balance, then the rate of it in two tables. */
    g_ptr_array_add (
        found, g_strdup_printf (_ ("Wealth from %1$s: %2$s instead of %3$s"), min, before, after));
}

GPtrArray *
portail_bareme_list_differences (const PortailBareme *a, const PortailBareme *b)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  guint i = 0;
  guint j = 0;

  while (i < a->n_tranches || j < b->n_tranches)
    {
      gint64 x = i < a->n_tranches ? a->tranches[i].min.cents : G_MAXINT64;
      gint64 y = j < b->n_tranches ? b->tranches[j].min.cents : G_MAXINT64;

      add_tranche (found, x <= y ? &a->tranches[i] : NULL, y <= x ? &b->tranches[j] : NULL);
      i += x <= y;
      j += y <= x;
    }
  i = j = 0;
  while (i < a->n_richesse || j < b->n_richesse)
    {
      gint64 x = i < a->n_richesse ? a->richesse[i].min.cents : G_MAXINT64;
      gint64 y = j < b->n_richesse ? b->richesse[j].min.cents : G_MAXINT64;

      add_richesse (found, x <= y ? &a->richesse[i] : NULL, y <= x ? &b->richesse[j] : NULL);
      i += x <= y;
      j += y <= x;
    }
  if (a->mode_impot != b->mode_impot)
    g_ptr_array_add (found,
                     g_strdup (a->mode_impot == PORTAIL_MODE_IMPOT_PROGRESSIF
                                   ? _ ("This table is progressive, the other is not.")
                                   : _ ("The other table is progressive, this one is not.")));
  return found;
}

static void
add_line (PortailBaremeComparison *window, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_box_append (window->differences, label);
}

static void
show_other (PortailBaremeComparison *window, const PortailBareme *other)
{
  g_autoptr (GPtrArray) found = portail_bareme_list_differences (&window->bareme, other);
  g_autoptr (PortailChart) chart = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (window->differences))) != NULL)
    gtk_box_remove (window->differences, child);
  for (guint i = 0; i < found->len; i++)
    add_line (window, g_ptr_array_index (found, i));
  if (found->len == 0)
    add_line (window, _ ("Both tables say the same."));
  if (window->bareme.n_tranches > 0 && other->n_tranches > 0)
    chart = portail_bareme_chart_new_comparison (&window->bareme, other);
  portail_chart_view_set_chart (window->chart, chart);
  gtk_widget_set_visible (GTK_WIDGET (window->chart), chart != NULL);
}

static gpointer
run_load (PortailDatabase *database, gpointer id, GError **error)
{
  g_autofree PortailBareme *bareme = g_new0 (PortailBareme, 1);

  return portail_bareme_load_tables (database, id, bareme, error) ? g_steal_pointer (&bareme)
                                                                  : NULL;
}

static void
on_loaded (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailBaremeComparison) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree PortailBareme *bareme = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                                 &error);

  if (bareme != NULL)
    show_other (window, bareme);
  else
    portail_toast_show (GTK_WIDGET (window), error->message);
}

static void
on_chosen (PortailBaremeComparison *window)
{
  guint index = gtk_drop_down_get_selected (window->chooser);

  if (index >= window->others->len)
    {
      show_other (window, portail_bareme_get_default ());
      return;
    }
  portail_cache_query_async (
      window->cache,
      portail_query_new (run_load, g_strdup (((PortailRecord *) window->others->pdata[index])->id),
                         g_free, g_free),
      NULL, on_loaded, g_object_ref (window));
}

static void
portail_bareme_comparison_dispose (GObject *object)
{
  PortailBaremeComparison *window = PORTAIL_BAREME_COMPARISON (object);

  g_clear_object (&window->cache);
  g_clear_pointer (&window->others, g_ptr_array_unref);
  G_OBJECT_CLASS (portail_bareme_comparison_parent_class)->dispose (object);
}

static void
portail_bareme_comparison_class_init (PortailBaremeComparisonClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_bareme_comparison_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
new_content (PortailBaremeComparison *window)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  gtk_widget_add_css_class (content, "page-body");
  window->chooser = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (window->chooser), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Compare with"), -1);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (window->chooser));
  window->differences = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (window->differences));
  window->chart = PORTAIL_CHART_VIEW (portail_chart_view_new ());
  gtk_widget_set_size_request (GTK_WIDGET (window->chart), -1, 280);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (window->chart));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), content);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static void
portail_bareme_comparison_init (PortailBaremeComparison *window)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), new_content (window));
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 760, 640);
  gtk_widget_set_size_request (GTK_WIDGET (window), 340, 294);
  window->others = g_ptr_array_new_with_free_func (portail_record_free);
}

GtkWidget *
portail_bareme_comparison_new (PortailCache *cache,
                               const PortailBareme *bareme,
                               const char *name,
                               const GPtrArray *others)
{
  PortailBaremeComparison *window = g_object_new (PORTAIL_TYPE_BAREME_COMPARISON, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  /* Translators: the name of a tax table. */
  g_autofree char *title = g_strdup_printf (_ ("“%s” compared"), name != NULL ? name : "");

  window->cache = g_object_ref (cache);
  window->bareme = *bareme;
  for (guint i = 0; i < others->len; i++)
    {
      const PortailBaremeVersion *other = g_ptr_array_index (others, i);

      g_ptr_array_add (window->others, portail_record_copy (other));
      gtk_string_list_append (names, other->name != NULL ? other->name : _ ("Without a name"));
    }
  gtk_string_list_append (names, _ ("Built-in table"));
  gtk_window_set_title (GTK_WINDOW (window), title);
  g_signal_connect_object (window->chooser, "notify::selected", G_CALLBACK (on_chosen), window,
                           G_CONNECT_SWAPPED);
  gtk_drop_down_set_model (window->chooser, G_LIST_MODEL (names));
  on_chosen (window);
  return GTK_WIDGET (window);
}
