/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-mapping-effects.h"

#include "app/portail-json-member.h"
#include "shared/portail-i18n.h"
#include "shared/portail-role.h"

/* The list scrolls beyond, in pixels. */
#define MAX_HEIGHT 320
/* Effects that are listed; more are counted. */
#define MAX_EFFECTS 200

static const char *
get_role_title (const PortailJson *effect, const char *side)
{
  PortailRole role = portail_role_from_name (portail_json_get_member_string (effect, side));

  return role != PORTAIL_ROLE_NONE ? portail_role_get_title (role) : _ ("none");
}

static gboolean
is_loss (const PortailJson *effect)
{
  return portail_role_from_name (portail_json_get_member_string (effect, "after"))
         < portail_role_from_name (portail_json_get_member_string (effect, "before"));
}

static GtkWidget *
new_effect (const PortailJson *effect)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *pill = gtk_label_new (is_loss (effect) ? _ ("loses") : _ ("gains"));
  const char *name = portail_json_get_member_string (effect, "display_name");
  const char *company = portail_json_get_member_string (effect, "enterprise_name");
  g_autofree char *roles = g_strdup_printf (_ ("%1$s → %2$s"), get_role_title (effect, "before"),
                                            get_role_title (effect, "after"));
  g_autofree char *words = g_strdup_printf ("%s · %s", roles,
                                            company != NULL ? company : _ ("Whole server"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (
      ADW_PREFERENCES_ROW (row),
      name != NULL ? name : portail_json_get_member_string (effect, "discord_id"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (pill, "pill-label");
  gtk_widget_add_css_class (pill, is_loss (effect) ? "bad" : "good");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  return row;
}

static GtkWidget *
new_list (const PortailJson *first)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  guint n = 0;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Who gains or loses a role"), -1);
  for (const PortailJson *effect = first; effect != NULL && n < MAX_EFFECTS;
       effect = effect->next, n++)
    gtk_list_box_append (GTK_LIST_BOX (list), new_effect (effect));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  return scroller;
}

/* Owned. */
static char *
describe (const PortailJson *trial, guint n_effects)
{
  const char *source = portail_json_member_is_true (trial, "is_live")
                           ? _ ("Discord was asked just now.")
                           : _ ("By what Discord said of each person last: the server has no bot "
                                "to ask now.");
  guint n_users = (guint) portail_json_member_get_integer (trial, "users");
  g_autofree char *users = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                         "%u account was looked at.",
                                                         "%u accounts were looked at.", n_users),
                                            n_users);
  g_autofree char *effects = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u role would change.", "%u roles would change.", n_effects),
      n_effects);

  return g_strjoin (" ", users, effects, source, NULL);
}

AdwMessageDialog *
portail_mapping_effects_new (GtkWidget *within, const PortailJson *trial)
{
  GtkRoot *root = gtk_widget_get_root (within);
  const PortailJson *items = portail_json_get (trial, "items");
  guint n_effects = portail_json_count_children (items);
  g_autofree char *body = describe (trial, n_effects);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      n_effects > 0 ? _ ("Save the mapping?") : _ ("Save the mapping? Nobody’s role changes"),
      body));

  if (n_effects > 0)
    adw_message_dialog_set_extra_child (dialog, new_list (items->first_child));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "cancel");
  return dialog;
}
