/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sign-in-page.h"

#include "app/portail-text-scale.h"
#include "app/portail-unbroken-text.h"
#include "shared/portail-i18n.h"

struct _PortailSignInPage
{
  AdwBin parent_instance;

  AdwPreferencesGroup *accounts_group;
  GPtrArray *account_rows; /* borrowed from the group */
  AdwClamp *clamp;
  AdwStatusPage *status_page;
  GtkEditable *address_row;
  GtkLabel *failure_label;
  GtkStack *buttons;
  GtkWidget *sign_in_button;
  GtkWidget *cancel_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (PortailSignInPage, portail_sign_in_page, ADW_TYPE_BIN)

enum
{
  SIGN_IN,
  CANCEL,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_web_address (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && *host != '\0'
         && (g_str_equal (g_uri_get_scheme (uri), "https")
             || g_str_equal (g_uri_get_scheme (uri), "http"));
}

static void
on_address_changed (PortailSignInPage *page)
{
  gtk_widget_set_sensitive (page->sign_in_button,
                            is_web_address (portail_sign_in_page_get_address (page)));
}

static void
on_sign_in (PortailSignInPage *page)
{
  const char *address = portail_sign_in_page_get_address (page);

  if (is_web_address (address))
    g_signal_emit (page, signals[SIGN_IN], 0, address);
}

static void
on_cancel (PortailSignInPage *page)
{
  g_signal_emit (page, signals[CANCEL], 0);
}

static void
portail_sign_in_page_finalize (GObject *object)
{
  g_ptr_array_unref (PORTAIL_SIGN_IN_PAGE (object)->account_rows);
  G_OBJECT_CLASS (portail_sign_in_page_parent_class)->finalize (object);
}

static void
portail_sign_in_page_class_init (PortailSignInPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = portail_sign_in_page_finalize;
  signals[SIGN_IN] = g_signal_new ("sign-in", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CANCEL] = g_signal_new ("cancel", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailSignInPage, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, PortailSignInPage, clamp);
  gtk_widget_class_bind_template_child (widget_class, PortailSignInPage, status_page);
  gtk_widget_class_bind_template_child (widget_class, PortailSignInPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, PortailSignInPage, failure_label);
  gtk_widget_class_bind_template_child (widget_class, PortailSignInPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, PortailSignInPage, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, PortailSignInPage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, PortailSignInPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
portail_sign_in_page_init (PortailSignInPage *page)
{
  g_autofree char *title = NULL;

  page->account_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (page));
  title = portail_unbroken_text (adw_status_page_get_title (page->status_page), _ ("Flashback Fa"));
  adw_status_page_set_title (page->status_page, title);
  portail_text_scale_up_clamps (GTK_WIDGET (page->clamp));
  on_address_changed (page);
}

void
portail_sign_in_page_set_address (PortailSignInPage *page, const char *address)
{
  g_return_if_fail (PORTAIL_IS_SIGN_IN_PAGE (page));
  gtk_editable_set_text (page->address_row, address);
}

const char *
portail_sign_in_page_get_address (PortailSignInPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_SIGN_IN_PAGE (page), NULL);
  return gtk_editable_get_text (page->address_row);
}

void
portail_sign_in_page_show_ready (PortailSignInPage *page, const char *failure)
{
  g_return_if_fail (PORTAIL_IS_SIGN_IN_PAGE (page));
  gtk_label_set_text (page->failure_label, failure != NULL ? failure : "");
  gtk_widget_set_visible (GTK_WIDGET (page->failure_label), failure != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (page->address_row), TRUE);
  gtk_spinner_stop (page->spinner);
  gtk_stack_set_visible_child_name (page->buttons, "ready");
  gtk_button_set_label (GTK_BUTTON (page->sign_in_button), failure != NULL
                                                               ? _ ("Try again with Discord")
                                                               : _ ("Sign in with Discord"));
}

void
portail_sign_in_page_show_waiting (PortailSignInPage *page)
{
  g_return_if_fail (PORTAIL_IS_SIGN_IN_PAGE (page));
  gtk_widget_set_visible (GTK_WIDGET (page->failure_label), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (page->address_row), FALSE);
  gtk_spinner_start (page->spinner);
  gtk_stack_set_visible_child_name (page->buttons, "waiting");
  gtk_widget_grab_focus (page->cancel_button);
}

/* A name is no markup. */
static GtkWidget *
new_account_row (const PortailAccount *account)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *text = portail_account_to_text (account);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "app.switch-account");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", account->directory);
  return GTK_WIDGET (row);
}

void
portail_sign_in_page_set_accounts (PortailSignInPage *page, const GPtrArray *accounts)
{
  g_return_if_fail (PORTAIL_IS_SIGN_IN_PAGE (page));
  for (guint i = 0; i < page->account_rows->len; i++)
    adw_preferences_group_remove (page->accounts_group, page->account_rows->pdata[i]);
  g_ptr_array_set_size (page->account_rows, 0);
  for (guint i = 0; i < accounts->len; i++)
    {
      g_ptr_array_add (page->account_rows, new_account_row (accounts->pdata[i]));
      adw_preferences_group_add (page->accounts_group, page->account_rows->pdata[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (page->accounts_group), accounts->len > 0);
}
