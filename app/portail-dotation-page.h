/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of one week: employees, dépenses, retraits, balance and notes, with the chain of
 * figures beside them (below them where it is narrow), commands, import, export and preview.
 *
 * 1. What is being typed is committed before it is used: by commands, exports, undo and leaving.
 * 2. A closed sheet is read-only and says why.
 * Signals: "back" () when the user leaves the sheet; "trash" () when it is to go to the trash;
 * "actions-changed" () when what undo, redo, print or save can do differs. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-dotation-model.h"
#include "shared/report/portail-dotation-export.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_DOTATION_PAGE (portail_dotation_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailDotationPage, portail_dotation_page, PORTAIL, DOTATION_PAGE, AdwBin)

GtkWidget *portail_dotation_page_new (PortailDotationModel *model);
PortailDotationModel *portail_dotation_page_get_model (PortailDotationPage *page);

typedef enum
{
  PORTAIL_DOTATION_PAGE_UNDO,
  PORTAIL_DOTATION_PAGE_REDO,
  PORTAIL_DOTATION_PAGE_PRINT, /* shows the preview */
  PORTAIL_DOTATION_PAGE_SAVE,  /* commits what is being typed; all else is saved at once */
  PORTAIL_DOTATION_PAGE_N_DEEDS,
} PortailDotationPageDeed;

gboolean portail_dotation_page_can (PortailDotationPage *page, PortailDotationPageDeed deed);
void portail_dotation_page_do (PortailDotationPage *page, PortailDotationPageDeed deed);
/* Commits what is being typed. */
void portail_dotation_page_commit (PortailDotationPage *page);

G_END_DECLS
