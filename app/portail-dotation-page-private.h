/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of PortailDotationPage share. */
#pragma once

#include "app/portail-banner.h"
#include "app/portail-command-bar.h"
#include "app/portail-dotation-page.h"
#include "app/portail-dotation-preview.h"
#include "app/portail-figures-panel.h"
#include "app/portail-grid.h"
#include "app/portail-rows-model.h"
#include "app/portail-sheet-inputs.h"
#include "app/portail-sheet-keeper.h"

struct _PortailDotationPage
{
  AdwBin parent_instance;

  GtkStack *views;
  AdwStatusPage *gone;
  GtkLabel *title;
  GtkLabel *company;
  GtkLabel *status;
  GtkWidget *provisional;
  GtkWidget *import_button;
  GtkWidget *trash_button;
  AdwBin *wide_commands;
  AdwBin *narrow_commands;
  PortailCommandBar *commands;
  PortailBanner *banner;
  PortailBanner *left_banner; /* what was typed and has no place any more */
  GtkScrolledWindow *scroller;
  GtkBox *body;
  GtkBox *entries;
  GtkScrolledWindow *rows_box;
  GtkScrolledWindow *depenses_box;
  GtkScrolledWindow *retraits_box;
  GtkWidget *why_bar;
  GtkLabel *why;
  GtkWidget *reset_button;
  PortailSheetInputs *inputs;
  GtkWidget *side_separator;
  GtkScrolledWindow *side;
  PortailFiguresPanel *figures;
  PortailDotationPreview *preview;

  PortailDotationModel *model;
  PortailRowsModel *rows;
  PortailSheetKeeper *keeper; /* NULL before the sheet was there */
  PortailGrid *grids[PORTAIL_N_SHEET_TABLES];
  PortailSheetTable target; /* the table that had the focus last: what an import is for */
  gboolean is_narrow;
};

/* What the row under the cursor says about itself. */
void portail_dotation_page_update_why (PortailDotationPage *page);
/* portail-dotation-page-actions.c */
void portail_dotation_page_update_trash (PortailDotationPage *page);
void portail_dotation_page_install_actions (GtkWidgetClass *class);
