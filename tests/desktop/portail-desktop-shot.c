/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/desktop/portail-desktop-shot.h"

#define ANY PORTAIL_DESKTOP_FOR_BOTH
#define BACK_TO_SETTINGS                                                                           \
  {                                                                                                \
    LEAVE (PUSH_BUTTON, "Back to the settings")                                                    \
  }
#define ESCAPE                                                                                     \
  {                                                                                                \
    KEY ("Escape")                                                                                 \
  }
#define ABOVE PORTAIL_DESKTOP_ABOVE_WINDOW

static const PortailDesktopPage of_patron[] = {
  { "report",
    ANY,
    { KEY ("ctrl+1"), MENU ("Reports and export", "Preview of the company _summary"),
      SEE (PUSH_BUTTON, "Save as PDF") },
    { PRESS (PUSH_BUTTON, "Back to the dashboard"), GONE (PUSH_BUTTON, "Back to the dashboard") } },
  { "weeks-nothing",
    ANY,
    { KEY ("ctrl+2"), SEE (TREE_TABLE, "Weeks"), KEY ("ctrl+f"), TYPE ("zzz"),
      SEE (PUSH_BUTTON, "_Clear the filters") },
    { PRESS (PUSH_BUTTON, "_Clear the filters"), GONE (PUSH_BUTTON, "_Clear the filters") } },
  { "declaration-edited",
    ANY,
    { KEY ("ctrl+3"), CLICK (LABEL, "Draft"), FILL ("Amount", "1400"), SEE (PUSH_BUTTON, "_Save") },
    { PRESS (PUSH_BUTTON, "_Discard"), GONE (PUSH_BUTTON, "_Discard"), KEY ("Escape") } },
  { "declaration-new",
    ANY,
    { KEY ("ctrl+3"), SEE (LABEL, "Draft"), KEY ("ctrl+n"), SEE (PUSH_BUTTON, "_Save") },
    { PRESS (PUSH_BUTTON, "_Discard"), GONE (PUSH_BUTTON, "_Discard") } },
  { "declaration-filter",
    ANY,
    { KEY ("ctrl+3"), PRESS (PUSH_BUTTON, "Filter"), SEE (MENU_ITEM, "By a _value…") },
    { KEY ("Escape"), GONE (MENU_ITEM, "By a _value…") } },
  { "document",
    ANY,
    { KEY ("ctrl+4"), CLICK (LABEL, "facture-pneus.pdf"), SEE (TEXT, "Tags") },
    ESCAPE },
  { "documents-trash",
    ANY,
    { KEY ("ctrl+4"), MENU ("More", "_Trash"), SEE (PUSH_BUTTON, "Back to the list") },
    { PRESS (PUSH_BUTTON, "Back to the list"), GONE (PUSH_BUTTON, "Back to the list") } },
  { "operation", ANY, { KEY ("ctrl+5"), CLICK (LABEL, "Finished"), SEE (LABEL, "Dates") }, ESCAPE },
  { "import",
    ANY,
    { KEY ("ctrl+5"),
      CLIP ("12/09/2025;Aztecas;Noé Lefèvre;D-9;R-9;3000\n"
            "13/09/2025;Aztecas;Léa Fontaine;D-9;R-8;quatre\n"),
      KEY ("ctrl+shift+v"), SEE (LABEL, "Aztecas") },
    { KEY ("Escape"), GONE (PUSH_BUTTON, "_Import") },
    PORTAIL_DESKTOP_OWN_SIZE },
  { "archive",
    ANY,
    { KEY ("ctrl+6"), CLICK (LABEL, "Facture sans justificatif"), SEE (TEXT, "Title") },
    ESCAPE },
  { "archives-guide",
    ANY,
    { KEY ("ctrl+6"), PRESS (PUSH_BUTTON, "What a search understands"),
      SEE (LABEL, "What a search understands") },
    ESCAPE },
  { "employee-new",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Employees"), SEE (LABEL, "Zoé Lefèvre"), KEY ("ctrl+n"),
      SEE (PUSH_BUTTON, "_Save") },
    { PRESS (PUSH_BUTTON, "_Discard"), GONE (PUSH_BUTTON, "_Discard"),
      LEAVE (PUSH_BUTTON, "Back to the settings") } },
  { "exchange", ANY, { KEY ("ctrl+7"), CLICK (LABEL, "Export and import") }, BACK_TO_SETTINGS },
  { "weeks-of-year",
    ANY,
    { KEY ("ctrl+1"), PRESS (PUSH_BUTTON, "Semaine 3…"), SEE (PUSH_BUTTON, "Go to this week") },
    ESCAPE },
  { "declaration-wrong",
    ANY,
    { KEY ("ctrl+3"), CLICK (LABEL, "Draft"), FILL ("Amount", "12 34x"),
      SEE (PUSH_BUTTON, "_Save") },
    { PRESS (PUSH_BUTTON, "_Discard"), GONE (PUSH_BUTTON, "_Discard"), KEY ("Escape") } },
  { "menu", ANY, { KEY ("F10"), SEE (MENU_ITEM, "_Preferences") }, ESCAPE },
  { "palette-found",
    ANY,
    { KEY ("ctrl+k"), SEE (LIST, "Commands and records"), TYPE ("pneus"),
      SEE (LABEL, "facture-pneus.pdf") },
    { KEY ("Escape"), GONE (LIST, "Commands and records") },
    ABOVE },
  { "help",
    ANY,
    { KEY ("F1"), SEE (LABEL, "Keys") },
    { PRESS (PUSH_BUTTON, "Close"), GONE (LABEL, "Keys") },
    ABOVE },
};

static const PortailDesktopPage of_staff[] = {
  { "overview",
    ANY,
    { KEY ("ctrl+1"), SEE (PUSH_BUTTON, "Reports and export"),
      CLICK (PAGE_TAB, "dashboard|All companies"), SEE (TREE_TABLE, "All companies") },
    { CLICK (PAGE_TAB, "dashboard|Company") } },
  { "undeclared",
    ANY,
    { KEY ("ctrl+3"), SEE (TREE_TABLE, "Tax declarations"), CLICK (PAGE_TAB, "Not declared"),
      SEE (LIST_ITEM, "Taxis du Belvédère") },
    { CLICK (PAGE_TAB, "Declarations") } },
  { "users",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Users and devices"), SEE (LABEL, "Camille Renard") },
    BACK_TO_SETTINGS },
  { "mapping", ANY, { KEY ("ctrl+7"), CLICK (LABEL, "Discord mapping") }, BACK_TO_SETTINGS },
};

/* A company in which nothing happened yet. */
static const PortailDesktopPage of_beginner[] = {
  { "weeks-empty", ANY, { KEY ("ctrl+2"), SEE (LABEL, "No dotation yet") }, { { 0 } } },
  { "declarations-empty", ANY, { KEY ("ctrl+3"), SEE (LABEL, "No declaration yet") }, { { 0 } } },
  { "documents-empty", ANY, { KEY ("ctrl+4"), SEE (LABEL, "No document yet") }, { { 0 } } },
};

static const PortailDesktopPage of_employee[] = {
  { "dashboard-employee", ANY, { KEY ("ctrl+1") }, { { 0 } } },
  { "weeks-employee", ANY, { KEY ("ctrl+2"), SEE (TREE_TABLE, "Weeks") }, { { 0 } } },
  { "archives-employee", ANY, { KEY ("ctrl+6"), SEE (LABEL, "Contrat de location") }, { { 0 } } },
};

static const PortailDesktopPage without_server[] = {
  { "waiting",
    ANY,
    { KEY ("ctrl+3"), CLICK (LABEL, "Draft"), FILL ("Amount", "1400"), PRESS (PUSH_BUTTON, "_Save"),
      GONE (PUSH_BUTTON, "_Save"), KEY ("F5"), PRESS (PUSH_BUTTON, "Hors ligne…"),
      SEE (LABEL, "…Taxe de séjour…"), GONE (LABEL, "Saved.") },
    { KEY ("ctrl+3"), KEY ("Escape") } },
};

static const PortailDesktopPage staff_without_server[] = {
  { "users-offline",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Users and devices"), SEE (PUSH_BUTTON, "_Try again") },
    BACK_TO_SETTINGS },
  { "audit-offline",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Audit log"), SEE (PUSH_BUTTON, "_Try again") },
    BACK_TO_SETTINGS },
};

#define SHOTS(table) table, G_N_ELEMENTS (table)

const PortailDesktopShots portail_desktop_shots[] = {
  { &portail_desktop_camille, PORTAIL_DESKTOP_SHOT_PAGES, PORTAIL_DESKTOP_FOR_PATRON,
    SHOTS (of_patron) },
  { &portail_desktop_hugo, PORTAIL_DESKTOP_SHOT_PAGES, PORTAIL_DESKTOP_FOR_STAFF,
    SHOTS (of_staff) },
  { &portail_desktop_hugo, PORTAIL_DESKTOP_SHOT_BROKEN, PORTAIL_DESKTOP_FOR_STAFF,
    SHOTS (staff_without_server) },
  { &portail_desktop_yanis, 0, PORTAIL_DESKTOP_FOR_PATRON, SHOTS (of_beginner) },
  { &portail_desktop_lea, 0, PORTAIL_DESKTOP_FOR_PATRON, SHOTS (of_employee) },
  { &portail_desktop_camille, PORTAIL_DESKTOP_SHOT_BROKEN, PORTAIL_DESKTOP_FOR_PATRON,
    SHOTS (without_server) },
};
const guint portail_desktop_n_shots = G_N_ELEMENTS (portail_desktop_shots);
