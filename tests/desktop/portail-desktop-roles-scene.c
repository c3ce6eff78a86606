/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each role must not see or do. */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

static PortailDesktopDesk *
enter (PortailDesktopWorld *world, const char *sentence, const PortailDesktopPerson *person)
{
  g_auto (GStrv) names = g_strsplit (person->name, " ", 2);
  g_autofree char *name = g_str_to_ascii (names[0], "C");

  portail_demo_begin (sentence);
  return portail_desktop_desk_new_signed_in (world, name, person, 0);
}

static void
play_employee (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) lea = enter (
      world, "An employée sees neither taxes nor blanchiment, and no draft", &portail_desktop_lea);

  PLAY (lea, SEE (LIST_ITEM, "Dashboard"), HIDDEN (LIST_ITEM, "Taxes"),
        HIDDEN (LIST_ITEM, "Blanchiment"), KEY ("ctrl+6"), SEE (LABEL, "Contrat de location"),
        GREY (PUSH_BUTTON, "New archive"));
}

static void
play_other_patron (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) yanis = enter (
      world, "A patron sees his company alone, without its blanchiment", &portail_desktop_yanis);

  PLAY (yanis, SEE (LIST_ITEM, "Taxes"), HIDDEN (LIST_ITEM, "Blanchiment"), KEY ("ctrl+6"),
        SEE (LABEL, "Carte grise du taxi 7"), HIDDEN (LABEL, "Facture de pneus"), KEY ("ctrl+7"),
        SEE (LABEL, "Settings of the company"), HIDDEN (LABEL, "Settings of the server"));
}

static void
play_tax_agent (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) ines = enter (
      world, "The DOT reads every sheet and validates none", &portail_desktop_ines);

  PLAY (ines, HIDDEN (LIST_ITEM, "Blanchiment"), KEY ("ctrl+3"), CLICK (LABEL, "Taxe de séjour"),
        KEY ("Return"), SEE (PUSH_BUTTON, "Close"), GREY (PUSH_BUTTON, "Submit"));
}

static void
play_nobody (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) theo = NULL;

  portail_demo_begin ("Whoever has no role is told so, with a way to try again");
  theo = portail_desktop_desk_new (world, "Theo", &portail_desktop_theo, 0);
  PLAY (theo, PRESS (PUSH_BUTTON, "Se connecter avec Discord"),
        SEE (PUSH_BUTTON, "…Réessayer avec Discord"));
}

void
portail_desktop_play_roles (PortailDesktopWorld *world)
{
  play_employee (world);
  play_other_patron (world);
  play_tax_agent (world);
  play_nobody (world);
}
