/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sync-indicator.h"

#include "shared/portail-i18n.h"

struct _PortailSyncIndicator
{
  GtkWidget parent_instance;

  GtkButton *button;
  GtkImage *image;
  GtkSpinner *spinner;
  GtkLabel *label;
  PortailSyncState state;
};

G_DEFINE_FINAL_TYPE (PortailSyncIndicator, portail_sync_indicator, GTK_TYPE_WIDGET)

/* How a state looks; its words are in describe(). */
typedef struct
{
  const char *icon_name;
  const char *css_class;
} Look;

static const Look looks[PORTAIL_N_SYNC_STATES] = {
  [PORTAIL_SYNC_IN_SYNC] = { "emblem-ok-symbolic", "in-sync" },
  [PORTAIL_SYNC_RUNNING] = { "emblem-synchronizing-symbolic", "running" },
  [PORTAIL_SYNC_TO_SEND] = { "document-send-symbolic", "to-send" },
  [PORTAIL_SYNC_OFFLINE] = { "network-offline-symbolic", "offline" },
  [PORTAIL_SYNC_ACTION_NEEDED] = { "dialog-warning-symbolic", "action-needed" },
};

/* Owned. */
static char *
describe (PortailSyncState state, guint n_changes)
{
  switch (state)
    {
    case PORTAIL_SYNC_IN_SYNC:
      return g_strdup (_ ("Everything is up to date with the server"));
    case PORTAIL_SYNC_RUNNING:
      return g_strdup (_ ("Syncing with the server"));
    case PORTAIL_SYNC_TO_SEND:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change is still to be sent",
                                           "%u changes are still to be sent", n_changes),
                              n_changes);
    case PORTAIL_SYNC_OFFLINE:
      if (n_changes == 0)
        return g_strdup (_ ("Offline; you can go on working"));
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "Offline; %u change is kept here and sent later",
                       "Offline; %u changes are kept here and sent later", n_changes),
          n_changes);
    case PORTAIL_SYNC_ACTION_NEEDED:
    default:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change needs your decision",
                                           "%u changes need your decision", n_changes),
                              n_changes);
    }
}

/* Owned; what fits in a header. */
static char *
abridge (PortailSyncState state, guint n_changes)
{
  switch (state)
    {
    case PORTAIL_SYNC_IN_SYNC:
      return g_strdup (_ ("Up to date"));
    case PORTAIL_SYNC_RUNNING:
      return g_strdup (_ ("Syncing…"));
    case PORTAIL_SYNC_TO_SEND:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u to send", "%u to send", n_changes),
                              n_changes);
    case PORTAIL_SYNC_OFFLINE:
      return g_strdup (_ ("Offline"));
    case PORTAIL_SYNC_ACTION_NEEDED:
    default:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u to resolve", "%u to resolve", n_changes), n_changes);
    }
}

static void
portail_sync_indicator_dispose (GObject *object)
{
  PortailSyncIndicator *indicator = PORTAIL_SYNC_INDICATOR (object);

  g_clear_pointer ((GtkWidget **) &indicator->button, gtk_widget_unparent);
  G_OBJECT_CLASS (portail_sync_indicator_parent_class)->dispose (object);
}

static void
portail_sync_indicator_class_init (PortailSyncIndicatorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_sync_indicator_dispose;
  gtk_widget_class_set_css_name (widget_class, "syncindicator");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-sync-indicator.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailSyncIndicator, button);
  gtk_widget_class_bind_template_child (widget_class, PortailSyncIndicator, image);
  gtk_widget_class_bind_template_child (widget_class, PortailSyncIndicator, spinner);
  gtk_widget_class_bind_template_child (widget_class, PortailSyncIndicator, label);
}

static void
portail_sync_indicator_init (PortailSyncIndicator *indicator)
{
  gtk_widget_init_template (GTK_WIDGET (indicator));
  portail_sync_indicator_set_state (indicator, PORTAIL_SYNC_OFFLINE, 0);
}

void
portail_sync_indicator_set_state (PortailSyncIndicator *indicator,
                                  PortailSyncState state,
                                  guint n_changes)
{
  g_autofree char *words = NULL;
  g_autofree char *few_words = NULL;

  g_return_if_fail (PORTAIL_IS_SYNC_INDICATOR (indicator));
  g_return_if_fail (state < PORTAIL_N_SYNC_STATES);
  words = describe (state, n_changes);
  few_words = abridge (state, n_changes);
  gtk_widget_remove_css_class (GTK_WIDGET (indicator), looks[indicator->state].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (indicator), looks[state].css_class);
  indicator->state = state;
  gtk_image_set_from_icon_name (indicator->image, looks[state].icon_name);
  gtk_widget_set_visible (GTK_WIDGET (indicator->image), state != PORTAIL_SYNC_RUNNING);
  gtk_widget_set_visible (GTK_WIDGET (indicator->spinner), state == PORTAIL_SYNC_RUNNING);
  gtk_spinner_set_spinning (indicator->spinner, state == PORTAIL_SYNC_RUNNING);
  gtk_label_set_text (indicator->label, few_words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (indicator->button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (indicator->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
}

PortailSyncState
portail_sync_indicator_get_state (PortailSyncIndicator *indicator)
{
  g_return_val_if_fail (PORTAIL_IS_SYNC_INDICATOR (indicator), PORTAIL_SYNC_OFFLINE);
  return indicator->state;
}

void
portail_sync_indicator_set_style (PortailSyncIndicator *indicator, PortailSyncIndicatorStyle style)
{
  g_return_if_fail (PORTAIL_IS_SYNC_INDICATOR (indicator));
  gtk_widget_set_visible (GTK_WIDGET (indicator->label),
                          style == PORTAIL_SYNC_INDICATOR_WITH_WORDS);
}
