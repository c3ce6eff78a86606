/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The side of a PortailRecordPage that shows the open record, made when the first one is opened:
 * the page is there sooner without it. What it shows is set by the page, which has the actions of
 * its buttons too, in the group "records". Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-command-bar.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_RECORD_PANEL (portail_record_panel_get_type ())
G_DECLARE_FINAL_TYPE (PortailRecordPanel, portail_record_panel, PORTAIL, RECORD_PANEL, GtkBox)

/* Its parts, borrowed. */
struct _PortailRecordPanel
{
  GtkBox parent_instance;

  GtkWidget *back_button;
  GtkLabel *title;
  GtkLabel *pill;
  GtkWidget *menu;
  GtkWidget *close_button;
  GtkWidget *draft_bar;
  GtkScrolledWindow *scroller;
  GtkBox *body;
  AdwBin *form_place;
  GtkWidget *foot;
  PortailCommandBar *commands;
  GtkWidget *save_bar;
};

typedef enum
{
  PORTAIL_RECORD_PANEL_BESIDE, /* the list */
  PORTAIL_RECORD_PANEL_ALONE,
} PortailRecordPanelPlace;

/* Hidden. @above and @below stand around its form. */
PortailRecordPanel *portail_record_panel_new (GtkWidget *above, GtkWidget *below);
void portail_record_panel_set_place (PortailRecordPanel *panel, PortailRecordPanelPlace place);

G_END_DECLS
