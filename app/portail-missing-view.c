/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-missing-view.h"

#include "app/portail-fold-bin.h"
#include "app/portail-status-text.h"
#include "app/portail-tax-snapshot.h"
#include "app/portail-tax-words.h"
#include "shared/portail-i18n.h"
#include "shared/portail-tax-fill.h"

/* Several changes of the cache in a row are read once. */
#define REREAD_MILLISECONDS 200
/* Below it pill and button leave the name of a company no room. */
#define FOLD_WIDTH 720

struct _PortailMissingView
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *status;
  AdwPreferencesGroup *group;
  GPtrArray *rows;    /* of GtkWidget, borrowed from the group */
  GPtrArray *missing; /* of PortailTaxMissing, which the rows show; or NULL */
  PortailDesk *desk;
  PortailWeek period;
  GCancellable *cancellable;
  guint reread_source;
  guint n_missing;
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (PortailMissingView, portail_missing_view, ADW_TYPE_BIN)

enum
{
  PROP_N_MISSING = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static const char *
describe (const PortailTaxMissing *missing)
{
  if (missing->declaration_id != NULL)
    return missing->declaration_status == PORTAIL_TAX_DECLARATION_REFUSE
               ? _ ("The declaration was refused and waits to be corrected.")
               : _ ("A draft is there and was not submitted.");
  return missing->dotation_id != NULL ? _ ("The week has its sheet, but no declaration.")
                                      : _ ("The week has no sheet either.");
}

static void
open_row (GtkWidget *button, PortailMissingView *view)
{
  const char *type = g_object_get_data (G_OBJECT (button), "type");
  const char *id = g_object_get_data (G_OBJECT (button), "id");

  if (id != NULL)
    {
      gtk_widget_activate_action (button, "win.open-record", "(ss)", type, id);
      return;
    }
  portail_shell_context_choose_company (portail_desk_get_context (view->desk),
                                        g_object_get_data (G_OBJECT (button), "company"));
  portail_shell_context_set_period (portail_desk_get_context (view->desk), view->period);
  gtk_widget_activate_action (button, "win.show-module", "s", "dotations");
}

/* The next step. */
static GtkWidget *
new_button (PortailMissingView *view, const PortailTaxMissing *missing)
{
  gboolean has_draft = missing->declaration_id != NULL;
  GtkWidget *button = gtk_button_new_with_label (has_draft ? _ ("Open the declaration")
                                                 : missing->dotation_id != NULL
                                                     ? _ ("Open the sheet")
                                                     : _ ("Show its weeks"));
  GObject *object = G_OBJECT (button);

  g_object_set_data (
      object, "type",
      (gpointer) (has_draft ? portail_tax_declaration_type.name : portail_dotation_type.name));
  g_object_set_data_full (
      object, "id", g_strdup (has_draft ? missing->declaration_id : missing->dotation_id), g_free);
  g_object_set_data_full (object, "company", g_strdup (missing->enterprise_id), g_free);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (open_row), view);
  return button;
}

static GtkWidget *
new_pill (const char *due, PortailDueLevel level)
{
  GtkWidget *pill = gtk_label_new (due);

  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (pill, "pill-label");
  gtk_widget_add_css_class (pill, portail_tax_words_get_css_class (level));
  return pill;
}

static void
add_row (PortailMissingView *view, const PortailTaxMissing *missing)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *button = new_button (view, missing);
  g_autofree char *due = portail_tax_words_of_due (missing->level, missing->due_date,
                                                   portail_timestamp_now ());
  g_autofree char *subtitle = view->is_narrow && due != NULL
                                  ? g_strdup_printf ("%s · %s", due, describe (missing))
                                  : g_strdup (describe (missing));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), missing->enterprise_name);
  adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_set_subtitle_lines (row, 0);
  if (due != NULL && !view->is_narrow)
    adw_action_row_add_suffix (row, new_pill (due, missing->level));
  if (view->is_narrow)
    {
      gtk_widget_set_tooltip_text (button, gtk_button_get_label (GTK_BUTTON (button)));
      gtk_button_set_icon_name (GTK_BUTTON (button), "go-next-symbolic");
      gtk_widget_add_css_class (button, "flat");
    }
  adw_action_row_add_suffix (row, button);
  adw_action_row_set_activatable_widget (row, button);
  adw_preferences_group_add (view->group, GTK_WIDGET (row));
  g_ptr_array_add (view->rows, row);
}

static void
show_status (PortailMissingView *view,
             const char *icon_name,
             const char *title,
             const char *description)
{
  adw_status_page_set_icon_name (view->status, icon_name);
  adw_status_page_set_title (view->status, title);
  portail_status_text_set (view->status, description);
  gtk_stack_set_visible_child_name (view->stack, "status");
}

static void
show_rows (PortailMissingView *view)
{
  for (guint i = 0; i < view->rows->len; i++)
    adw_preferences_group_remove (view->group, view->rows->pdata[i]);
  g_ptr_array_set_size (view->rows, 0);
  for (guint i = 0; view->missing != NULL && i < view->missing->len; i++)
    add_row (view, g_ptr_array_index (view->missing, i));
}

static void
show_missing (PortailMissingView *view, GPtrArray *missing)
{
  g_autofree char *week = portail_week_to_text (view->period);

  g_clear_pointer (&view->missing, g_ptr_array_unref);
  view->missing = g_ptr_array_ref (missing);
  show_rows (view);
  adw_preferences_group_set_description (view->group, week);
  if (missing->len == 0)
    show_status (view, "emblem-ok-symbolic", _ ("Every company has declared"), week);
  else
    gtk_stack_set_visible_child_name (view->stack, "list");
  if (view->n_missing == missing->len)
    return;
  view->n_missing = missing->len;
  g_object_notify_by_pspec (G_OBJECT (view), properties[PROP_N_MISSING]);
}

static void
on_missing (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailMissingView) view = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) missing = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                              &error);

  if (view->desk == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  if (missing != NULL)
    show_missing (view, missing);
  else
    show_status (view, "dialog-error-symbolic", _ ("The list could not be read"), error->message);
}

static char **
list_companies (PortailMissingView *view)
{
  PortailShellContext *context = portail_desk_get_context (view->desk);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < portail_shell_context_get_n_companies (context); i++)
    {
      const PortailShellCompany *company = portail_shell_context_get_company_at (context, i);

      if (portail_role_is_server_wide (company->role))
        g_strv_builder_add (ids, company->id);
    }
  return g_strv_builder_end (ids);
}

static gboolean
read_now (gpointer user_data)
{
  PortailMissingView *view = PORTAIL_MISSING_VIEW (user_data);
  PortailCache *cache = portail_desk_get_cache (view->desk);
  g_auto (GStrv) companies = list_companies (view);

  view->reread_source = 0;
  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  if (cache == NULL)
    return G_SOURCE_REMOVE;
  view->cancellable = g_cancellable_new ();
  view->period = portail_tax_get_last_closed_week (
      portail_timestamp_get_paris_day (portail_timestamp_now ()));
  portail_cache_query_async (
      cache, portail_tax_missing_new_query (view->period, (const char *const *) companies),
      view->cancellable, on_missing, g_object_ref (view));
  return G_SOURCE_REMOVE;
}

static void
read_soon (PortailMissingView *view)
{
  if (view->reread_source == 0)
    view->reread_source = g_timeout_add (REREAD_MILLISECONDS, read_now, view);
}

static void
on_cache_changed (PortailMissingView *view, const char *type)
{
  if (type == NULL || g_str_equal (type, portail_tax_declaration_type.name)
      || g_str_equal (type, portail_dotation_type.name) || g_str_equal (type, "enterprise"))
    read_soon (view);
}

static void
on_width_changed (PortailMissingView *view, PortailFoldBin *bin)
{
  view->is_narrow = portail_fold_bin_is_narrow (bin);
  show_rows (view);
}

static void
on_account_changed (PortailMissingView *view)
{
  PortailCache *cache = portail_desk_get_cache (view->desk);

  if (cache != NULL)
    g_signal_connect_object (cache, "changed", G_CALLBACK (on_cache_changed), view,
                             G_CONNECT_SWAPPED);
  read_soon (view);
}

static void
portail_missing_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_N_MISSING)
    g_value_set_uint (value, PORTAIL_MISSING_VIEW (object)->n_missing);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
portail_missing_view_dispose (GObject *object)
{
  PortailMissingView *view = PORTAIL_MISSING_VIEW (object);

  g_clear_handle_id (&view->reread_source, g_source_remove);
  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  g_clear_pointer (&view->rows, g_ptr_array_unref);
  g_clear_pointer (&view->missing, g_ptr_array_unref);
  g_clear_object (&view->desk);
  G_OBJECT_CLASS (portail_missing_view_parent_class)->dispose (object);
}

static void
portail_missing_view_class_init (PortailMissingViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = portail_missing_view_get_property;
  object_class->dispose = portail_missing_view_dispose;
  properties[PROP_N_MISSING] = g_param_spec_uint ("n-missing", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
portail_missing_view_init (PortailMissingView *view)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *fold = g_object_new (PORTAIL_TYPE_FOLD_BIN, "fold-width", FOLD_WIDTH, "least-width",
                                  300, NULL);

  view->rows = g_ptr_array_new ();
  view->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (view->stack, FALSE);
  gtk_stack_set_vhomogeneous (view->stack, FALSE);
  view->status = ADW_STATUS_PAGE (adw_status_page_new ());
  view->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (view->group, _ ("Companies without a declaration"));
  gtk_widget_add_css_class (GTK_WIDGET (view->group), "page-content");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (view->group));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_stack_add_named (view->stack, GTK_WIDGET (view->status), "status");
  gtk_stack_add_named (view->stack, scroller, "list");
  gtk_widget_set_parent (GTK_WIDGET (view->stack), fold);
  g_signal_connect_object (fold, "width-changed", G_CALLBACK (on_width_changed), view,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (view), fold);
}

GtkWidget *
portail_missing_view_new (PortailDesk *desk)
{
  PortailMissingView *view = g_object_new (PORTAIL_TYPE_MISSING_VIEW, NULL);

  view->desk = g_object_ref (desk);
  g_signal_connect_object (portail_desk_get_context (desk), "changed", G_CALLBACK (read_soon), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), view,
                           G_CONNECT_SWAPPED);
  on_account_changed (view);
  return GTK_WIDGET (view);
}

guint
portail_missing_view_get_n (PortailMissingView *view)
{
  g_return_val_if_fail (PORTAIL_IS_MISSING_VIEW (view), 0);
  return view->n_missing;
}
