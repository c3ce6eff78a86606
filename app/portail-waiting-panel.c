/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-waiting-panel.h"

#include "app/portail-declaration-columns.h"
#include "shared/portail-dashboard-words.h"
#include "shared/portail-i18n.h"

/* Rows of one kind; the rest is in its list. */
#define MAX_ROWS 4

struct _PortailWaitingPanel
{
  AdwBin parent_instance;

  GtkListBox *list;
  GtkWidget *nothing;
  guint n;
};

G_DEFINE_FINAL_TYPE (PortailWaitingPanel, portail_waiting_panel, ADW_TYPE_BIN)

static const struct
{
  const char *icon_name;
  const char *css_class;
  const char *status; /* in the list of what has no row here; or NULL */
} kinds[PORTAIL_N_WAITING] = {
  [PORTAIL_WAITING_DUE] = { "appointment-soon-symbolic", "warning", NULL },
  [PORTAIL_WAITING_LATE] = { "dialog-warning-symbolic", "error", NULL },
  [PORTAIL_WAITING_REFUSED] = { "dialog-error-symbolic", "error", "refuse" },
  [PORTAIL_WAITING_TO_VALIDATE] = { "object-select-symbolic", "accent", "en_attente" },
  [PORTAIL_WAITING_SUSPECTS] = { "security-low-symbolic", "warning", NULL },
};

/* What is urgent stands first. */
static const PortailWaitingKind order[PORTAIL_N_WAITING] = {
  PORTAIL_WAITING_LATE,        PORTAIL_WAITING_REFUSED,  PORTAIL_WAITING_DUE,
  PORTAIL_WAITING_TO_VALIDATE, PORTAIL_WAITING_SUSPECTS,
};

typedef struct
{
  const char *icon_name;
  const char *css_class;
  const char *title;
  const char *subtitle;
  const char *action;
  GVariant *target; /* floating, or NULL */
} Row;

static void
add_row (PortailWaitingPanel *panel, const Row *row)
{
  GtkWidget *widget = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (row->icon_name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), row->title);
  if (row->subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), row->subtitle);
  gtk_widget_add_css_class (icon, row->css_class);
  adw_action_row_add_prefix (ADW_ACTION_ROW (widget), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), TRUE);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (widget), row->target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (widget), row->action);
  gtk_list_box_append (panel->list, widget);
  panel->n++;
}

static int
get_week_number (PortailWeek period)
{
  int year;
  int week = 0;

  portail_week_get_number (period, &year, &week);
  return week;
}

/* Titles of items; owned, NULL for an id that is not there. */

static char *
describe_sheet (const PortailDashboardSource *source, const char *id)
{
  for (guint i = 0; i < source->sheets->len; i++)
    {
      const PortailDashboardSheet *sheet = &g_array_index (source->sheets, PortailDashboardSheet,
                                                           i);

      if (g_str_equal (sheet->id, id))
        return g_strdup_printf (_ ("Dotation of week %d"), get_week_number (sheet->period));
    }
  return NULL;
}

static const PortailDashboardDeclaration *
find_declaration (const PortailDashboardSource *source, const char *id)
{
  for (guint i = 0; i < source->declarations->len; i++)
    {
      const PortailDashboardDeclaration *declaration = &g_array_index (
          source->declarations, PortailDashboardDeclaration, i);

      if (g_str_equal (declaration->id, id))
        return declaration;
    }
  return NULL;
}

static char *
describe_declaration (const PortailDashboardDeclaration *declaration)
{
  g_autofree char *amount = portail_money_to_text (declaration->amount);

  if (*amount == '\0')
    return g_strdup_printf (_ ("Declaration of week %d"), get_week_number (declaration->period));
  /* Translators: week and amount of a tax declaration. */
  return g_strdup_printf (_ ("Declaration of week %1$d, %2$s"),
                          get_week_number (declaration->period), amount);
}

static char *
describe_operation (const PortailDashboardSource *source, const char *id)
{
  for (guint i = 0; i < source->operations->len; i++)
    {
      const PortailDashboardOperation *operation = &g_array_index (source->operations,
                                                                   PortailDashboardOperation, i);
      g_autofree char *amount = NULL;
      g_autofree char *day = NULL;

      if (!g_str_equal (operation->id, id))
        continue;
      amount = portail_money_to_text (operation->amount);
      day = portail_day_to_text (operation->date_recu);
      /* Translators: day and amount of an operation of blanchiment. */
      return g_strdup_printf (_ ("Operation of %1$s, %2$s"), day, amount);
    }
  return NULL;
}

/* Owned. */
static char *
make_subtitle (PortailWaitingKind kind, const PortailDashboardDeclaration *declaration)
{
  g_autofree char *day = declaration != NULL ? portail_day_to_text (declaration->due_date) : NULL;

  switch (kind)
    {
    case PORTAIL_WAITING_DUE:
      return g_strdup_printf (_ ("To be paid by %s"), day != NULL ? day : "");
    case PORTAIL_WAITING_LATE:
      return g_strdup_printf (_ ("Late: it was due on %s"), day != NULL ? day : "");
    case PORTAIL_WAITING_REFUSED:
      return g_strdup (_ ("Refused: to be corrected and sent again"));
    case PORTAIL_WAITING_TO_VALIDATE:
      return g_strdup (_ ("Submitted: staff is to validate it"));
    default:
      return g_strdup (_ ("Suspect (RP only): to be reviewed"));
    }
}

static void
add_item (PortailWaitingPanel *panel,
          const PortailDashboardSource *source,
          PortailWaitingKind kind,
          const PortailWaitingItem *item)
{
  const PortailDashboardDeclaration *declaration = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  if (g_str_equal (item->type, portail_tax_declaration_type.name))
    declaration = find_declaration (source, item->id);
  if (declaration != NULL)
    title = describe_declaration (declaration);
  else if (g_str_equal (item->type, portail_dotation_type.name))
    title = describe_sheet (source, item->id);
  else
    title = describe_operation (source, item->id);
  subtitle = make_subtitle (kind, declaration);
  add_row (panel, &(Row){ kinds[kind].icon_name, kinds[kind].css_class, title, subtitle,
                          "win.open-record", g_variant_new ("(ss)", item->type, item->id) });
}

/* Those beyond the rows, as a row that opens their list. */
static void
add_rest (PortailWaitingPanel *panel, PortailWaitingKind kind, const GArray *items)
{
  const char *type = g_array_index (items, PortailWaitingItem, MAX_ROWS).type;
  g_autofree char *title = portail_waiting_describe (kind, items->len);
  GVariantBuilder filters;

  g_variant_builder_init (&filters, G_VARIANT_TYPE ("a{ss}"));
  if (kind == PORTAIL_WAITING_LATE || kind == PORTAIL_WAITING_DUE)
    g_variant_builder_add (
        &filters, "{ss}",
        kind == PORTAIL_WAITING_LATE ? PORTAIL_DECLARATIONS_LATE : PORTAIL_DECLARATIONS_DUE, "");
  if (kinds[kind].status != NULL)
    g_variant_builder_add (&filters, "{ss}", "status", kinds[kind].status);
  add_row (panel, &(Row){ kinds[kind].icon_name, kinds[kind].css_class, title, _ ("Show them all"),
                          "win.show-rows", g_variant_new ("(sa{ss})", type, &filters) });
}

static void
add_outbox (PortailWaitingPanel *panel, PortailOutboxCounts counts)
{
  g_autofree char *conflicts = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u conflict to resolve", "%u conflicts to resolve",
                   counts.n_to_resolve),
      counts.n_to_resolve);
  g_autofree char *refused = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u change was refused by the server",
                   "%u changes were refused by the server", counts.n_refused),
      counts.n_refused);

  if (counts.n_to_resolve > 0)
    add_row (panel, &(Row){ "dialog-question-symbolic", "warning", conflicts,
                            _ ("Somebody else changed the same figures"), "win.show-trays", NULL });
  if (counts.n_refused > 0)
    add_row (panel, &(Row){ "dialog-error-symbolic", "error", refused,
                            _ ("See why, correct them, or discard them"), "win.show-trays", NULL });
}

static void
add_missing (PortailWaitingPanel *panel, PortailWeek missing)
{
  g_autofree char *title = NULL;

  if (portail_week_is_null (missing))
    return;
  title = g_strdup_printf (_ ("Week %d has no declaration yet"), get_week_number (missing));
  add_row (panel, &(Row){ "dialog-warning-symbolic", "warning", title,
                          _ ("It is the last week that has ended"), "win.show-module",
                          g_variant_new_string ("impots") });
}

/* The place of the row that has the keyboard; −1 for none. */
static int
find_focus (PortailWaitingPanel *panel)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (panel->list));

  return row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

static void
clear (PortailWaitingPanel *panel)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (panel->list))) != NULL)
    gtk_list_box_remove (panel->list, row);
  panel->n = 0;
}

void
portail_waiting_panel_show (PortailWaitingPanel *panel,
                            const PortailDashboardSnapshot *snapshot,
                            PortailOutboxCounts counts)
{
  int focus;

  g_return_if_fail (PORTAIL_IS_WAITING_PANEL (panel));
  focus = find_focus (panel);
  clear (panel);
  add_outbox (panel, counts);
  if (snapshot->dashboard != NULL)
    {
      add_missing (panel, snapshot->missing);
      for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
        {
          const GArray *items = snapshot->dashboard->waiting[order[i]];

          for (guint j = 0; j < MIN (items->len, MAX_ROWS); j++)
            add_item (panel, &snapshot->inputs->source, order[i],
                      &g_array_index (items, PortailWaitingItem, j));
          if (items->len > MAX_ROWS)
            add_rest (panel, order[i], items);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (panel->list), panel->n > 0);
  gtk_widget_set_visible (panel->nothing, panel->n == 0);
  if (focus >= 0 && panel->n > 0)
    gtk_widget_grab_focus (
        GTK_WIDGET (gtk_list_box_get_row_at_index (panel->list, MIN (focus, (int) panel->n - 1))));
}

static void
portail_waiting_panel_class_init (PortailWaitingPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-waiting-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailWaitingPanel, list);
  gtk_widget_class_bind_template_child (widget_class, PortailWaitingPanel, nothing);
}

static void
portail_waiting_panel_init (PortailWaitingPanel *panel)
{
  gtk_widget_init_template (GTK_WIDGET (panel));
}

GtkWidget *
portail_waiting_panel_new (void)
{
  return g_object_new (PORTAIL_TYPE_WAITING_PANEL, NULL);
}
