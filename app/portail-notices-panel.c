/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-notices-panel.h"

#include "shared/portail-i18n.h"

struct _PortailNoticesPanel
{
  AdwBin parent_instance;

  GtkLabel *count;
  GtkWidget *read_all;
  GtkWidget *frame;
  GtkListBox *list;
  GtkWidget *nothing;
};

G_DEFINE_FINAL_TYPE (PortailNoticesPanel, portail_notices_panel, ADW_TYPE_BIN)

static const struct
{
  const char *icon_name;
  const char *css_class;
} levels[] = {
  [PORTAIL_CHOICE_UNKNOWN] = { "dialog-information-symbolic", "dim-label" },
  [PORTAIL_LEVEL_INFO] = { "dialog-information-symbolic", "accent" },
  [PORTAIL_LEVEL_WARNING] = { "dialog-warning-symbolic", "warning" },
  [PORTAIL_LEVEL_URGENT] = { "dialog-error-symbolic", "error" },
};

static gboolean
is_read (const PortailNotification *notification)
{
  return !portail_timestamp_is_null (notification->read_at);
}

/* Says the other state, which it brings. */
static GtkWidget *
new_toggle (const PortailNotification *notification)
{
  GtkWidget *button = gtk_button_new_from_icon_name (is_read (notification) ? "mail-unread-symbolic"
                                                                            : "mail-read-symbolic");
  const char *label = is_read (notification) ? _ ("Mark as unread") : _ ("Mark as read");
  g_autofree char *spoken = g_strdup_printf ("%s: %s", label, notification->title);

  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sb)", notification->base.id,
                                    !is_read (notification));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "dashboard.set-read");
  return button;
}

/* Owned. */
static char *
make_subtitle (const PortailNotification *notification)
{
  g_autofree char *time = portail_timestamp_to_text (notification->base.created_at);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!is_read (notification))
    g_string_append_printf (text, "%s · ", C_ ("notification", "Unread"));
  g_string_append (text, time);
  if (notification->body != NULL && *notification->body != '\0')
    g_string_append_printf (text, "%s%s", *time != '\0' ? " · " : "", notification->body);
  return g_strdup (text->str);
}

static GtkWidget *
new_row (const PortailNotification *notification)
{
  GtkWidget *row = adw_action_row_new ();
  guint level = (guint) notification->level < G_N_ELEMENTS (levels) ? (guint) notification->level
                                                                    : PORTAIL_CHOICE_UNKNOWN;
  GtkWidget *icon = gtk_image_new_from_icon_name (levels[level].icon_name);
  g_autofree char *subtitle = make_subtitle (notification);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), notification->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_add_css_class (icon, levels[level].css_class);
  if (!is_read (notification))
    gtk_widget_add_css_class (row, "unread");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_toggle (notification));
  gtk_widget_set_name (row, notification->base.id);
  if (notification->target_type != NULL && notification->target_id != NULL)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(sss)", notification->base.id,
                                        notification->target_type, notification->target_id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "dashboard.open-notice");
    }
  return row;
}

/* The row that has the keyboard, by its id. Owned, or NULL. */
static char *
dup_focus (PortailNoticesPanel *panel)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (panel->list));

  return row != NULL ? g_strdup (gtk_widget_get_name (row)) : NULL;
}

static void
restore_focus (PortailNoticesPanel *panel, const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (panel->list, i)) != NULL; i++)
    if (g_strcmp0 (gtk_widget_get_name (GTK_WIDGET (row)), id) == 0)
      gtk_widget_grab_focus (GTK_WIDGET (row));
}

void
portail_notices_panel_show (PortailNoticesPanel *panel, const PortailDashboardSnapshot *snapshot)
{
  const GPtrArray *notifications = snapshot->notifications;
  g_autofree char *focus = NULL;
  g_autofree char *count = NULL;
  GtkWidget *row;

  g_return_if_fail (PORTAIL_IS_NOTICES_PANEL (panel));
  focus = dup_focus (panel);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (panel->list))) != NULL)
    gtk_list_box_remove (panel->list, row);
  for (guint i = 0; i < notifications->len; i++)
    gtk_list_box_append (panel->list, new_row (g_ptr_array_index (notifications, i)));
  if (focus != NULL)
    restore_focus (panel, focus);
  count = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u unread", "%u unread", snapshot->unread->len),
      snapshot->unread->len);
  gtk_label_set_text (panel->count, count);
  gtk_widget_set_visible (GTK_WIDGET (panel->count), snapshot->unread->len > 0);
  gtk_widget_set_visible (panel->read_all, snapshot->unread->len > 0);
  gtk_widget_set_visible (panel->frame, notifications->len > 0);
  gtk_widget_set_visible (panel->nothing, notifications->len == 0);
}

static void
portail_notices_panel_class_init (PortailNoticesPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-notices-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailNoticesPanel, count);
  gtk_widget_class_bind_template_child (widget_class, PortailNoticesPanel, read_all);
  gtk_widget_class_bind_template_child (widget_class, PortailNoticesPanel, frame);
  gtk_widget_class_bind_template_child (widget_class, PortailNoticesPanel, list);
  gtk_widget_class_bind_template_child (widget_class, PortailNoticesPanel, nothing);
}

static void
portail_notices_panel_init (PortailNoticesPanel *panel)
{
  gtk_widget_init_template (GTK_WIDGET (panel));
}

GtkWidget *
portail_notices_panel_new (void)
{
  return g_object_new (PORTAIL_TYPE_NOTICES_PANEL, NULL);
}
