/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/desktop/portail-desktop-act.h"

#include <string.h>

#include "shared/portail-i18n.h"
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-file.h"

#define LOOK_INTERVAL_MICROSECONDS 30000

#define ANY "…"

typedef void (*Play) (PortailDesktopDesk *desk, const PortailDesktopAct *act);

static void
see (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  g_object_unref (portail_driver_wait (desk->driver, act->role, act->name));
}

static void
see_gone (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_driver_wait_gone (desk->driver, act->role, act->name);
}

static void
see_hidden (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  if (portail_driver_has (desk->driver, act->role, act->name))
    portail_demo_fail ("“%s” is there for %s", act->name, desk->name);
}

static gboolean
is_grey (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  AtspiAccessible *accessible = portail_driver_wait (desk->driver, act->role, act->name);
  AtspiStateSet *states = atspi_accessible_get_state_set (accessible);
  gboolean is_sensitive = atspi_state_set_contains (states, ATSPI_STATE_SENSITIVE)
                          || atspi_state_set_contains (states, ATSPI_STATE_ENABLED);

  g_object_unref (states);
  g_object_unref (accessible);
  return !is_sensitive;
}

static void
see_grey (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  gint64 deadline = g_get_monotonic_time () + PORTAIL_DRIVER_PATIENCE_SECONDS * G_TIME_SPAN_SECOND;

  while (!is_grey (desk, act))
    {
      if (g_get_monotonic_time () > deadline)
        portail_demo_fail ("“%s” takes input from %s", act->name, desk->name);
      g_usleep (LOOK_INTERVAL_MICROSECONDS);
    }
}

static void
press (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_driver_press (desk->driver, act->role, act->name);
}

/* A click or a key while it closes would be the menu's. */
static void
choose_item (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  g_auto (GStrv) items = g_strsplit (act->text, ">", -1);
  g_autofree char *last = NULL;

  press (desk, act);
  for (guint i = 0; items[i] != NULL; i++)
    {
      g_free (last);
      last = portail_desktop_make_pattern (items[i]);
      portail_driver_press (desk->driver, ATSPI_ROLE_MENU_ITEM, last);
    }
  portail_driver_wait_gone (desk->driver, ATSPI_ROLE_MENU_ITEM, last);
}

static void
leave (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  if (!portail_driver_has (desk->driver, act->role, act->name))
    return;
  portail_driver_click (desk->driver, act->role, act->name);
  portail_driver_wait_gone (desk->driver, act->role, act->name);
}

static void
click (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_driver_click (desk->driver, act->role, act->name);
}

static void
tab (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_driver_keys (desk->driver, "Tab", (guint) g_ascii_strtoull (act->name, NULL, 10));
}

static void
fill (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_driver_set_text (desk->driver, act->name, act->text);
}

static void
click_cell (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_driver_click_cell (desk->driver, act->text, act->name);
}

static void
press_keys (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_driver_focus (desk->driver);
  portail_driver_key (desk->driver, act->name);
}

static void
strike (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_driver_key (desk->driver, act->name);
}

static void
type (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_driver_type (desk->driver, act->name);
}

static void
put_on_clipboard (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_driver_set_clipboard (desk->driver, act->name);
}

static void
choose_file (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_driver_choose_file (desk->driver, act->name);
}

static void
save_as (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_desktop_file_save_as (desk, act->name);
}

static void
open_file (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_desktop_file_open (desk, act->name);
}

static void
check_file (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_desktop_file_check (desk, act->name, act->text);
}

static void
take_picture (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_desktop_desk_take_picture (desk, act->name);
}

static void
sync_desk (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_desktop_desk_sync (desk);
}

static void
let_staff_act (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  g_auto (GStrv) request = g_strsplit (act->name, " ", 2);

  g_free (portail_demo_client_send (desk->world->staff, request[0], request[1], act->text));
}

static void
see_there (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_desktop_world_wait (desk->world, act->name, act->text, PORTAIL_DESKTOP_THERE);
}

static void
see_not_there (PortailDesktopDesk *desk, const PortailDesktopAct *act)
{
  portail_desktop_world_wait (desk->world, act->name, act->text, PORTAIL_DESKTOP_NOT_THERE);
}

static const Play plays[PORTAIL_N_DESKTOP_VERBS] = {
  [PORTAIL_DESKTOP_SEE] = see,
  [PORTAIL_DESKTOP_GONE] = see_gone,
  [PORTAIL_DESKTOP_HIDDEN] = see_hidden,
  [PORTAIL_DESKTOP_GREY] = see_grey,
  [PORTAIL_DESKTOP_MENU] = choose_item,
  [PORTAIL_DESKTOP_LEAVE] = leave,
  [PORTAIL_DESKTOP_PRESS] = press,
  [PORTAIL_DESKTOP_CLICK] = click,
  [PORTAIL_DESKTOP_TAB] = tab,
  [PORTAIL_DESKTOP_FILL] = fill,
  [PORTAIL_DESKTOP_CELL] = click_cell,
  [PORTAIL_DESKTOP_KEY] = press_keys,
  [PORTAIL_DESKTOP_STRIKE] = strike,
  [PORTAIL_DESKTOP_TYPE] = type,
  [PORTAIL_DESKTOP_CLIP] = put_on_clipboard,
  [PORTAIL_DESKTOP_FILE] = choose_file,
  [PORTAIL_DESKTOP_SAVE_AS] = save_as,
  [PORTAIL_DESKTOP_OPEN] = open_file,
  [PORTAIL_DESKTOP_WRITTEN] = check_file,
  [PORTAIL_DESKTOP_PICTURE] = take_picture,
  [PORTAIL_DESKTOP_SYNC] = sync_desk,
  [PORTAIL_DESKTOP_STAFF] = let_staff_act,
  [PORTAIL_DESKTOP_HAS] = see_there,
  [PORTAIL_DESKTOP_LACKS] = see_not_there,
};

static const char *
translate (const char *name)
{
  const char *bar = strchr (name, '|');
  g_autofree char *context = NULL;

  if (bar == NULL)
    return g_dgettext (GETTEXT_PACKAGE, name);
  context = g_strndup (name, (gsize) (bar - name));
  return g_dpgettext2 (GETTEXT_PACKAGE, context, bar + 1);
}

/* `%d lines imported` becomes `… lines imported`, `Week %u of %u` becomes `Week …`. */
static char *
cut_formats (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("%(\\d\\$)?[-'0-9.l]*[a-zA-Z]", 0, 0, NULL);
  g_auto (GStrv) parts = g_regex_split (regex, text, 0);
  guint n_parts = g_strv_length (parts);

  if (n_parts < 2)
    return g_strdup (text);
  return *parts[0] != '\0' ? g_strconcat (parts[0], ANY, NULL)
                           : g_strconcat (ANY, parts[n_parts - 1], NULL);
}

/* Without what stands for any text at its begin and end. */
static char *
make_core (const char *name)
{
  const char *translated = translate (name);
  const char *mnemonic = strchr (translated, '_');

  if (mnemonic == NULL || strchr (name, '_') == NULL)
    return cut_formats (translated);
  /* GTK 4.8 says it twice, with the mnemonic and without. */
  return g_strdup_printf (ANY "%.*s%s", (int) (mnemonic - translated), translated, mnemonic + 1);
}

char *
portail_desktop_make_pattern (const char *name)
{
  const char *start = g_str_has_prefix (name, ANY " ") ? ANY " "
                      : g_str_has_prefix (name, ANY)   ? ANY
                                                       : "";
  const char *end = strlen (name) > strlen (ANY) && g_str_has_suffix (name, ANY) ? ANY : "";
  g_autofree char *inside = g_strndup (name + strlen (start),
                                       strlen (name) - strlen (start) - strlen (end));
  g_autofree char *core = g_str_equal (translate (name), name) ? make_core (inside)
                                                               : make_core (name);

  return g_str_equal (translate (name), name) ? g_strconcat (start, core, end, NULL)
                                              : g_steal_pointer (&core);
}

void
portail_desktop_play (PortailDesktopDesk *desk, const PortailDesktopAct *acts)
{
  for (const PortailDesktopAct *act = acts; act->verb != PORTAIL_DESKTOP_END; act++)
    {
      g_autofree char *pattern = portail_desktop_make_pattern (act->name);
      PortailDesktopAct shown = *act;

      if (act->role != ATSPI_ROLE_INVALID)
        shown.name = pattern;
      plays[act->verb](desk, &shown);
    }
}
