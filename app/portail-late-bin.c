/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-late-bin.h"

struct _PortailLateBin
{
  AdwBin parent_instance;

  PortailLateMake make; /* NULL once it has */
  gpointer user_data;
};

G_DEFINE_FINAL_TYPE (PortailLateBin, portail_late_bin, ADW_TYPE_BIN)

static void
portail_late_bin_map (GtkWidget *widget)
{
  portail_late_bin_make_child (PORTAIL_LATE_BIN (widget));
  GTK_WIDGET_CLASS (portail_late_bin_parent_class)->map (widget);
}

static void
portail_late_bin_dispose (GObject *object)
{
  PORTAIL_LATE_BIN (object)->make = NULL;
  G_OBJECT_CLASS (portail_late_bin_parent_class)->dispose (object);
}

static void
portail_late_bin_class_init (PortailLateBinClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_late_bin_dispose;
  GTK_WIDGET_CLASS (class)->map = portail_late_bin_map;
}

static void
portail_late_bin_init (PortailLateBin *bin)
{
}

GtkWidget *
portail_late_bin_new (PortailLateMake make, gpointer user_data)
{
  PortailLateBin *bin = g_object_new (PORTAIL_TYPE_LATE_BIN, NULL);

  bin->make = make;
  bin->user_data = user_data;
  return GTK_WIDGET (bin);
}

GtkWidget *
portail_late_bin_make_child (PortailLateBin *bin)
{
  PortailLateMake make;

  g_return_val_if_fail (PORTAIL_IS_LATE_BIN (bin), NULL);
  make = bin->make;
  bin->make = NULL;
  if (make != NULL)
    adw_bin_set_child (ADW_BIN (bin), make (bin->user_data));
  return adw_bin_get_child (ADW_BIN (bin));
}
