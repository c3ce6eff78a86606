/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file becomes a document: chosen in the window, its content sent, its twin known, thrown away
 * and brought back. */
#include <string.h>

#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-file.h"
#include "tests/desktop/portail-desktop-module.h"
#include "tests/desktop/portail-desktop-scene.h"
#include "tests/support/portail-file-sample.h"

#define DOCUMENTS "/api/documents"
#define TYRES     DOCUMENTS "/01995030-0000-7000-8000-000000000001"
#define OIL       DOCUMENTS "/01995030-0000-7000-8000-000000000002"

static const PortailDesktopModule uploaded = {
  .collection = DOCUMENTS,
  .new_title = "quittance.pdf",
  .has_trash = TRUE,
};

/* The path of a file of the person's with a page of its own. Owned. */
static char *
write_page (PortailDesktopDesk *desk, const char *name)
{
  g_autofree char *path = g_build_filename (desk->folder, name, NULL);
  g_autoptr (GBytes) page = portail_file_sample_new_pdf (7);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (page, NULL), (gssize) g_bytes_get_size (page),
                       &error);
  portail_demo_check (error);
  return g_steal_pointer (&path);
}

/* The id of the document that the server has as @filename. Owned. */
static char *
find_document (PortailDesktopWorld *world, const char *filename)
{
  g_autofree char *list = portail_demo_client_send (world->staff, "GET", DOCUMENTS "?limit=200",
                                                    NULL);
  g_autofree char *pattern = g_strdup_printf ("\"id\":\"([^\"]+)\"[^{}]*\"filename\":\"%s\"",
                                              filename);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (!g_regex_match (regex, list, 0, &match))
    portail_demo_fail ("the server has no %s: %s", filename, list);
  return g_match_info_fetch (match, 1);
}

/* Its content is the file's, read back over HTTP. */
static void
check_content (PortailDesktopWorld *world, const char *filename, const char *path)
{
  g_autofree char *id = find_document (world, filename);
  g_autofree char *request = g_strdup_printf (DOCUMENTS "/%s/content", id);
  g_autofree char *start = NULL;
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &content, NULL, &error);
  portail_demo_check (error);
  start = g_strndup (content, strlen (content) / 2);
  portail_desktop_world_wait (world, request, start, PORTAIL_DESKTOP_THERE);
}

static void
play_upload (PortailDesktopDesk *camille)
{
  g_autofree char *path = write_page (camille, "quittance.pdf");

  portail_demo_begin ("A file is chosen, described and added; its content reaches the server");
  PLAY (camille, KEY ("ctrl+4"), SEE (LABEL, "bail-atelier.pdf"), KEY ("ctrl+n"), CHOOSE (path),
        SEE (PUSH_BUTTON, "… Ajouter"), FILL ("Description", "Quittance du loyer"),
        PRESS (PUSH_BUTTON, "… Ajouter"), GONE (PUSH_BUTTON, "… Ajouter"),
        SEE (LABEL, "quittance.pdf"), SYNC, HAS (DOCUMENTS "?limit=200", "Quittance du loyer"));
  check_content (camille->world, "quittance.pdf", path);
}

static void
play_search (PortailDesktopDesk *camille)
{
  portail_demo_begin ("A search is kept under a name, found again and removed");
  PLAY (camille, KEY ("ctrl+4"), SEE (LABEL, "bail-atelier.pdf"), KEY ("ctrl+f"), TYPE ("huile"),
        GONE (LABEL, "bail-atelier.pdf"), PRESS (PUSH_BUTTON, "Saved searches"),
        FILL ("Name of this search", "Les huiles"), PRESS (PUSH_BUTTON, "_Save"),
        SEE (LABEL, "Les huiles"), KEY ("Escape"), PRESS (PUSH_BUTTON, "Retirer le filtre huile"),
        SEE (LABEL, "bail-atelier.pdf"), PRESS (PUSH_BUTTON, "Saved searches"),
        CLICK (LABEL, "Les huiles"), GONE (LABEL, "bail-atelier.pdf"),
        SEE (LABEL, "facture-huile.pdf"), PRESS (PUSH_BUTTON, "Retirer le filtre huile"),
        PRESS (PUSH_BUTTON, "Saved searches"), PRESS (PUSH_BUTTON, "Remove the search “%s”"),
        GONE (LIST_ITEM, "Les huiles"), KEY ("Escape"), SEE (LABEL, "bail-atelier.pdf"));
}

static void
play_several (PortailDesktopDesk *camille)
{
  portail_demo_begin ("Two documents are changed at once, and one step takes both back");
  PLAY (camille, CLICK (LABEL, "facture-huile.pdf"), KEY ("shift+Down"), SEE (LABEL, "…2 lignes…"),
        PRESS (PUSH_BUTTON, "_Edit…"), SEE (PUSH_BUTTON, "_Change"), FILL ("Category", "Pièces"),
        PRESS (PUSH_BUTTON, "_Change"), GONE (PUSH_BUTTON, "_Change"), SYNC,
        HAS (OIL, "\"category\":\"Pièces\""), HAS (TYRES, "\"category\":\"Pièces\""),
        KEY ("ctrl+z"), SYNC, HAS (OIL, "\"category\":\"achats\""),
        HAS (TYRES, "\"category\":\"achats\""), KEY ("Escape"));
}

/* Both are the same page. */
static void
check_copy (PortailDesktopDesk *desk, const char *copy, const char *original)
{
  g_autofree char *path = write_page (desk, original);
  g_autofree char *content = NULL;
  gsize n_bytes = 0;
  g_autoptr (GBytes) wanted = NULL;
  g_autoptr (GBytes) found = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &content, &n_bytes, &error);
  portail_demo_check (error);
  wanted = g_bytes_new (content, n_bytes);
  found = portail_desktop_file_wait (desk, copy);
  if (!g_bytes_equal (wanted, found))
    portail_demo_fail ("%s is another file than %s", copy, original);
}

/* On another computer, which has never shown it. */
static void
play_pin (PortailDesktopDesk *office)
{
  portail_demo_begin ("What is kept on a computer is read there without the server");
  PLAY (office, KEY ("ctrl+4"), CLICK (LABEL, "quittance.pdf"),
        PRESS (PUSH_BUTTON, "Keep on this device"), PRESS (PUSH_BUTTON, "Close"), SYNC);
  portail_demo_server_stop (office->world->server);
  PLAY (office, KEY ("F5"), SEE (PUSH_BUTTON, "Hors ligne…"), CLICK (LABEL, "quittance.pdf"),
        SEE (TEXT, "Tags"), PRESS (PUSH_BUTTON, "Save as…"), SAVE_AS ("copie.pdf"));
  check_copy (office, "copie.pdf", "quittance.pdf");
  portail_demo_server_start (office->world->server);
  PLAY (office, SYNC);
}

static void
play_twin (PortailDesktopDesk *camille)
{
  g_autofree char *path = write_page (camille, "la-meme.pdf");

  portail_demo_begin ("The same file under another name is known before it is added");
  PLAY (camille, KEY ("ctrl+n"), CHOOSE (path), SEE (LABEL, "…quittance.pdf…"),
        SEE (LABEL, "Already there"), PRESS (PUSH_BUTTON, "_Open it"),
        GONE (PUSH_BUTTON, "_Open it"), SEE (FILLER, "PortailRecordForm"),
        PRESS (PUSH_BUTTON, "Close"), GONE (FILLER, "PortailRecordForm"),
        LACKS (DOCUMENTS "?limit=200", "la-meme.pdf"));
}

void
portail_desktop_play_documents (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) camille = NULL;
  g_autoptr (PortailDesktopDesk) office = NULL;

  portail_demo_begin ("The patronne signs in");
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  play_upload (camille);
  play_twin (camille);
  play_search (camille);
  play_several (camille);
  portail_demo_begin ("What was added goes to the trash and comes back");
  portail_desktop_module_throw_away (&uploaded, camille);
  office = portail_desktop_desk_new_signed_in (world, "Bureau", &portail_desktop_camille, 0);
  play_pin (office);
}
