/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server refuses lies in Refusé with its reason, and what a person may do with it there:
 * mend it and send it again, send it again as it is, give it up; and take it away as a file. Each
 * is a new declaration in a week that the staff has locked. */
#include <signal.h>
#include <string.h>

#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

#define LOCKS    "/api/config/period-locks"
#define LOCK_ID  "01995070-0000-7000-8000-000000000039"
#define DECISION "1 modification attend votre décision"
#define REASON   "This week is locked. Please ask the staff."
#define UNLOCK   BY_STAFF ("POST " LOCKS "/" LOCK_ID "/unlock", "{'reason':'Un oubli.'}")
#define TAXES    "/api/tax?limit=200"

typedef struct
{
  const char *sentence;
  const char *title;
  PortailDesktopAct meanwhile[2];          /* at the server */
  void (*look) (PortailDesktopDesk *desk); /* before it is decided; or NULL */
  PortailDesktopAct decide[9];
  PortailDesktopAct outcome[3];
} Refusal;

static void export_all (PortailDesktopDesk *camille);

static const Refusal refusals[] = {
  {
      .sentence = "Refused for its week: taken away as a file and given up",
      .title = "Taxe de cale",
      .meanwhile = { BY_STAFF ("POST " LOCKS,
                               "{'id':'" LOCK_ID "','enterprise_id':'" PORTAIL_DEMO_GARAGE_ID
                               "','period':'2025-W39'}") },
      .look = export_all,
      .decide = { PRESS (PUSH_BUTTON, "Give up"), PRESS (PUSH_BUTTON, "_Abandonner Abandonner") },
      .outcome = { LACKS (TAXES, "Taxe de cale"), UNLOCK },
  },
  {
      .sentence = "Refused for its week: given another one and sent again",
      .title = "Taxe de quai",
      .meanwhile = { BY_STAFF ("POST " LOCKS "/" LOCK_ID "/lock", NULL) },
      .decide = { PRESS (PUSH_BUTTON, "Edit…"), SEE (PUSH_BUTTON, "… Envoyer"),
                  PRESS (PUSH_BUTTON, "Choisir une semaine…"), SEE (LABEL, "Semaine 40…"),
                  STRIKE ("Up"), STRIKE ("Return"), GONE (LABEL, "Semaine 41…"),
                  PRESS (PUSH_BUTTON, "… Envoyer") },
      .outcome = { HAS (TAXES, "\"tax_type\":\"Taxe de quai\""), UNLOCK },
  },
  {
      .sentence = "Refused for its week: unlocked by the staff and sent again as it is",
      .title = "Taxe de grue",
      .meanwhile = { BY_STAFF ("POST " LOCKS "/" LOCK_ID "/lock", NULL) },
      .decide = { UNLOCK, PRESS (PUSH_BUTTON, "Send again") },
      .outcome = { HAS (TAXES, "\"tax_type\":\"Taxe de grue\"") },
  },
};

/* The staff locks the week while the desktop is away, so that it cannot know. */
static void
play_refusal (PortailDesktopDesk *camille, const Refusal *refusal)
{
  portail_demo_begin (refusal->sentence);
  portail_demo_server_stop (camille->world->server);
  PLAY (camille, KEY ("ctrl+3"), SEE (TREE_TABLE, "Tax declarations"), KEY ("ctrl+n"),
        FILL ("Kind of tax", refusal->title), FILL ("Amount", "310"), PRESS (PUSH_BUTTON, "_Save"),
        GONE (PUSH_BUTTON, "_Save"), PRESS (PUSH_BUTTON, "Close"), KEY ("F5"),
        SEE (PUSH_BUTTON, "…1 modification est gardée…"));
  g_subprocess_send_signal (camille->process, SIGSTOP);
  portail_demo_server_start (camille->world->server);
  portail_desktop_play (camille, refusal->meanwhile);
  g_subprocess_send_signal (camille->process, SIGCONT);
  PLAY (camille, KEY ("F5"), PRESS (PUSH_BUTTON, DECISION), SEE (LABEL, REASON));
  if (refusal->look != NULL)
    refusal->look (camille);
  portail_desktop_play (camille, refusal->decide);
  PLAY (camille, GONE (PUSH_BUTTON, DECISION), SYNC);
  portail_desktop_play (camille, refusal->outcome);
  PLAY (camille, SYNC);
}

static void
export_all (PortailDesktopDesk *camille)
{
  g_autofree char *path = g_build_filename (camille->folder, "refusees.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  PLAY (camille, MENU ("More about this change", "Export…"), CHOOSE (path),
        SEE (LABEL, "The changes have been exported."));
  g_file_get_contents (path, &text, NULL, &error);
  portail_demo_check (error);
  if (strstr (text, "Taxe de cale") == NULL)
    portail_demo_fail ("the export is without the change: %s", text);
}

void
portail_desktop_play_refused (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) camille = NULL;

  portail_demo_begin ("The patronne signs in");
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    play_refusal (camille, &refusals[i]);
}
