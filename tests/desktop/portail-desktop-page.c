/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/desktop/portail-desktop-page.h"

#define BOTH   PORTAIL_DESKTOP_FOR_BOTH
#define PATRON PORTAIL_DESKTOP_FOR_PATRON
#define STAFF  PORTAIL_DESKTOP_FOR_STAFF

const PortailDesktopPage portail_desktop_pages[] = {
  { "dashboard-empty", BOTH, { KEY ("ctrl+1") }, { PRESS (PUSH_BUTTON, "Previous week") } },
  { "dashboard", BOTH, { KEY ("ctrl+1"), SEE (PUSH_BUTTON, "Semaine 38…") }, { { 0 } } },
  { "weeks", BOTH, { KEY ("ctrl+2"), SEE (TREE_TABLE, "Weeks") }, { { 0 } } },
  { "sheet",
    BOTH,
    { KEY ("ctrl+2"), PRESS (PUSH_BUTTON, "…Ouvrir la semaine 38"),
      SEE (LIST_ITEM, "Total dû, …") },
    { PRESS (PUSH_BUTTON, "Back to the weeks") } },
  { "declarations", BOTH, { KEY ("ctrl+3"), SEE (TREE_TABLE, "Tax declarations") }, { { 0 } } },
  { "declaration",
    BOTH,
    { KEY ("ctrl+3"), CLICK (LABEL, "Taxe de séjour"), KEY ("Return"), SEE (TEXT, "Type d’impôt") },
    { KEY ("Escape") } },
  { "what-if", BOTH, { KEY ("ctrl+3"), CLICK (PAGE_TAB, "What if") }, { { 0 } } },
  { "simulator",
    BOTH,
    { KEY ("ctrl+3"), CLICK (PAGE_TAB, "Simulator") },
    { CLICK (PAGE_TAB, "Declarations") } },
  { "documents", BOTH, { KEY ("ctrl+4"), SEE (LABEL, "facture-pneus.pdf") }, { { 0 } } },
  { "operations", BOTH, { KEY ("ctrl+5"), SEE (LABEL, "Noé Lefèvre") }, { { 0 } } },
  { "suspects", BOTH, { KEY ("ctrl+5"), CLICK (PAGE_TAB, "Suspects") }, { { 0 } } },
  { "analysis", BOTH, { KEY ("ctrl+5"), CLICK (PAGE_TAB, "Analysis") }, { { 0 } } },
  { "followed",
    BOTH,
    { KEY ("ctrl+5"), CLICK (PAGE_TAB, "Employees") },
    { CLICK (PAGE_TAB, "Operations") } },
  { "archives", BOTH, { KEY ("ctrl+6"), SEE (LABEL, "Refused") }, { { 0 } } },
  { "company", BOTH, { KEY ("ctrl+7"), CLICK (LABEL, "Settings of the company") }, { { 0 } } },
  { "employees", BOTH, { KEY ("ctrl+7"), CLICK (LABEL, "Employees") }, { { 0 } } },
  { "grade-rules", BOTH, { KEY ("ctrl+7"), CLICK (LABEL, "Grade rules") }, { { 0 } } },
  { "locks", BOTH, { KEY ("ctrl+7"), CLICK (LABEL, "Locked weeks") }, { { 0 } } },
  { "baremes", BOTH, { KEY ("ctrl+7"), CLICK (LABEL, "Tax tables") }, { { 0 } } },
  { "enterprises", BOTH, { KEY ("ctrl+7"), CLICK (LABEL, "Companies and members") }, { { 0 } } },
  { "server", STAFF, { KEY ("ctrl+7"), CLICK (LABEL, "Settings of the server") }, { { 0 } } },
  { "messages", STAFF, { KEY ("ctrl+7"), CLICK (LABEL, "Messages of the server") }, { { 0 } } },
  { "retention", STAFF, { KEY ("ctrl+7"), CLICK (LABEL, "How long things are kept") }, { { 0 } } },
  { "trays", BOTH, { CLICK (PUSH_BUTTON, "Tout est à jour avec le serveur") }, { KEY ("ctrl+1") } },
  { "palette", BOTH, { KEY ("ctrl+k") }, { KEY ("Escape") }, PORTAIL_DESKTOP_ABOVE_WINDOW },
  { "preferences", BOTH, { KEY ("ctrl+comma") }, { KEY ("Escape") }, PORTAIL_DESKTOP_ABOVE_WINDOW },
  { "shortcuts",
    PATRON,
    { KEY ("ctrl+question") },
    { KEY ("Escape") },
    PORTAIL_DESKTOP_ABOVE_WINDOW },
};

const guint portail_desktop_n_pages = G_N_ELEMENTS (portail_desktop_pages);
