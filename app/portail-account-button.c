/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-account-button.h"

#include "app/portail-own-picture.h"
#include "shared/portail-i18n.h"

struct _PortailAccountButton
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  AdwAvatar *avatar;
  GtkLabel *person_label;
  GtkLabel *role_label;
  GMenu *accounts_menu;
  PortailOwnPicture *picture; /* NULL without desk */
};

G_DEFINE_FINAL_TYPE (PortailAccountButton, portail_account_button, ADW_TYPE_BIN)

static void
portail_account_button_dispose (GObject *object)
{
  PortailAccountButton *button = PORTAIL_ACCOUNT_BUTTON (object);

  g_clear_object (&button->picture);
  G_OBJECT_CLASS (portail_account_button_parent_class)->dispose (object);
}

static void
portail_account_button_class_init (PortailAccountButtonClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_account_button_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-account-button.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailAccountButton, button);
  gtk_widget_class_bind_template_child (widget_class, PortailAccountButton, avatar);
  gtk_widget_class_bind_template_child (widget_class, PortailAccountButton, person_label);
  gtk_widget_class_bind_template_child (widget_class, PortailAccountButton, role_label);
  gtk_widget_class_bind_template_child (widget_class, PortailAccountButton, accounts_menu);
}

static void
portail_account_button_init (PortailAccountButton *button)
{
  gtk_widget_init_template (GTK_WIDGET (button));
  gtk_widget_set_halign (GTK_WIDGET (gtk_menu_button_get_popover (button->button)),
                         GTK_ALIGN_START);
}

static void
show_picture (PortailAccountButton *button)
{
  adw_avatar_set_custom_image (button->avatar, portail_own_picture_get (button->picture));
}

void
portail_account_button_set_desk (PortailAccountButton *button, PortailDesk *desk)
{
  g_return_if_fail (PORTAIL_IS_ACCOUNT_BUTTON (button));
  g_return_if_fail (button->picture == NULL);
  button->picture = portail_own_picture_new (desk);
  g_signal_connect_object (button->picture, "changed", G_CALLBACK (show_picture), button,
                           G_CONNECT_SWAPPED);
}

void
portail_account_button_set_person (PortailAccountButton *button, const char *name, PortailRole role)
{
  const char *role_title = role != PORTAIL_ROLE_NONE ? portail_role_get_title (role) : "";
  g_autofree char *label = NULL;

  g_return_if_fail (PORTAIL_IS_ACCOUNT_BUTTON (button));
  /* Translators: a person's name and role, as a screen reader says them. */
  label = g_strdup_printf (_ ("Account of %s, %s"), name, role_title);
  adw_avatar_set_text (button->avatar, name);
  gtk_label_set_text (button->person_label, name);
  gtk_label_set_text (button->role_label, role_title);
  gtk_widget_set_visible (GTK_WIDGET (button->role_label), *role_title != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (button->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

/* `zoe (flashbackfa-entreprise.fr)`; an underscore is no mnemonic. Owned. */
static char *
describe_account (const PortailAccount *account)
{
  g_autofree char *text = portail_account_to_text (account);
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", parts);
}

void
portail_account_button_set_accounts (PortailAccountButton *button, const GPtrArray *accounts)
{
  g_return_if_fail (PORTAIL_IS_ACCOUNT_BUTTON (button));
  g_menu_remove_all (button->accounts_menu);
  /* One account alone needs no choice. */
  for (guint i = 0; accounts->len > 1 && i < accounts->len; i++)
    {
      const PortailAccount *account = g_ptr_array_index (accounts, i);
      g_autofree char *label = describe_account (account);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "app.switch-account", "s", account->directory);
      g_menu_append_item (button->accounts_menu, item);
    }
}

void
portail_account_button_popup (PortailAccountButton *button)
{
  g_return_if_fail (PORTAIL_IS_ACCOUNT_BUTTON (button));
  gtk_menu_button_popup (button->button);
}
