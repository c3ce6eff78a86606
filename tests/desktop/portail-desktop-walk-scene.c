/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes to every page, panel and dialog of each role and asks of each control what a screen reader
 * would ask: what are you called; and of the keyboard: can I reach you with Tab.
 *
 * 1. A control without a name of its own has the name of its class, or none.
 * 2. What is inside a control that has a name (the button in a combo box) needs none.
 * 3. A group that arrows move in (tabs, rows, cells) is reached when anything in it is. */
#include <stdlib.h>
#include <string.h>

#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-page.h"
#include "tests/desktop/portail-desktop-scene.h"
#include "tests/desktop/portail-desktop-shot.h"

/* Tab is pressed several times at once, up to so often in all: two rounds of the largest page. */
#define N_TABS_AT_ONCE 10
#define MAX_TABS       260
/* In vain, for an event. */
#define MAX_LOOKS         10
#define LOOK_MICROSECONDS 20000
/* Around what has the focus: a row around its entry. */
#define MAX_WRAPPERS 5

typedef struct
{
  const char *page;
  GPtrArray *complaints;
  GHashTable *wanted;    /* `role name` of what Tab must reach */
  gboolean has_keyboard; /* the window that is asked */
} Walk;

typedef struct
{
  GHashTable *reached; /* as above */
  GHashTable *seen;    /* AtspiAccessible */
  guint n_events;
} Focus;

static const AtspiRole controls[] = {
  ATSPI_ROLE_PUSH_BUTTON, ATSPI_ROLE_TOGGLE_BUTTON, ATSPI_ROLE_CHECK_BOX,  ATSPI_ROLE_COMBO_BOX,
  ATSPI_ROLE_ENTRY,       ATSPI_ROLE_TEXT,          ATSPI_ROLE_MENU_ITEM,  ATSPI_ROLE_RADIO_BUTTON,
  ATSPI_ROLE_SPIN_BUTTON, ATSPI_ROLE_SLIDER,        ATSPI_ROLE_TREE_TABLE, ATSPI_ROLE_TABLE,
  ATSPI_ROLE_LINK,        ATSPI_ROLE_CHART,         ATSPI_ROLE_PAGE_TAB,   ATSPI_ROLE_PASSWORD_TEXT,
};

static const AtspiRole windows[] = { ATSPI_ROLE_FRAME, ATSPI_ROLE_DIALOG, ATSPI_ROLE_WINDOW };

/* A row with an entry of libadwaita keeps to itself that it has the focus. */
static const AtspiRole tabbed[] = {
  ATSPI_ROLE_PUSH_BUTTON, ATSPI_ROLE_TOGGLE_BUTTON, ATSPI_ROLE_CHECK_BOX,
  ATSPI_ROLE_COMBO_BOX,   ATSPI_ROLE_ENTRY,
};

static gboolean
is_one_of (AtspiRole role, const AtspiRole *roles, guint n_roles)
{
  for (guint i = 0; i < n_roles; i++)
    if (roles[i] == role)
      return TRUE;
  return FALSE;
}

static gboolean
is_nameless (const char *name)
{
  return name == NULL || *name == '\0' || g_str_has_prefix (name, "Gtk")
         || g_str_has_prefix (name, "Adw") || g_str_has_prefix (name, "Portail");
}

static char *
describe (AtspiAccessible *accessible, AtspiRole role)
{
  g_autofree char *role_name = atspi_role_get_name (role);
  g_autofree char *name = atspi_accessible_get_name (accessible, NULL);

  return g_strdup_printf ("%s “%s”", role_name, name);
}

static char *
dup_parents (AtspiAccessible *accessible)
{
  GString *path = g_string_new (NULL);
  AtspiAccessible *parent = atspi_accessible_get_parent (accessible, NULL);

  for (int i = 0; i < 14 && parent != NULL; i++)
    {
      AtspiAccessible *above = atspi_accessible_get_parent (parent, NULL);
      g_autofree char *name = atspi_accessible_get_name (parent, NULL);

      if (name != NULL && *name != '\0')
        g_string_append_printf (path, " < %s", name);
      g_object_unref (parent);
      parent = above;
    }
  g_clear_object (&parent);
  return g_string_free (path, FALSE);
}

static gboolean
has_state (AtspiAccessible *accessible, AtspiStateType state)
{
  AtspiStateSet *states = atspi_accessible_get_state_set (accessible);
  gboolean has = atspi_state_set_contains (states, state);

  g_object_unref (states);
  return has;
}

/* It, or the button inside, as that of a menu does. */
static gboolean
takes_focus (AtspiAccessible *accessible)
{
  AtspiAccessible *child = atspi_accessible_get_child_at_index (accessible, 0, NULL);
  gboolean takes = (has_state (accessible, ATSPI_STATE_SENSITIVE)
                    || has_state (accessible, ATSPI_STATE_ENABLED))
                   && (has_state (accessible, ATSPI_STATE_FOCUSABLE)
                       || (child != NULL && has_state (child, ATSPI_STATE_FOCUSABLE)));

  g_clear_object (&child);
  return takes;
}

/* What belongs to the toolkits, as the search of the window of shortcuts does. */
static gboolean
is_of_frame (const char *name)
{
  static const char *const of_frame[] = { "Minimize", "Maximize", "Close" };

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (of_frame); i++)
    if (g_str_equal (name, g_dgettext ("gtk40", of_frame[i])))
      return TRUE;
  return FALSE;
}

/* The rows behind are read as soon as the keyboard comes to the last one, so it is never next. */
static gboolean
is_of_growing_list (const char *name)
{
  return g_str_has_prefix (name, g_dgettext (GETTEXT_PACKAGE, "Show _more"));
}

static gboolean
ask (AtspiAccessible *accessible, AtspiRole role, gpointer user_data)
{
  Walk *walk = user_data;
  g_autofree char *name = NULL;
  g_autofree char *parents = NULL;

  if (is_one_of (role, windows, G_N_ELEMENTS (windows)))
    walk->has_keyboard = has_state (accessible, ATSPI_STATE_ACTIVE);
  if (!is_one_of (role, controls, G_N_ELEMENTS (controls)))
    return TRUE;
  name = atspi_accessible_get_name (accessible, NULL);
  if (is_of_frame (name))
    return FALSE;
  if (!is_nameless (name))
    {
      if (walk->has_keyboard && is_one_of (role, tabbed, G_N_ELEMENTS (tabbed))
          && takes_focus (accessible) && !is_of_growing_list (name))
        g_hash_table_add (walk->wanted, describe (accessible, role));
      return role == ATSPI_ROLE_TABLE || role == ATSPI_ROLE_TREE_TABLE;
    }
  parents = dup_parents (accessible);
  if (strstr (parents, "GtkShortcutsWindow") != NULL || strstr (parents, "AdwToastWidget") != NULL
      || strstr (parents, g_dgettext ("libadwaita", "About")) != NULL)
    return FALSE;
  g_ptr_array_add (walk->complaints, g_strdup_printf ("%s: a nameless %s%s", walk->page,
                                                      describe (accessible, role), parents));
  return TRUE;
}

/* With what is around it: the focus is in the button of a row. */
static void
reach (Focus *focus, AtspiAccessible *accessible)
{
  AtspiAccessible *place = g_object_ref (accessible);

  focus->n_events++;
  for (int i = 0; i < MAX_WRAPPERS && place != NULL; i++)
    {
      AtspiAccessible *parent = NULL;

      if (g_hash_table_add (focus->seen, g_object_ref (place)))
        {
          g_hash_table_add (focus->reached,
                            describe (place, atspi_accessible_get_role (place, NULL)));
          parent = atspi_accessible_get_parent (place, NULL);
        }
      g_object_unref (place);
      place = parent;
    }
  g_clear_object (&place);
}

static void
on_focus (AtspiEvent *event, gpointer user_data)
{
  if (event->detail1 != 0)
    reach (user_data, event->source);
  g_boxed_free (ATSPI_TYPE_EVENT, event);
}

static gboolean
has_reached_all (Walk *walk, Focus *focus)
{
  GHashTableIter iterator;
  gpointer wanted;

  g_hash_table_iter_init (&iterator, walk->wanted);
  while (g_hash_table_iter_next (&iterator, &wanted, NULL))
    if (!g_hash_table_contains (focus->reached, wanted))
      return FALSE;
  return TRUE;
}

/* Whether the focus has moved: until as many events have come as keys were pressed, or none comes
 * any more. */
static gboolean
look_for_focus (Focus *focus)
{
  guint n_before = focus->n_events;
  guint n_seen = n_before;

  for (guint n_still = 0; n_still < MAX_LOOKS && focus->n_events - n_before < N_TABS_AT_ONCE;)
    {
      while (g_main_context_iteration (NULL, FALSE))
        continue;
      n_still = focus->n_events == n_seen ? n_still + 1 : 0;
      n_seen = focus->n_events;
      g_usleep (LOOK_MICROSECONDS);
    }
  return focus->n_events > n_before;
}

static void
complain (Walk *walk, Focus *focus)
{
  GHashTableIter iterator;
  gpointer wanted;

  g_hash_table_iter_init (&iterator, walk->wanted);
  while (g_hash_table_iter_next (&iterator, &wanted, NULL))
    if (!g_hash_table_contains (focus->reached, wanted))
      g_ptr_array_add (walk->complaints,
                       g_strdup_printf ("%s: Tab does not reach %s", walk->page, (char *) wanted));
}

/* Everything that Tab comes by, until all of it is there. */
static void
tab_through (PortailDesktopDesk *desk, Walk *walk)
{
  Focus focus = {
    .reached = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .seen = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL),
  };
  AtspiEventListener *listener = atspi_event_listener_new (on_focus, &focus, NULL);
  gboolean has_all = g_hash_table_size (walk->wanted) == 0;
  gboolean is_moving = TRUE;

  atspi_event_listener_register (listener, "object:state-changed:focused", NULL);
  for (guint i = 0; i < MAX_TABS && !has_all; i += N_TABS_AT_ONCE)
    {
      /* A text that takes Tab as a character lets go of the keyboard at Ctrl+Tab. */
      portail_driver_keys (desk->driver, is_moving ? "Tab" : "ctrl+Tab",
                           is_moving ? N_TABS_AT_ONCE : 1);
      is_moving = look_for_focus (&focus);
      has_all = has_reached_all (walk, &focus);
    }
  atspi_event_listener_deregister (listener, "object:state-changed:focused", NULL);
  g_object_unref (listener);
  complain (walk, &focus);
  g_hash_table_unref (focus.seen);
  g_hash_table_unref (focus.reached);
}

static void
walk_page (PortailDesktopDesk *desk, const PortailDesktopPage *page, GPtrArray *complaints)
{
  Walk walk = {
    .page = page->name,
    .complaints = complaints,
    .wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };

  portail_desktop_play (desk, page->open);
  if (page->place == PORTAIL_DESKTOP_IN_WINDOW)
    portail_driver_focus (desk->driver);
  portail_driver_visit (desk->driver, ask, &walk);
  if (page->place != PORTAIL_DESKTOP_POPOVER)
    tab_through (desk, &walk);
  portail_desktop_play (desk, page->close);
  g_hash_table_unref (walk.wanted);
}

/* Whether @person comes by them with a server that answers, and nothing in dispute. */
static gboolean
comes_by (const PortailDesktopPerson *person, guint index)
{
  const PortailDesktopShots *shots = &portail_desktop_shots[index];

  for (guint i = 0; i <= index; i++)
    if (portail_desktop_shots[i].person == person
        && (portail_desktop_shots[i].flags & PORTAIL_DESKTOP_SHOT_BROKEN) != 0)
      return FALSE;
  return shots->person == person && (shots->flags & PORTAIL_DESKTOP_SHOT_FROZEN) == 0;
}

static void
tell (GPtrArray *complaints)
{
  for (guint i = 0; i < complaints->len; i++)
    portail_demo_say ("%s", (char *) complaints->pdata[i]);
  if (complaints->len > 0)
    portail_demo_fail ("%u complaints", complaints->len);
}

/* @name is that of a computer. */
static void
walk_all (PortailDesktopWorld *world,
          const char *name,
          const PortailDesktopPerson *person,
          PortailDesktopReader reader)
{
  g_autoptr (PortailDesktopDesk) desk = NULL;
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);

  desk = portail_desktop_desk_new_signed_in (world, name, person, 0);
  for (guint i = 0; i < portail_desktop_n_pages; i++)
    if ((portail_desktop_pages[i].readers & reader) != 0)
      walk_page (desk, &portail_desktop_pages[i], complaints);
  tell (complaints);
}

/* Panels, dialogs and menus. */
static void
walk_dialogs (PortailDesktopWorld *world, const char *name, const PortailDesktopPerson *person)
{
  g_autoptr (PortailDesktopDesk) desk = NULL;
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < portail_desktop_n_shots; i++)
    if (comes_by (person, i))
      portail_desktop_seed_send (world, portail_desktop_shots[i].requests,
                                 portail_desktop_shots[i].n_requests);
  desk = portail_desktop_desk_new_signed_in (world, name, person, 0);
  for (guint i = 0; i < portail_desktop_n_shots; i++)
    for (guint shot = 0; comes_by (person, i) && shot < portail_desktop_shots[i].n_shots; shot++)
      walk_page (desk, &portail_desktop_shots[i].shots[shot], complaints);
  tell (complaints);
}

void
portail_desktop_play_patron_walk (PortailDesktopWorld *world)
{
  portail_demo_begin ("Every control of a patronne has a name and is reached by Tab");
  walk_all (world, "Camille", &portail_desktop_camille, PORTAIL_DESKTOP_FOR_PATRON);
}

void
portail_desktop_play_staff_walk (PortailDesktopWorld *world)
{
  portail_demo_begin ("Every control of the staff has a name and is reached by Tab");
  walk_all (world, "Hugo", &portail_desktop_hugo, PORTAIL_DESKTOP_FOR_STAFF);
}

void
portail_desktop_play_others_walk (PortailDesktopWorld *world)
{
  portail_demo_begin ("Every control of a co-patron has a name and is reached by Tab");
  walk_all (world, "Bastien", &portail_desktop_bastien, PORTAIL_DESKTOP_FOR_CO_PATRON);
  portail_demo_begin ("Every control of the DOT has a name and is reached by Tab");
  walk_all (world, "Ines", &portail_desktop_ines, PORTAIL_DESKTOP_FOR_DOT);
  portail_demo_begin ("Every control of an employée has a name and is reached by Tab");
  walk_all (world, "Lea", &portail_desktop_lea, PORTAIL_DESKTOP_FOR_EMPLOYEE);
  walk_dialogs (world, "LeaToo", &portail_desktop_lea);
}

void
portail_desktop_play_dialogs_walk (PortailDesktopWorld *world)
{
  portail_demo_begin ("Every control in the panels and dialogs of a patronne likewise");
  walk_dialogs (world, "Camille", &portail_desktop_camille);
  portail_demo_begin ("And in those of the staff");
  walk_dialogs (world, "Hugo", &portail_desktop_hugo);
}
