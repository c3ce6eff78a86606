/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a role may do in each module and what it may not, which the window says before anybody
 * tries: one row a module (domain.md §2). */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

#define READ_ONLY  "You can read this, not change it."
#define FOR_STAFF  "This is for staff to do."
#define SOJOURN    "/api/tax/01995020-0000-7000-8000-000000000001"
#define OIL        "/api/documents/01995030-0000-7000-8000-000000000002"
#define BALLAS     "/api/blanchiment/01995040-0000-7000-8000-000000000002"
#define NO_RECEIPT "/api/archives/01995050-0000-7000-8000-000000000003"

typedef struct
{
  const char *sentence;
  PortailDesktopAct allowed[12];
  PortailDesktopAct refused[8];
} Duty;

static const Duty co_patron[] = {
  {
      .sentence = "A co-patron makes a sheet and validates none",
      .allowed = { KEY ("ctrl+2"), PRESS (PUSH_BUTTON, "_New dotation"),
                   SEE (TABLE_CELL, "…nouvelle ligne"), SYNC,
                   HAS ("/api/dotations?limit=200", "2025-W39"),
                   PRESS (PUSH_BUTTON, "Back to the weeks"), SEE (TREE_TABLE, "Weeks") },
      .refused = { PRESS (PUSH_BUTTON, "Previous week"), SEE (PUSH_BUTTON, "Semaine 38…"),
                   PRESS (PUSH_BUTTON, "…Ouvrir la semaine 38…"), GREY (PUSH_BUTTON, FOR_STAFF),
                   PRESS (PUSH_BUTTON, "Back to the weeks") },
  },
  {
      .sentence = "A co-patron submits a declaration and validates none",
      .allowed = { KEY ("ctrl+3"), CLICK (LABEL, "Taxe de séjour"), PRESS (PUSH_BUTTON, "Submit"),
                   SEE (LABEL, "Submitted"), SYNC, HAS (SOJOURN, "\"status\":\"en_attente\"") },
      .refused = { GREY (PUSH_BUTTON, FOR_STAFF) },
  },
  {
      .sentence = "A co-patron describes a document",
      .allowed = { KEY ("ctrl+4"), CLICK (LABEL, "facture-huile.pdf"),
                   SEE (FILLER, "PortailRecordForm"), FILL ("Description", "Huile de boîte"),
                   PRESS (PUSH_BUTTON, "_Save"), GONE (PUSH_BUTTON, "_Save"), SYNC,
                   HAS (OIL, "Huile de boîte") },
  },
  {
      .sentence = "A co-patron corrects an operation and reviews none",
      .allowed = { KEY ("ctrl+5"), CLICK (LABEL, "Ballas"), SEE (FILLER, "PortailRecordForm"),
                   FILL ("Amount", "12500"), PRESS (PUSH_BUTTON, "_Save"),
                   GONE (PUSH_BUTTON, "_Save"), SYNC, HAS (BALLAS, "12500") },
      .refused = { CLICK (PAGE_TAB, "Suspects"), SEE (LIST, "Suspects"),
                   GREY (PUSH_BUTTON, "_Review…"), CLICK (PAGE_TAB, "Operations") },
  },
  {
      .sentence = "A co-patron corrects a refused archive and no other",
      .allowed = { KEY ("ctrl+6"), CLICK (LABEL, "Facture sans justificatif"),
                   SEE (FILLER, "PortailRecordForm"), FILL ("Amount", "995"),
                   PRESS (PUSH_BUTTON, "_Save"), GONE (PUSH_BUTTON, "_Save"), SYNC,
                   HAS (NO_RECEIPT, "\"status\":\"en_attente\""), PRESS (PUSH_BUTTON, "Close") },
      .refused = { CLICK (LABEL, "Facture de pneus"),
                   SEE (STATUS_BAR, "Only what was refused can be changed.") },
  },
  {
      .sentence = "A co-patron promotes an employee and leaves the settings to the patron",
      .allowed = { KEY ("ctrl+7"), CLICK (LABEL, "Employees"), CLICK (LABEL, "Łukasz Nowak"),
                   SEE (FILLER, "PortailRecordForm"), FILL ("Grade", "Senior"),
                   PRESS (PUSH_BUTTON, "_Save"), GONE (PUSH_BUTTON, "_Save"), SYNC,
                   LEAVE (PUSH_BUTTON, "Back to the settings") },
      .refused = { CLICK (LABEL, "Settings of the company"),
                   SEE (STATUS_BAR, "The patron and the staff change these settings."),
                   CLICK (LABEL, "Locked weeks"), GREY (PUSH_BUTTON, "Semaine 30…"),
                   SEE (LABEL, "A locked week takes no more changes. Staff locks and unlocks.") },
  },
};

static const Duty tax_agent[] = {
  {
      .sentence = "The DOT reads the figures and makes no sheet",
      .allowed = { KEY ("ctrl+1"), PRESS (PUSH_BUTTON, "Previous week"),
                   SEE (PUSH_BUTTON, "CA brut, …"), PRESS (PUSH_BUTTON, "Next week") },
      .refused = { KEY ("ctrl+2"), SEE (TREE_TABLE, "Weeks"),
                   GREY (PUSH_BUTTON, "Your role may not make dotations for this company.") },
  },
  {
      .sentence = "The DOT reads a declaration and submits none",
      .allowed = { KEY ("ctrl+3"), CLICK (LABEL, "Taxe de séjour"),
                   SEE (FILLER, "PortailRecordForm") },
      .refused = { SEE (STATUS_BAR, READ_ONLY),
                   GREY (PUSH_BUTTON, "This is for the company to do.") },
  },
  {
      .sentence = "The DOT reads a document and adds none",
      .allowed = { KEY ("ctrl+4"), CLICK (LABEL, "bail-atelier.pdf"),
                   SEE (FILLER, "PortailRecordForm") },
      .refused = { SEE (STATUS_BAR, READ_ONLY), GREY (PUSH_BUTTON, "_Add files…"),
                   HIDDEN (LIST_ITEM, "Blanchiment") },
  },
  {
      .sentence = "The DOT reads an archive and makes none",
      .allowed = { KEY ("ctrl+6"), CLICK (LABEL, "Facture de pneus"),
                   SEE (FILLER, "PortailRecordForm") },
      .refused = { SEE (STATUS_BAR, READ_ONLY), GREY (PUSH_BUTTON, "New archive") },
  },
  {
      .sentence = "The DOT reads the tax tables and the employees and changes none",
      .allowed = { KEY ("ctrl+7"), CLICK (LABEL, "Employees"), CLICK (LABEL, "Łukasz Nowak"),
                   SEE (FILLER, "PortailRecordForm") },
      .refused = { SEE (STATUS_BAR, READ_ONLY), CLICK (LABEL, "Tax tables"),
                   SEE (LABEL, "Built-in table"), HIDDEN (PUSH_BUTTON, "New draft"),
                   HIDDEN (LABEL, "Settings of the company") },
  },
};

static const Duty employee[] = {
  {
      .sentence = "An employée reads her own row of a sheet alone",
      .allowed = { KEY ("ctrl+2"), SEE (TREE_TABLE, "Weeks"), PRESS (PUSH_BUTTON, "Previous week"),
                   SEE (PUSH_BUTTON, "Semaine 38…"),
                   PRESS (PUSH_BUTTON, "…Ouvrir la semaine 38…") },
      .refused = { SEE (LABEL, "Vous voyez votre propre ligne de cette feuille…"),
                   HIDDEN (TABLE_CELL, "RUN, Camille Renard…"),
                   PRESS (PUSH_BUTTON, "Back to the weeks"), PRESS (PUSH_BUTTON, "Next week") },
  },
  {
      .sentence = "An employée sees no documents of others and adds none",
      .allowed = { KEY ("ctrl+4"), SEE (LABEL, "No document yet") },
      .refused = { HIDDEN (LABEL, "facture-huile.pdf"), GREY (PUSH_BUTTON, "_Add files…") },
  },
  {
      .sentence = "An employée reads an archive and changes none",
      .allowed = { KEY ("ctrl+6"), CLICK (LABEL, "Facture de pneus"),
                   SEE (FILLER, "PortailRecordForm") },
      .refused = { SEE (STATUS_BAR, READ_ONLY), GREY (PUSH_BUTTON, "New archive") },
  },
};

static void
play_duties (PortailDesktopDesk *desk, const Duty *duties, guint n_duties)
{
  for (guint i = 0; i < n_duties; i++)
    {
      portail_demo_begin (duties[i].sentence);
      portail_desktop_play (desk, duties[i].allowed);
      portail_desktop_play (desk, duties[i].refused);
    }
}

void
portail_desktop_play_duties (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) bastien = NULL;
  g_autoptr (PortailDesktopDesk) ines = NULL;
  g_autoptr (PortailDesktopDesk) lea = NULL;

  portail_demo_begin ("A co-patron, the DOT and an employée sign in");
  ines = portail_desktop_desk_new_signed_in (world, "Ines", &portail_desktop_ines, 0);
  lea = portail_desktop_desk_new_signed_in (world, "Lea", &portail_desktop_lea, 0);
  bastien = portail_desktop_desk_new_signed_in (world, "Bastien", &portail_desktop_bastien, 0);
  play_duties (ines, tax_agent, G_N_ELEMENTS (tax_agent));
  play_duties (lea, employee, G_N_ELEMENTS (employee));
  play_duties (bastien, co_patron, G_N_ELEMENTS (co_patron));
}
