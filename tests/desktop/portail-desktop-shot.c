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
#define ABOVE    PORTAIL_DESKTOP_ABOVE_WINDOW
#define OWN_SIZE PORTAIL_DESKTOP_OWN_SIZE
#define POPOVER  PORTAIL_DESKTOP_POPOVER
#define FEW      PORTAIL_DESKTOP_IN_FEW

#define OF_TAXIS "'enterprise_id':'" PORTAIL_DEMO_TAXIS_ID "'"

#define PICTURE_FILE PORTAIL_DEMO_SOURCES "/../data/screenshots/dotation.png"

#define INVITED "800000000000000099"

/* 50, 100 and 255 characters. */
#define WORDS_50  "Société anonyme des transports du grand Belvédère "
#define WORDS_100 WORDS_50 "Société anonyme des transports du grand Belvédère."
#define WORDS_255 WORDS_50 WORDS_50 WORDS_50 WORDS_50 WORDS_50 "12345"

/* 200, of a file. */
#define FILE_50   "rapport-de-la-commission-des-transports-et-rues-"
#define FILE_NAME FILE_50 FILE_50 FILE_50 FILE_50 "-fin.pdf"

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
    { KEY ("Escape"), GONE (MENU_ITEM, "By a _value…") },
    POPOVER },
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
    { KEY ("ctrl+5"), SEE (LABEL, "Noé Lefèvre"),
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
    ESCAPE,
    POPOVER },
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
    ESCAPE,
    POPOVER },
  { "declaration-wrong",
    ANY,
    { KEY ("ctrl+3"), CLICK (LABEL, "Draft"), FILL ("Amount", "12 34x"),
      SEE (PUSH_BUTTON, "_Save") },
    { PRESS (PUSH_BUTTON, "_Discard"), GONE (PUSH_BUTTON, "_Discard"), KEY ("Escape") } },
  { "menu", ANY, { KEY ("F10"), SEE (MENU_ITEM, "_Preferences") }, ESCAPE, POPOVER },
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
  { "about",
    ANY,
    { KEY ("ctrl+1"), KEY ("F10"), PRESS (MENU_ITEM, "About Flashback Fa"),
      GONE (MENU_ITEM, "About Flashback Fa"), SEE (LABEL, "Flashback Fa") },
    { PRESS (PUSH_BUTTON, "Close"), GONE (FRAME, "AdwAboutWindow"),
      GONE (FILLER, "AdwAboutWindow") },
    OWN_SIZE,
    FEW },
  { "preferences-notifications",
    ANY,
    { KEY ("ctrl+1"), KEY ("ctrl+comma"), SEE (LABEL, "Appearance"), CLICK (LABEL, "Notifications"),
      SEE (LABEL, "Faults of the program") },
    { PRESS (PUSH_BUTTON, "Close"), GONE (LABEL, "Faults of the program") },
    OWN_SIZE,
    FEW },
  { "operation-running",
    ANY,
    { KEY ("ctrl+5"), CLICK (LABEL, "…10/09/2025…"), SEE (LABEL, "Dates") },
    ESCAPE,
    0,
    FEW },
  { "archive-validated",
    ANY,
    { KEY ("ctrl+6"), CLICK (LABEL, "Contrat de location"), SEE (FILLER, "PortailRecordForm") },
    ESCAPE,
    0,
    FEW },
  { "upload",
    ANY,
    { KEY ("ctrl+4"), KEY ("ctrl+n"), CHOOSE (PICTURE_FILE), SEE (LABEL, "dotation.png") },
    { PRESS (PUSH_BUTTON, "_Add"), GONE (PUSH_BUTTON, "_Add"), SYNC },
    OWN_SIZE,
    FEW },
  { "upload-duplicate",
    ANY,
    { KEY ("ctrl+4"), KEY ("ctrl+n"), CHOOSE (PICTURE_FILE), SEE (LABEL, "Already there") },
    { PRESS (PUSH_BUTTON, "_Cancel"), GONE (PUSH_BUTTON, "_Cancel") },
    OWN_SIZE,
    FEW },
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
  { "user",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Users and devices"), CLICK (LABEL, "…" INVITED "…"),
      SEE (LABEL, "Access") },
    { LEAVE (PUSH_BUTTON, "Back to the list"), LEAVE (PUSH_BUTTON, "Back to the settings") },
    0,
    FEW },
  { "members",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Companies and members"), CLICK (LABEL, "Transport"),
      SEE (FILLER, "PortailRecordForm") },
    { KEY ("Escape"), LEAVE (PUSH_BUTTON, "Back to the settings") },
    0,
    FEW },
  { "client-errors",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Errors of programs"), SEE (LABEL, "…assertion…") },
    BACK_TO_SETTINGS,
    0,
    FEW },
  { "client-error",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Errors of programs"), CLICK (LABEL, "…assertion…"),
      SEE (PUSH_BUTTON, "_Copy") },
    { LEAVE (PUSH_BUTTON, "Back to the list"), LEAVE (PUSH_BUTTON, "Back to the settings") },
    0,
    FEW },
};

/* Faults that programs sent; somebody who has no computer yet, each of which has another name. */
static const PortailDesktopRequest for_staff[] = {
  { "POST", "/api/client-errors",
    "{'version':'1.0','platform':'Debian GNU/Linux 12, GTK 4.8','kind':'critical',"
    "'message':'portail_cache_query_async: assertion « PORTAIL_IS_CACHE (cache) » failed',"
    "'stack':'#0 portail_cache_query_async\\n#1 portail_weeks_view_refresh\\n#2 g_idle_dispatch',"
    "'occurred_at':'2025-09-22T19:12:00Z'}" },
  { "POST", "/api/client-errors",
    "{'version':'1.0','platform':'GNOME 47 (Flatpak)','kind':'crash',"
    "'message':'Signal 11','occurred_at':'2025-09-23T06:40:00Z'}" },
  { "POST", "/api/users", "{'discord_id':'" INVITED "','role':'dot'}" },
};

static const PortailDesktopPage frozen[] = {
  { "loading",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Audit log"), SEE (LABEL, "Asking the server…") },
    BACK_TO_SETTINGS,
    0,
    FEW },
};

static const PortailDesktopPage of_staff_later[] = {
  { "audit",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Audit log"),
      SEE (LABEL, "…Hugo Delcourt · Garage des Docks") },
    BACK_TO_SETTINGS,
    0,
    FEW },
};

/* Somebody of the taxis who has no computer yet. */
static const PortailDesktopRequest membership[] = {
  { "POST", "/api/enterprises/" PORTAIL_DEMO_TAXIS_ID "/members",
    "{'discord_id':'" INVITED "','role':'employe'}" },
};

static const PortailDesktopPage of_staff_last[] = {
  { "members-list",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Companies and members"), CLICK (LABEL, "Transport"),
      SEE (FILLER, "PortailRecordForm"), CLICK (TEXT, "Label"), TAB ("10"), TYPE (INVITED) },
    { KEY ("Escape"), LEAVE (PUSH_BUTTON, "Back to the settings") },
    0,
    FEW },
  { "mapping-faults",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Discord mapping"), FILL ("Guild of the company", "90000"),
      PRESS (COMBO_BOX, "Company"), CLICK (LABEL, "Taxis du Belvédère"),
      FILL ("Role of patrons", "aucun"), PRESS (PUSH_BUTTON, "_Review and save…") },
    BACK_TO_SETTINGS,
    0,
    FEW },
};

/* A company in which nothing happened yet. */
static const PortailDesktopPage of_beginner[] = {
  { "weeks-empty", ANY, { KEY ("ctrl+2"), SEE (LABEL, "No dotation yet") }, { { 0 } } },
  { "declarations-empty", ANY, { KEY ("ctrl+3"), SEE (LABEL, "No declaration yet") }, { { 0 } } },
  { "switched-off",
    ANY,
    { KEY ("ctrl+5"), SEE (LABEL, "Switched off for this company") },
    { { 0 } },
    0,
    FEW },
  { "documents-empty", ANY, { KEY ("ctrl+4"), SEE (LABEL, "No document yet") }, { { 0 } } },
};

/* Whose names are as long as they may be. */
static const PortailDesktopRequest long_names[] = {
  { "PATCH", "/api/enterprises/" PORTAIL_DEMO_TAXIS_ID,
    "{'name':'" WORDS_255 "','type_label':'" WORDS_100 "'}" },
  { "POST", "/api/employees", "{" OF_TAXIS ",'grade':'" WORDS_100 "','name':'" WORDS_100 "'}" },
  { "POST", "/api/tax",
    "{" OF_TAXIS ",'period':'2025-W38','tax_type':'" WORDS_100 "','amount':90071992547409.91,"
    "'due_date':'2025-09-24'}" },
  { "POST", "/api/documents",
    "{" OF_TAXIS ",'filename':'" FILE_NAME "','category':'" WORDS_100 "','doc_type':'rapport',"
    "'tags':'" WORDS_100 "'}" },
  { "POST", "/api/archives",
    "{" OF_TAXIS ",'doc_type':'autre','title':'" WORDS_255 "','category':'" WORDS_100 "',"
    "'tags':'" WORDS_100 "','date':'2025-09-02'}" },
  /* Of the trash, later. */
  { "POST", "/api/dotations",
    "{" OF_TAXIS ",'id':'01995010-0000-7000-8000-000000000237','period':'2025-W37',"
    "'solde_bancaire':280000}" },
};

static const PortailDesktopPage of_long_names[] = {
  { "long-declarations", ANY, { KEY ("ctrl+3"), SEE (LABEL, "Draft") }, { { 0 } }, 0, FEW },
  { "long-declaration",
    ANY,
    { KEY ("ctrl+3"), CLICK (LABEL, "Draft"), SEE (FILLER, "PortailRecordForm") },
    ESCAPE,
    0,
    FEW },
  { "long-documents", ANY, { KEY ("ctrl+4"), SEE (LABEL, FILE_NAME) }, { { 0 } }, 0, FEW },
  { "long-document",
    ANY,
    { KEY ("ctrl+4"), CLICK (LABEL, FILE_NAME), SEE (TEXT, "Tags") },
    ESCAPE,
    0,
    FEW },
  { "long-archives", ANY, { KEY ("ctrl+6"), SEE (LABEL, WORDS_255) }, { { 0 } }, 0, FEW },
  { "long-employees",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Employees"), SEE (LABEL, WORDS_100) },
    BACK_TO_SETTINGS,
    0,
    FEW },
};

/* A week that the staff locked. */
static const PortailDesktopRequest locks[] = {
  { "POST", "/api/dotations",
    "{" OF_TAXIS ",'id':'01995010-0000-7000-8000-000000000238','period':'2025-W38',"
    "'solde_bancaire':310000}" },
  { "POST", "/api/dotations/01995010-0000-7000-8000-000000000238/rows",
    "{'employee_name':'Inaya Rousseau','grade':'Chauffeur','run':4200,'facture':1800,"
    "'vente':0}" },
  { "POST", "/api/config/period-locks",
    "{" OF_TAXIS ",'id':'01995070-0000-7000-8000-000000000238','period':'2025-W38',"
    "'reason':'Les comptes sont clos.'}" },
};

static const PortailDesktopPage of_locked[] = {
  { "sheet-locked",
    ANY,
    { KEY ("ctrl+2"), SEE (TREE_TABLE, "Weeks"), PRESS (PUSH_BUTTON, "Previous week"),
      PRESS (PUSH_BUTTON, "…Ouvrir la semaine 38…"), SEE (TABLE_CELL, "RUN, Inaya Rousseau…") },
    { PRESS (PUSH_BUTTON, "Back to the weeks"), GONE (PUSH_BUTTON, "Back to the weeks"),
      SEE (TREE_TABLE, "Weeks"), SYNC },
    0,
    FEW },
  { NULL,
    ANY,
    { KEY ("ctrl+2"), SEE (TREE_TABLE, "Weeks"), CLICK (LABEL, "Semaine 37…"),
      PRESS (PUSH_BUTTON, "Move to the trash"), SEE (TREE_TABLE, "Weeks"), SYNC,
      GONE (LABEL, "The week is in the trash.") },
    { { 0 } } },
  { "weeks-trash",
    ANY,
    { KEY ("ctrl+2"), MENU ("More", "_Trash"), SEE (PUSH_BUTTON, "Back to the list") },
    { PRESS (PUSH_BUTTON, "Back to the list"), GONE (PUSH_BUTTON, "Back to the list") },
    0,
    FEW },
};

static const PortailDesktopPage unread[] = {
  { "unread",
    ANY,
    { KEY ("F5"), SEE (LABEL, "…éléments du serveur sont illisibles…"), KEY ("ctrl+2") },
    { { 0 } },
    0,
    FEW },
};

static const PortailDesktopPage leaving[] = {
  { "signing-out",
    ANY,
    { KEY ("F10"), PRESS (MENU_ITEM, "Sign _out"), SEE (LABEL, "Signing out…") },
    { { 0 } },
    0,
    FEW },
};

static const PortailDesktopPage of_employee[] = {
  { "dashboard-employee",
    ANY,
    { KEY ("ctrl+1"), SEE (LABEL, "You have no row in a submitted sheet of this week.") },
    { { 0 } } },
  { "weeks-employee", ANY, { KEY ("ctrl+2"), SEE (TREE_TABLE, "Weeks") }, { { 0 } } },
  { "archives-employee", ANY, { KEY ("ctrl+6"), SEE (LABEL, "Contrat de location") }, { { 0 } } },
  { "no-permission",
    ANY,
    { KEY ("ctrl+3"), SEE (LABEL, "Not for you to see") },
    { { 0 } },
    0,
    FEW },
  { "settings-employee", ANY, { KEY ("ctrl+7") }, { { 0 } }, 0, FEW },
};

static const PortailDesktopPage without_server[] = {
  { NULL,
    ANY,
    { KEY ("ctrl+5"), CLICK (LABEL, "…10/09/2025…"), FILL ("Amount", "12100"),
      PRESS (PUSH_BUTTON, "_Save"), GONE (PUSH_BUTTON, "_Save") },
    ESCAPE },
  { NULL,
    ANY,
    { KEY ("ctrl+4"), CLICK (LABEL, "facture-huile.pdf"), FILL ("Amount", "860"),
      PRESS (PUSH_BUTTON, "_Save"), GONE (PUSH_BUTTON, "_Save") },
    ESCAPE },
  { "waiting",
    ANY,
    { KEY ("ctrl+3"), CLICK (LABEL, "Draft"), FILL ("Amount", "1400"), PRESS (PUSH_BUTTON, "_Save"),
      GONE (PUSH_BUTTON, "_Save"), KEY ("F5"), PRESS (PUSH_BUTTON, "Hors ligne…"),
      SEE (LABEL, "…Taxe de séjour…"), GONE (LABEL, "Saved.") },
    { KEY ("ctrl+3"), KEY ("Escape") } },
};

/* Of the same records, before those changes arrive; and an archive of a week. */
static const PortailDesktopRequest meanwhile[] = {
  { "PATCH", "/api/tax/01995020-0000-7000-8000-000000000001", "{'amount':1600}" },
  { "POST", "/api/blanchiment/01995040-0000-7000-8000-000000000002/cancel", NULL },
  { "DELETE", "/api/documents/01995030-0000-7000-8000-000000000002", NULL },
  { "POST", "/api/dotations/" PORTAIL_DESKTOP_SHEET_W37 "/archive",
    "{'archive_id':'01995050-0000-7000-8000-000000000037'}" },
  { "POST", "/api/archives/01995050-0000-7000-8000-000000000037/validate", NULL },
};

static const PortailDesktopPage with_disputes[] = {
  { "trays-resolve",
    ANY,
    { KEY ("F5"), PRESS (PUSH_BUTTON, "…attend…"), SEE (PUSH_BUTTON, "Keep mine") },
    { { 0 } } },
  { "trays-refused",
    ANY,
    { CLICK (LABEL, "…Rejected…"), SEE (PUSH_BUTTON, "Give up") },
    { { 0 } } },
  /* Open, so that the code, which is another one each time, is out of sight. */
  { "archive-snapshot",
    ANY,
    { KEY ("ctrl+6"), CLICK (LABEL, "…37…"), CLICK (LABEL, "Figures") },
    ESCAPE },
};

static const PortailDesktopPage staff_without_server[] = {
  { "users-offline",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Users and devices"), SEE (PUSH_BUTTON, "_Try again") },
    BACK_TO_SETTINGS },
  { "client-errors-offline",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Errors of programs"), SEE (LABEL, "Signal 11"),
      SEE (PUSH_BUTTON, "Try again") },
    BACK_TO_SETTINGS,
    0,
    FEW },
  { "audit-offline",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Audit log"), SEE (PUSH_BUTTON, "_Try again") },
    BACK_TO_SETTINGS },
};

const PortailDesktopPage portail_desktop_english[] = {
  { "dashboard",
    ANY,
    { KEY ("ctrl+1"), SEE (PUSH_BUTTON, "Reports and export"), PRESS (PUSH_BUTTON, "Previous week"),
      SEE (PUSH_BUTTON, "Week 38…") },
    { { 0 } } },
  { "weeks", ANY, { KEY ("ctrl+2"), SEE (TREE_TABLE, "Weeks") }, { { 0 } } },
  { "declaration",
    ANY,
    { KEY ("ctrl+3"), CLICK (LABEL, "Draft"), SEE (FILLER, "PortailRecordForm") },
    ESCAPE },
  { "documents", ANY, { KEY ("ctrl+4"), SEE (LABEL, "facture-pneus.pdf") }, { { 0 } } },
  { "operation", ANY, { KEY ("ctrl+5"), CLICK (LABEL, "Finished"), SEE (LABEL, "Dates") }, ESCAPE },
  { "archive",
    ANY,
    { KEY ("ctrl+6"), CLICK (LABEL, "Facture sans justificatif"), SEE (TEXT, "Title") },
    ESCAPE },
  { "company",
    ANY,
    { KEY ("ctrl+7"), CLICK (LABEL, "Settings of the company"), SEE (TEXT, "RUN") },
    BACK_TO_SETTINGS },
};
const guint portail_desktop_n_english = G_N_ELEMENTS (portail_desktop_english);

#define SHOTS(table) table, G_N_ELEMENTS (table)

const PortailDesktopShots portail_desktop_shots[] = {
  { &portail_desktop_camille, PORTAIL_DESKTOP_SHOT_PAGES, PORTAIL_DESKTOP_FOR_PATRON,
    SHOTS (of_patron) },
  { &portail_desktop_hugo, PORTAIL_DESKTOP_SHOT_PAGES, PORTAIL_DESKTOP_FOR_STAFF, SHOTS (of_staff),
    SHOTS (for_staff) },
  { &portail_desktop_hugo, PORTAIL_DESKTOP_SHOT_FROZEN, PORTAIL_DESKTOP_FOR_STAFF, SHOTS (frozen) },
  { &portail_desktop_hugo, 0, PORTAIL_DESKTOP_FOR_STAFF, SHOTS (of_staff_later) },
  { &portail_desktop_hugo, 0, PORTAIL_DESKTOP_FOR_STAFF, SHOTS (of_staff_last),
    SHOTS (membership) },
  { &portail_desktop_hugo, PORTAIL_DESKTOP_SHOT_BROKEN, PORTAIL_DESKTOP_FOR_STAFF,
    SHOTS (staff_without_server) },
  { &portail_desktop_yanis, 0, PORTAIL_DESKTOP_FOR_PATRON, SHOTS (of_beginner) },
  { &portail_desktop_lea, 0, PORTAIL_DESKTOP_FOR_PATRON, SHOTS (of_employee) },
  { &portail_desktop_camille, PORTAIL_DESKTOP_SHOT_BROKEN, PORTAIL_DESKTOP_FOR_PATRON,
    SHOTS (without_server) },
  { &portail_desktop_camille, 0, PORTAIL_DESKTOP_FOR_PATRON, SHOTS (with_disputes),
    SHOTS (meanwhile) },
  { &portail_desktop_yanis, 0, PORTAIL_DESKTOP_FOR_PATRON, SHOTS (of_long_names),
    SHOTS (long_names) },
  { &portail_desktop_yanis, 0, PORTAIL_DESKTOP_FOR_PATRON, SHOTS (of_locked), SHOTS (locks) },
  { &portail_desktop_yanis, 0, PORTAIL_DESKTOP_FOR_PATRON, SHOTS (unread), NULL, 0,
    "INSERT INTO unknown_row (scope, type, id, rev) VALUES ('x', 'dotation', 'a', 1),"
    " ('x', 'dotation', 'b', 1)" },
  { &portail_desktop_yanis, PORTAIL_DESKTOP_SHOT_HELD, PORTAIL_DESKTOP_FOR_PATRON,
    SHOTS (leaving) },
};
const guint portail_desktop_n_shots = G_N_ELEMENTS (portail_desktop_shots);
