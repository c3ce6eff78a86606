/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/desktop/portail-desktop-module.h"

#include <string.h>

#include "shared/portail-i18n.h"
#include "tests/demo/portail-demo-teller.h"

#define SAWMILL "01995000-0000-7000-8000-000000000003"

#define CONFIGURATION(page)                                                                        \
  {                                                                                                \
    KEY ("ctrl+7"), CLICK (LABEL, (page))                                                          \
  }
#define TO_SETTINGS                                                                                \
  {                                                                                                \
    LEAVE (PUSH_BUTTON, "Back to the settings")                                                    \
  }

const PortailDesktopModule portail_desktop_modules[] = {
  {
      .sentence = "Declarations are made, edited, found, exported, thrown away and restored",
      .person = &portail_desktop_camille,
      .collection = "/api/tax",
      .file_name = "tax_declarations",
      .open = { KEY ("ctrl+3"), SEE (TREE_TABLE, "Tax declarations") },
      .create = { FILL ("Kind of tax", "Taxe de trottoir"), FILL ("Amount", "310") },
      .new_title = "Taxe de trottoir",
      .has_trash = TRUE,
      .id = "01995020-0000-7000-8000-000000000001",
      .title = "Taxe de séjour",
      .other = "Impôt de la semaine",
      .field = "Amount",
      .member = "amount",
      .values = { "1300", "1400", "1500", "1600" },
  },
  {
      .sentence = "Documents are edited, found and exported",
      .person = &portail_desktop_camille,
      .collection = "/api/documents",
      .file_name = "documents",
      .open = { KEY ("ctrl+4"), SEE (LABEL, "bail-atelier.pdf") },
      .id = "01995030-0000-7000-8000-000000000002",
      .title = "facture-huile.pdf",
      .other = "bail-atelier.pdf",
      .field = "Amount",
      .member = "montant",
      .values = { "860", "870", "880", "890" },
  },
  {
      .sentence = "Operations are made, edited, found, exported, thrown away and restored",
      .person = &portail_desktop_camille,
      .collection = "/api/blanchiment",
      .file_name = "blanchiment",
      .open = { KEY ("ctrl+5"), SEE (TREE_TABLE, "Operations") },
      .create = { FILL ("Employee's name", "Léa Fontaine"), FILL ("Group", "Marabunta"),
                  FILL ("Amount", "50000") },
      .new_title = "Marabunta",
      .has_trash = TRUE,
      .id = "01995040-0000-7000-8000-000000000002",
      .title = "Ballas",
      .other = "Families",
      .field = "Amount",
      .member = "amount",
      .values = { "12100", "12200", "12300", "12400" },
  },
  {
      .sentence = "Archives are made, edited, found, exported, thrown away and restored",
      .person = &portail_desktop_hugo,
      .collection = "/api/archives",
      .file_name = "archives",
      .open = { KEY ("ctrl+6"), SEE (TREE_TABLE, "Archives") },
      .create = { FILL ("Title", "Plan de l’atelier"), FILL ("Amount", "75") },
      .new_title = "Plan de l’atelier",
      .has_trash = TRUE,
      .id = "01995050-0000-7000-8000-000000000001",
      .title = "Facture de pneus",
      .other = "Contrat de location",
      .field = "Amount",
      .member = "amount",
      .values = { "4210", "4220", "4230", "4240" },
  },
  {
      .sentence = "Employees are made, edited, found, exported, thrown away and restored",
      .person = &portail_desktop_camille,
      .collection = "/api/employees",
      .file_name = "employees",
      .open = CONFIGURATION ("Employees"),
      .leave = TO_SETTINGS,
      .create = { FILL ("Name", "Aïcha Benali"), FILL ("Grade", "Apprenti") },
      .new_title = "Aïcha Benali",
      .has_trash = TRUE,
      .id = PORTAIL_DESKTOP_MODULE_EMPLOYEE,
      .title = "Mirza Begović",
      .other = "Łukasz Nowak",
      .field = "Grade",
      .member = "grade",
      .values = { "'Apprenti'", "'Mécanicien'", "'Senior'", "'Junior'" },
  },
  {
      .sentence = "Companies are made, edited, found and exported",
      .person = &portail_desktop_hugo,
      .collection = "/api/enterprises",
      .file_name = "companies",
      .open = CONFIGURATION ("Companies and members"),
      .leave = TO_SETTINGS,
      .create = { FILL ("Company", "Boulangerie du Port"), FILL ("Label", "Commerce") },
      .new_title = "Boulangerie du Port",
      .id = SAWMILL,
      .title = "Scierie du Nord",
      .other = PORTAIL_DEMO_TAXIS,
      .field = "Label",
      .member = "type_label",
      .values = { "'Taxis'", "'Voitures'", "'Courses'", "'Navettes'" },
  },
};

const guint portail_desktop_n_modules = G_N_ELEMENTS (portail_desktop_modules);

void
portail_desktop_module_seed (PortailDesktopWorld *world)
{
  g_free (portail_demo_client_send (
      world->staff, "POST", "/api/employees",
      "{'id':'" PORTAIL_DESKTOP_MODULE_EMPLOYEE "','enterprise_id':'" PORTAIL_DEMO_GARAGE_ID
      "','name':'Mirza Begović','grade':'Stagiaire','status':'actif'}"));
  g_free (portail_demo_client_send (world->staff, "POST", "/api/enterprises",
                                    "{'id':'" SAWMILL "','name':'Scierie du Nord'}"));
}

void
portail_desktop_module_open (const PortailDesktopModule *module, PortailDesktopDesk *desk)
{
  portail_desktop_play (desk, module->open);
}

void
portail_desktop_module_leave (const PortailDesktopModule *module, PortailDesktopDesk *desk)
{
  portail_desktop_play (desk, module->leave);
}

static void
open_record (PortailDesktopDesk *desk, const char *title)
{
  PLAY (desk, CLICK (LABEL, title), SEE (FILLER, "PortailRecordForm"));
}

void
portail_desktop_module_change (const PortailDesktopModule *module,
                               PortailDesktopDesk *desk,
                               guint index)
{
  g_autofree char *typed = g_strdelimit (g_strdup (module->values[index]), "'", ' ');

  open_record (desk, module->title);
  PLAY (desk, FILL (module->field, g_strstrip (typed)), PRESS (PUSH_BUTTON, "_Save"),
        GONE (PUSH_BUTTON, "_Save"), PRESS (PUSH_BUTTON, "Close"));
}

void
portail_desktop_module_change_there (const PortailDesktopModule *module,
                                     PortailDesktopWorld *world,
                                     guint index)
{
  g_autofree char *path = g_strdup_printf ("%s/%s", module->collection, module->id);
  g_autofree char *body = g_strdup_printf ("{'%s':%s}", module->member, module->values[index]);

  g_free (portail_demo_client_send (world->staff, "PATCH", path, body));
}

void
portail_desktop_module_check_there (const PortailDesktopModule *module,
                                    PortailDesktopWorld *world,
                                    guint index)
{
  g_autofree char *path = g_strdup_printf ("%s/%s", module->collection, module->id);
  g_autofree char *value = g_strdelimit (g_strdup (module->values[index]), "'", '"');
  g_autofree char *wanted = g_strdup_printf ("\"%s\":%s", module->member, value);

  portail_desktop_world_wait (world, path, wanted, PORTAIL_DESKTOP_THERE);
}

static void
check_list (const PortailDesktopModule *module,
            PortailDesktopWorld *world,
            const char *title,
            PortailDesktopPresence presence)
{
  g_autofree char *path = g_strdup_printf ("%s?limit=200", module->collection);

  portail_desktop_world_wait (world, path, title, presence);
}

void
portail_desktop_module_create (const PortailDesktopModule *module, PortailDesktopDesk *desk)
{
  PLAY (desk, KEY ("ctrl+n"));
  portail_desktop_play (desk, module->create);
  PLAY (desk, PRESS (PUSH_BUTTON, "_Save"), GONE (PUSH_BUTTON, "_Save"),
        PRESS (PUSH_BUTTON, "Close"), SEE (LABEL, module->new_title), SYNC);
  check_list (module, desk->world, module->new_title, PORTAIL_DESKTOP_THERE);
}

void
portail_desktop_module_edit (const PortailDesktopModule *module, PortailDesktopDesk *desk)
{
  portail_desktop_module_change (module, desk, 0);
  PLAY (desk, SYNC);
  portail_desktop_module_check_there (module, desk->world, 0);
}

void
portail_desktop_module_search (const PortailDesktopModule *module, PortailDesktopDesk *desk)
{
  PLAY (desk, SEE (LABEL, module->other), KEY ("ctrl+f"), TYPE (module->title),
        GONE (LABEL, module->other), SEE (LABEL, module->title), KEY ("ctrl+a"), KEY ("BackSpace"),
        SEE (LABEL, module->other));
}

/* Into the trash, by the menu of the record, and back, by the list of what is in it. */
void
portail_desktop_module_throw_away (const PortailDesktopModule *module, PortailDesktopDesk *desk)
{
  const char *title = module->new_title;

  open_record (desk, title);
  PLAY (desk, MENU ("More", "_Move to the trash"), GONE (LABEL, title), SYNC);
  check_list (module, desk->world, title, PORTAIL_DESKTOP_NOT_THERE);
  PLAY (desk, MENU ("More", "_Trash"), CLICK (LABEL, title), PRESS (PUSH_BUTTON, "_Restore"),
        GONE (LABEL, title), PRESS (PUSH_BUTTON, "Back to the list"), SEE (LABEL, title), SYNC);
  check_list (module, desk->world, title, PORTAIL_DESKTOP_THERE);
}

void
portail_desktop_module_export (const PortailDesktopModule *module, PortailDesktopDesk *desk)
{
  static const struct
  {
    const char *items;
    const char *end;
  } formats[] = {
    { "_Export>Excel workbook…", ".xlsx" },
    { "_Export>CSV…", ".csv" },
    { "_Export>PDF…", ".pdf" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *file = g_strconcat (module->file_name, formats[i].end, NULL);

      PLAY (desk, MENU ("More", formats[i].items), SAVE_AS (file), WRITTEN (file, module->title));
    }
}
