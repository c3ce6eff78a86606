/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-banner.h"

struct _PortailBanner
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (PortailBanner, portail_banner, GTK_TYPE_WIDGET)

static void
portail_banner_dispose (GObject *object)
{
  PortailBanner *banner = PORTAIL_BANNER (object);

  g_clear_pointer ((GtkWidget **) &banner->revealer, gtk_widget_unparent);
  G_OBJECT_CLASS (portail_banner_parent_class)->dispose (object);
}

/* One that says nothing is not there: that it comes is what a screen reader tells. */
static void
on_revealed (PortailBanner *banner)
{
  gtk_widget_set_visible (GTK_WIDGET (banner),
                          gtk_revealer_get_reveal_child (banner->revealer)
                              || gtk_revealer_get_child_revealed (banner->revealer));
}

static void
portail_banner_class_init (PortailBannerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_banner_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, PortailBanner, label);
  gtk_widget_class_bind_template_child (widget_class, PortailBanner, button);
}

static void
portail_banner_init (PortailBanner *banner)
{
  gtk_widget_init_template (GTK_WIDGET (banner));
  g_signal_connect_object (banner->revealer, "notify::child-revealed", G_CALLBACK (on_revealed),
                           banner, G_CONNECT_SWAPPED);
  on_revealed (banner);
}

void
portail_banner_show (PortailBanner *banner,
                     const char *text,
                     const char *button_label,
                     const char *action_name)
{
  g_return_if_fail (PORTAIL_IS_BANNER (banner));
  gtk_label_set_text (banner->label, text);
  gtk_widget_set_visible (GTK_WIDGET (banner->button), button_label != NULL);
  if (button_label != NULL)
    {
      gtk_button_set_label (banner->button, button_label);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (banner->button), action_name);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (banner), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (GTK_WIDGET (banner), TRUE);
  gtk_revealer_set_reveal_child (banner->revealer, TRUE);
}

void
portail_banner_hide (PortailBanner *banner)
{
  g_return_if_fail (PORTAIL_IS_BANNER (banner));
  gtk_revealer_set_reveal_child (banner->revealer, FALSE);
  on_revealed (banner);
}
