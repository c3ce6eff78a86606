/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In every module somebody changes a record without the server, and meanwhile the staff does
 * something to the same one: what comes of it when the server is back, a row each.
 *
 * The desktop sleeps while the staff is at it, so that it never is the faster one. */
#include <signal.h>
#include <string.h>

#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-module.h"
#include "tests/desktop/portail-desktop-scene.h"

/* Which of the values of a module. */
#define MINE       0
#define MINE_AGAIN 1
#define THEIRS     2
#define NONE       3

#define DECISION "1 modification attend votre décision"

typedef struct
{
  const char *sentence;
  const char *collection; /* of the module */
  const char *request[3]; /* of the staff: method, what follows the path of the record, body; none:
                           * the other value */
  PortailDesktopAct decide[4];
  guint mine;    /* which value is typed */
  guint outcome; /* which one the server has in the end */
} Dispute;

static const Dispute disputes[] = {
  {
      .sentence = "Two amounts of a declaration: mine is kept",
      .collection = "/api/tax",
      .decide = { PRESS (PUSH_BUTTON, "Keep mine") },
      .outcome = MINE,
  },
  {
      .sentence = "Two amounts of a document: theirs is taken",
      .collection = "/api/documents",
      .decide = { PRESS (PUSH_BUTTON, "Take theirs") },
      .outcome = THEIRS,
  },
  {
      .sentence = "Two amounts of an operation: chosen field by field",
      .collection = "/api/blanchiment",
      .decide = { PRESS (PUSH_BUTTON, "Choose field by field…"), CLICK (CHECK_BOX, "Mine: %s"),
                  PRESS (PUSH_BUTTON, "_Send") },
      .outcome = MINE,
  },
  {
      .sentence = "Two amounts of an archive: theirs is taken",
      .collection = "/api/archives",
      .decide = { PRESS (PUSH_BUTTON, "Take theirs") },
      .outcome = THEIRS,
  },
  {
      .sentence = "Two grades of an employee: mine is kept",
      .collection = "/api/employees",
      .decide = { PRESS (PUSH_BUTTON, "Keep mine") },
      .outcome = MINE,
  },
  {
      .sentence = "Two labels of a company: theirs is taken",
      .collection = "/api/enterprises",
      .decide = { PRESS (PUSH_BUTTON, "Take theirs") },
      .outcome = THEIRS,
  },
  {
      .sentence = "A document that was deleted comes back with mine",
      .collection = "/api/documents",
      .request = { "DELETE", "" },
      .decide = { PRESS (PUSH_BUTTON, "Restore it with mine") },
      .mine = MINE_AGAIN,
      .outcome = MINE_AGAIN,
  },
  {
      .sentence = "An employee who was deleted stays so",
      .collection = "/api/employees",
      .request = { "DELETE", "" },
      .decide = { PRESS (PUSH_BUTTON, "Leave it deleted") },
      .mine = MINE_AGAIN,
      .outcome = NONE,
  },
  {
      .sentence = "The server refuses a change of an operation that was cancelled: it is given up",
      .collection = "/api/blanchiment",
      .request = { "POST", "/cancel" },
      .decide = { PRESS (PUSH_BUTTON, "Give up"), PRESS (PUSH_BUTTON, "_Abandonner Abandonner") },
      .mine = MINE_AGAIN,
      .outcome = NONE,
  },
};

static const PortailDesktopModule *
find_module (const char *collection)
{
  for (guint i = 0; i < portail_desktop_n_modules; i++)
    if (g_str_equal (portail_desktop_modules[i].collection, collection))
      return &portail_desktop_modules[i];
  portail_demo_fail ("no module has %s", collection);
}

static void
let_staff_act (PortailDesktopWorld *world,
               const PortailDesktopModule *module,
               const Dispute *dispute)
{
  g_autofree char *path = NULL;

  if (dispute->request[0] == NULL)
    {
      portail_desktop_module_change_there (module, world, THEIRS);
      return;
    }
  path = g_strconcat (module->collection, "/", module->id, dispute->request[1], NULL);
  g_free (portail_demo_client_send (world->staff, dispute->request[0], path, dispute->request[2]));
}

static void
play_dispute (PortailDesktopWorld *world, PortailDesktopDesk *desk, const Dispute *dispute)
{
  const PortailDesktopModule *module = find_module (dispute->collection);

  portail_demo_begin (dispute->sentence);
  portail_demo_server_stop (world->server);
  portail_desktop_module_open (module, desk);
  portail_desktop_module_change (module, desk, dispute->mine);
  portail_desktop_module_leave (module, desk);
  PLAY (desk, KEY ("F5"), SEE (PUSH_BUTTON, "…1 modification est gardée…"));
  g_subprocess_send_signal (desk->process, SIGSTOP);
  portail_demo_server_start (world->server);
  let_staff_act (world, module, dispute);
  g_subprocess_send_signal (desk->process, SIGCONT);
  PLAY (desk, KEY ("F5"), PRESS (PUSH_BUTTON, DECISION));
  portail_desktop_play (desk, dispute->decide);
  PLAY (desk, GONE (PUSH_BUTTON, DECISION), SYNC);
  if (dispute->outcome != NONE)
    portail_desktop_module_check_there (module, world, dispute->outcome);
}

void
portail_desktop_play_disputes (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) camille = NULL;
  g_autoptr (PortailDesktopDesk) hugo = NULL;

  portail_demo_begin ("The patronne and the staff sign in");
  portail_desktop_module_seed (world);
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  for (guint i = 0; i < G_N_ELEMENTS (disputes); i++)
    {
      const PortailDesktopModule *module = find_module (disputes[i].collection);

      play_dispute (world, module->person == &portail_desktop_hugo ? hugo : camille, &disputes[i]);
    }
}
