/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-unbuilt-page.h"

#include "shared/portail-i18n.h"

struct _PortailUnbuiltPage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (PortailUnbuiltPage, portail_unbuilt_page, ADW_TYPE_BIN)

static void
portail_unbuilt_page_class_init (PortailUnbuiltPageClass *class)
{
}

static void
portail_unbuilt_page_init (PortailUnbuiltPage *page)
{
}

GtkWidget *
portail_unbuilt_page_new (const PortailShellModule *module)
{
  AdwBin *page = g_object_new (PORTAIL_TYPE_UNBUILT_PAGE, NULL);
  GtkWidget *status = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), module->icon_name);
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _ (module->title));
  adw_status_page_set_description (ADW_STATUS_PAGE (status),
                                   _ ("This module comes with a later version."));
  adw_bin_set_child (page, status);
  return GTK_WIDGET (page);
}
