/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-driver.h"

#include <string.h>

#include "tests/support/portail-driver-private.h"

#define MAX_DEPTH 40

/* What is looked for, and what was found on the way. */
typedef struct
{
  AtspiRole role;
  const char *name;
  AtspiAccessible *found;
  GPtrArray *all; /* of the role; NULL when nobody asks */
} Search;

PortailDriver *
portail_driver_new (GPid pid)
{
  PortailDriver *driver = g_new0 (PortailDriver, 1);

  atspi_init ();
  driver->pid = pid;
  return driver;
}

PortailDriver *
portail_driver_new_for_name (const char *name)
{
  PortailDriver *driver = portail_driver_new (0);

  driver->name = g_strdup (name);
  return driver;
}

void
portail_driver_free (PortailDriver *driver)
{
  if (driver->clipboard != NULL)
    g_subprocess_force_exit (driver->clipboard);
  g_clear_object (&driver->clipboard);
  g_free (driver->name);
  g_free (driver);
}

/* Whether @name is @wanted, which may begin or end with `…` for any text. */
static gboolean
is_name (const char *name, const char *wanted)
{
  static const char any[] = "…";
  gboolean has_any_start = g_str_has_prefix (wanted, any);
  gboolean has_any_end = strlen (wanted) > strlen (any) && g_str_has_suffix (wanted, any);
  g_autofree char *core = g_strndup (wanted + (has_any_start ? strlen (any) : 0),
                                     strlen (wanted)
                                         - strlen (any) * (has_any_start + has_any_end));

  if (has_any_start && has_any_end)
    return strstr (name, core) != NULL;
  if (has_any_start)
    return g_str_has_suffix (name, core);
  return has_any_end ? g_str_has_prefix (name, core) : g_str_equal (name, wanted);
}

/* GTK 4.8 says of windows alone that they show. Of the rest it says what is hidden, and gives no
 * place to what never was on the screen. */
static gboolean
is_visible (AtspiAccessible *accessible)
{
  AtspiStateSet *states = atspi_accessible_get_state_set (accessible);
  gboolean is_visible = states != NULL && atspi_state_set_contains (states, ATSPI_STATE_VISIBLE);

  g_clear_object (&states);
  return is_visible;
}

typedef enum
{
  PLACE_UNKNOWN, /* it is no widget: a page of a stack */
  PLACE_NONE,    /* nor has anything inside */
  PLACE_SOME,
} Place;

static Place
get_place (AtspiAccessible *accessible)
{
  AtspiRect *extents = atspi_component_get_extents (ATSPI_COMPONENT (accessible),
                                                    ATSPI_COORD_TYPE_WINDOW, NULL);
  Place place = PLACE_UNKNOWN;

  if (extents != NULL && extents->width >= 0)
    place = extents->width > 0 && extents->height > 0 ? PLACE_SOME : PLACE_NONE;
  g_free (extents);
  return place;
}

/* Where nothing but labels and cells can be: each look is many calls across the bus. */
static gboolean
may_hold (AtspiRole role, AtspiRole wanted)
{
  switch (role)
    {
    /* A flow box is one too. */
    case ATSPI_ROLE_TABLE:
      return TRUE;
    case ATSPI_ROLE_TREE_TABLE:
      return wanted == ATSPI_ROLE_TABLE_CELL || wanted == ATSPI_ROLE_LABEL;
    case ATSPI_ROLE_LIST_ITEM:
      return wanted == ATSPI_ROLE_LABEL || wanted == ATSPI_ROLE_PUSH_BUTTON
             || wanted == ATSPI_ROLE_TEXT || wanted == ATSPI_ROLE_CHECK_BOX
             || wanted == ATSPI_ROLE_MENU_ITEM;
    case ATSPI_ROLE_LABEL:
    case ATSPI_ROLE_IMAGE:
    case ATSPI_ROLE_SCROLL_BAR:
      return FALSE;
    case ATSPI_ROLE_TABLE_CELL:
      return wanted == ATSPI_ROLE_LABEL || wanted == ATSPI_ROLE_PUSH_BUTTON
             || wanted == ATSPI_ROLE_LIST_ITEM;
    default:
      return TRUE;
    }
}

static void
look_at (Search *search, AtspiAccessible *accessible)
{
  g_autofree char *name = atspi_accessible_get_name (accessible, NULL);
  g_autofree char *description = atspi_accessible_get_description (accessible, NULL);

  if (name == NULL || description == NULL)
    return;
  if (search->all != NULL)
    g_ptr_array_add (search->all, g_object_ref (accessible));
  if (search->found == NULL && search->name != NULL
      && (is_name (name, search->name) || is_name (description, search->name)))
    search->found = g_object_ref (accessible);
}

static void
look_below (Search *search, AtspiAccessible *accessible, int depth)
{
  int n_children = atspi_accessible_get_child_count (accessible, NULL);

  /* From the last one: a dialog stands before its window. */
  for (int i = n_children - 1; i >= 0 && depth < MAX_DEPTH; i--)
    {
      g_autoptr (AccessibleReference) child = atspi_accessible_get_child_at_index (accessible, i,
                                                                                   NULL);
      AtspiRole role = child != NULL ? atspi_accessible_get_role (child, NULL) : search->role;
      Place place;

      if (child == NULL || (role != search->role && !may_hold (role, search->role))
          || !is_visible (child))
        continue;
      place = get_place (child);
      if (place == PLACE_SOME && role == search->role)
        look_at (search, child);
      if (search->found != NULL && search->all == NULL)
        return;
      if (place != PLACE_NONE && may_hold (role, search->role))
        look_below (search, child, depth + 1);
    }
}

static gboolean
is_driven (PortailDriver *driver, AtspiAccessible *application)
{
  g_autofree char *name = NULL;

  if (driver->name == NULL)
    return (GPid) atspi_accessible_get_process_id (application, NULL) == driver->pid;
  name = atspi_accessible_get_name (application, NULL);
  return g_strcmp0 (name, driver->name) == 0;
}

static void
look (PortailDriver *driver, Search *search)
{
  g_autoptr (AccessibleReference) desktop = atspi_get_desktop (0);
  int n_applications = atspi_accessible_get_child_count (desktop, NULL);

  for (int i = 0; i < n_applications && search->found == NULL; i++)
    {
      g_autoptr (AccessibleReference) application = atspi_accessible_get_child_at_index (desktop, i,
                                                                                         NULL);

      if (application == NULL || !is_driven (driver, application))
        continue;
      /* Nobody runs a main loop here that would keep more of a cache true. */
      atspi_accessible_set_cache_mask (application, ATSPI_CACHE_ROLE | ATSPI_CACHE_INTERFACES);
      look_below (search, application, 0);
    }
}

static void
give_up (PortailDriver *driver, AtspiRole role, const char *name, const char *what)
{
  g_autofree char *role_name = atspi_role_get_name (role);
  g_autoptr (GPtrArray) names = portail_driver_list_names (driver, role);
  g_autofree char *list = NULL;

  g_ptr_array_add (names, NULL);
  list = g_strjoinv (" | ", (char **) names->pdata);
  g_error ("%s “%s” %s; there are: %s", role_name, name, what, list);
}

gint64
portail_driver_get_deadline (void)
{
  return g_get_monotonic_time () + PORTAIL_DRIVER_PATIENCE_SECONDS * G_TIME_SPAN_SECOND;
}

AtspiAccessible *
portail_driver_wait (PortailDriver *driver, AtspiRole role, const char *name)
{
  gint64 deadline = portail_driver_get_deadline ();

  for (;;)
    {
      Search search = { .role = role, .name = name };

      look (driver, &search);
      if (search.found != NULL)
        return search.found;
      if (g_get_monotonic_time () > deadline)
        give_up (driver, role, name, "did not come");
      g_usleep (PORTAIL_DRIVER_LOOK_MICROSECONDS);
    }
}

char *
portail_driver_dup_name (PortailDriver *driver, AtspiRole role, const char *name)
{
  g_autoptr (AccessibleReference) accessible = portail_driver_wait (driver, role, name);

  return atspi_accessible_get_name (accessible, NULL);
}

gboolean
portail_driver_has (PortailDriver *driver, AtspiRole role, const char *name)
{
  Search search = { .role = role, .name = name };
  gboolean is_there;

  look (driver, &search);
  is_there = search.found != NULL;
  g_clear_object (&search.found);
  return is_there;
}

void
portail_driver_wait_gone (PortailDriver *driver, AtspiRole role, const char *name)
{
  gint64 deadline = portail_driver_get_deadline ();

  while (portail_driver_has (driver, role, name))
    {
      if (g_get_monotonic_time () > deadline)
        give_up (driver, role, name, "did not go");
      g_usleep (PORTAIL_DRIVER_LOOK_MICROSECONDS);
    }
}

/* What can be pressed: @accessible or something inside, as the button in a menu button. Owned;
 * NULL for nothing. */
static AtspiAccessible *
find_doer (AtspiAccessible *accessible)
{
  int n_children = atspi_accessible_get_child_count (accessible, NULL);

  if (atspi_action_get_n_actions (ATSPI_ACTION (accessible), NULL) > 0)
    return g_object_ref (accessible);
  for (int i = 0; i < n_children; i++)
    {
      g_autoptr (AccessibleReference) child = atspi_accessible_get_child_at_index (accessible, i,
                                                                                   NULL);
      AtspiAccessible *doer = child != NULL ? find_doer (child) : NULL;

      if (doer != NULL)
        return doer;
    }
  return NULL;
}

void
portail_driver_press (PortailDriver *driver, AtspiRole role, const char *name)
{
  g_autoptr (AccessibleReference) accessible = portail_driver_wait (driver, role, name);
  g_autoptr (AccessibleReference) doer = find_doer (accessible);
  g_autoptr (GError) error = NULL;

  if (doer == NULL || !atspi_action_do_action (ATSPI_ACTION (doer), 0, &error))
    give_up (driver, role, name, error != NULL ? error->message : "could not be pressed");
}

void
portail_driver_click_cell (PortailDriver *driver, const char *table, const char *cell)
{
  g_autoptr (AccessibleReference) accessible = portail_driver_wait (driver, ATSPI_ROLE_TABLE,
                                                                    table);
  Search search = { .role = ATSPI_ROLE_TABLE_CELL, .name = cell };

  look_below (&search, accessible, 0);
  if (search.found == NULL || !portail_driver_click_middle (search.found, 1))
    give_up (driver, ATSPI_ROLE_TABLE_CELL, cell, "is not in the table");
  g_object_unref (search.found);
}

void
portail_driver_set_text (PortailDriver *driver, const char *name, const char *text)
{
  g_autoptr (AccessibleReference) entry = portail_driver_wait (driver, ATSPI_ROLE_TEXT, name);
  g_autoptr (GError) error = NULL;

  if (!atspi_editable_text_set_text_contents (ATSPI_EDITABLE_TEXT (entry), text, &error))
    give_up (driver, ATSPI_ROLE_TEXT, name, error != NULL ? error->message : "takes no text");
}

static void
visit_below (AtspiAccessible *accessible, PortailDriverVisit visit, gpointer user_data)
{
  int n_children = atspi_accessible_get_child_count (accessible, NULL);

  for (int i = 0; i < n_children; i++)
    {
      g_autoptr (AccessibleReference) child = atspi_accessible_get_child_at_index (accessible, i,
                                                                                   NULL);
      Place place;

      if (child == NULL || !is_visible (child))
        continue;
      place = get_place (child);
      if (place != PLACE_NONE
          && (place == PLACE_UNKNOWN
              || visit (child, atspi_accessible_get_role (child, NULL), user_data)))
        visit_below (child, visit, user_data);
    }
}

void
portail_driver_visit (PortailDriver *driver, PortailDriverVisit visit, gpointer user_data)
{
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func (g_object_unref);
  static const AtspiRole roles[] = { ATSPI_ROLE_FRAME, ATSPI_ROLE_DIALOG, ATSPI_ROLE_WINDOW };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      GPtrArray *found = portail_driver_list (driver, roles[i]);

      g_ptr_array_extend_and_steal (frames, found);
    }
  for (guint i = 0; i < frames->len; i++)
    if (visit (frames->pdata[i], atspi_accessible_get_role (frames->pdata[i], NULL), user_data))
      visit_below (frames->pdata[i], visit, user_data);
}

GPtrArray *
portail_driver_list (PortailDriver *driver, AtspiRole role)
{
  Search search = { .role = role, .all = g_ptr_array_new_with_free_func (g_object_unref) };

  look (driver, &search);
  return search.all;
}

GPtrArray *
portail_driver_list_names (PortailDriver *driver, AtspiRole role)
{
  g_autoptr (GPtrArray) all = portail_driver_list (driver, role);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (names, atspi_accessible_get_name (all->pdata[i], NULL));
  return names;
}
