/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that people might give: markup, another direction, marks upon marks. The pages show them
 * as they are, without a warning (which would end the program here). */
#include <string.h>

#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

#define MARKUP     "Zut <b>Gras</b> & <span size=‘999999’>grand"
#define RIGHT      "شركة ‮txt.exe‬ החברה"
#define N_MARKS    4000
#define N_OF_NAMES 40 /* so many marks fit in the name of an employee */

/* As many marks upon one letter. Owned. */
static char *
make_marks (int n_marks)
{
  GString *text = g_string_new ("e");

  for (int i = 0; i < n_marks; i++)
    g_string_append_unichar (text, 0x300 + (gunichar) i % 0x20);
  return g_string_free (text, FALSE);
}

static void
post (PortailDesktopWorld *world, const char *path, const char *start, const char *name)
{
  g_autofree char *body = g_strdup_printf ("{%s'%s'}", start, name);

  g_free (portail_demo_client_send (world->staff, "POST", path, body));
}

static void
name_everything (PortailDesktopWorld *world)
{
  g_autofree char *few = make_marks (N_OF_NAMES);
  g_autofree char *many = make_marks (N_MARKS);
  const char *const names[] = { MARKUP, RIGHT, few };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      post (world, "/api/employees",
            "'enterprise_id':'" PORTAIL_DEMO_GARAGE_ID "','grade':'Junior','name':", names[i]);
      post (world, "/api/archives",
            "'enterprise_id':'" PORTAIL_DEMO_GARAGE_ID "','doc_type':'autre','title':", names[i]);
      post (world, "/api/documents",
            "'enterprise_id':'" PORTAIL_DEMO_GARAGE_ID "','doc_type':'rapport',"
            "'filename':'rapport.pdf','category':",
            names[i]);
      post (world, "/api/blanchiment",
            "'enterprise_id':'" PORTAIL_DEMO_GARAGE_ID "','amount':70000,"
            "'date_recu':'2025-09-20','groupe':",
            names[i]);
    }
  post (world, "/api/archives",
        "'enterprise_id':'" PORTAIL_DEMO_GARAGE_ID "','doc_type':'autre','title':'Marques',"
        "'content':",
        many);
  post (world, "/api/enterprises", "'is_active':true,'name':", MARKUP);
}

void
portail_desktop_play_hostile (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) hugo = NULL;
  guint status;

  portail_demo_begin ("Names with NUL are refused, all others are kept");
  name_everything (world);
  status = portail_demo_client_try (world->staff, "/api/employees",
                                    "{\"enterprise_id\":\"" PORTAIL_DEMO_GARAGE_ID
                                    "\",\"name\":\"a\\u0000b\"}");
  if (status < 400 || status >= 500)
    portail_demo_fail ("a name with NUL was answered with %u", status);
  portail_demo_begin ("Every page shows them as they are");
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  PLAY (hugo, KEY ("ctrl+1"), KEY ("ctrl+4"), SEE (LABEL, "rapport.pdf"), PICTURE ("documents"),
        KEY ("ctrl+5"), SEE (LABEL, MARKUP), CLICK (PAGE_TAB, "Suspects"), PICTURE ("suspects"),
        CLICK (PAGE_TAB, "Analysis"), PICTURE ("analysis"), KEY ("ctrl+6"), SEE (LABEL, MARKUP),
        SEE (LABEL, RIGHT), CLICK (LABEL, "Marques"), KEY ("Return"), SEE (PUSH_BUTTON, "Close"),
        PICTURE ("archives"), KEY ("ctrl+7"), CLICK (LABEL, "Employees"), SEE (LABEL, MARKUP),
        CLICK (LABEL, MARKUP), KEY ("Return"), SEE (TEXT, "Grade"), PICTURE ("employees"),
        CLICK (LABEL, "Companies and members"), SEE (LABEL, MARKUP), PICTURE ("enterprises"),
        KEY ("ctrl+k"), TYPE ("gras"), PICTURE ("palette"), KEY ("Escape"));
}
