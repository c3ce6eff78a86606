/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-employee-place.h"

#include "shared/portail-employee-import.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-text-fold.h"

struct _PortailEmployeePlace
{
  GObject parent_instance;

  char *enterprise_id;
  GPtrArray *employees;
};

G_DEFINE_FINAL_TYPE (PortailEmployeePlace, portail_employee_place, G_TYPE_OBJECT)

static guint apply_signal;

static void
portail_employee_place_finalize (GObject *object)
{
  PortailEmployeePlace *place = PORTAIL_EMPLOYEE_PLACE (object);

  g_free (place->enterprise_id);
  g_ptr_array_unref (place->employees);
  G_OBJECT_CLASS (portail_employee_place_parent_class)->finalize (object);
}

static void
portail_employee_place_class_init (PortailEmployeePlaceClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_employee_place_finalize;
  apply_signal = g_signal_new ("apply", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
portail_employee_place_init (PortailEmployeePlace *place)
{
}

PortailEmployeePlace *
portail_employee_place_new (const char *enterprise_id, GPtrArray *employees)
{
  PortailEmployeePlace *place = g_object_new (PORTAIL_TYPE_EMPLOYEE_PLACE, NULL);

  place->enterprise_id = g_strdup (enterprise_id);
  place->employees = g_ptr_array_ref (employees);
  return place;
}

/* The kind. What a line is: somebody who is there, somebody new, or a name that came before. */

typedef struct
{
  const PortailImportLine *line;
  const PortailEmployee *before; /* of the place; NULL: somebody new */
  gboolean is_repeated;
} Match;

typedef struct
{
  PortailTableImport *import;
  GArray *matches; /* of Match, of the good lines */
  GPtrArray *there;
} Matched;

/* By their folded names. Owned; the employees are not. */
static GHashTable *
index_names (const GPtrArray *there)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < there->len; i++)
    {
      const PortailEmployee *employee = g_ptr_array_index (there, i);

      if (employee->name != NULL)
        g_hash_table_insert (names, portail_text_fold (employee->name), (gpointer) employee);
    }
  return names;
}

static char *
dup_key (const PortailImportLine *line)
{
  g_autoptr (PortailEmployee) employee = portail_record_new (&portail_employee_type);

  portail_employee_import_fill (line, employee);
  return portail_text_fold (employee->name);
}

static gpointer
match (const PortailTextTable *table, const GPtrArray *there)
{
  Matched *matched = g_new0 (Matched, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) names = index_names (there);

  matched->import = portail_employee_import_new (table);
  matched->matches = g_array_new (FALSE, FALSE, sizeof (Match));
  matched->there = g_ptr_array_ref ((GPtrArray *) there);
  for (guint i = 0; i < matched->import->lines->len; i++)
    {
      const PortailImportLine *line = portail_table_import_get_line (matched->import, i);
      Match found = { line, NULL, FALSE };
      char *key;

      if (line->kind != PORTAIL_IMPORT_LINE_GOOD)
        continue;
      key = dup_key (line);
      found.before = g_hash_table_lookup (names, key);
      found.is_repeated = !g_hash_table_add (seen, key);
      g_array_append_val (matched->matches, found);
    }
  return matched;
}

static void
free_matched (gpointer pointer)
{
  Matched *matched = pointer;

  portail_table_import_free (matched->import);
  g_array_unref (matched->matches);
  g_ptr_array_unref (matched->there);
  g_free (matched);
}

static PortailTableImport *
get_table (gpointer matched)
{
  return ((Matched *) matched)->import;
}

static PortailImportMatches
count (gpointer pointer)
{
  const Matched *matched = pointer;
  PortailImportMatches matches = { 0 };

  for (guint i = 0; i < matched->matches->len; i++)
    {
      const Match *found = &g_array_index (matched->matches, Match, i);

      matches.n_doubtful += found->is_repeated ? 1 : 0;
      matches.n_replacing += found->before != NULL && !found->is_repeated ? 1 : 0;
    }
  return matches;
}

/* Only where the line says something else. */
static char *
dup_before (gpointer pointer, const GPtrArray *there, guint line, const PortailImportColumn *column)
{
  const Matched *matched = pointer;
  const PortailImportLine *wanted = portail_table_import_get_line (matched->import, line);
  int index = portail_record_type_find_field (&portail_employee_type, column->field);

  for (guint i = 0; i < matched->matches->len && index >= 0; i++)
    {
      const Match *found = &g_array_index (matched->matches, Match, i);
      g_autoptr (PortailEmployee) after = NULL;

      if (found->line != wanted || found->before == NULL)
        continue;
      after = portail_record_copy (found->before);
      portail_employee_import_fill (wanted, after);
      if (portail_field_set_has (portail_record_get_differing_fields (after, found->before),
                                 (guint) index))
        return portail_field_to_text (
            portail_record_type_get_field (&portail_employee_type, (guint) index), found->before);
    }
  return NULL;
}

static char *
say_choice (guint n)
{
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Let the later line count where a name comes twice (%u)",
                   "Let the later lines count where a name comes twice (%u)", n),
      n);
}

static char *
say_left_out (guint n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u line repeats a name and is left out.",
                                       "%u lines repeat a name and are left out.", n),
                          n);
}

static char *
say_replacing (guint n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u employee is there already and is changed.",
                                       "%u employees are there already and are changed.", n),
                          n);
}

static const PortailImportKind employees_kind = {
  .title = N_ ("Employees"),
  .format = &portail_import_employees,
  .match = match,
  .free = free_matched,
  .get_table = get_table,
  .count = count,
  .dup_before = dup_before,
  .say_choice = say_choice,
  .say_left_out = say_left_out,
  .say_replacing = say_replacing,
};

static const PortailImportKind *const kinds[] = { &employees_kind, NULL };

/* The place */

static GPtrArray *
list_there (gpointer place)
{
  return g_ptr_array_ref (PORTAIL_EMPLOYEE_PLACE (place)->employees);
}

static const char *
get_lock_reason (gpointer place)
{
  return NULL;
}

static PortailChange *
new_change (const Match *found)
{
  const PortailRecordType *type = &portail_employee_type;
  g_autoptr (PortailEmployee) employee = found->before != NULL ? portail_record_copy (found->before)
                                                               : portail_record_new (type);
  PortailFieldSet fields = portail_employee_import_fill (found->line, employee);
  g_autofree char *id = found->before != NULL ? g_strdup (found->before->base.id)
                                              : portail_id_new ();
  PortailChange *change;

  if (found->before == NULL)
    {
      portail_record_set_initial (employee, fields);
      fields |= portail_record_type_field_bit (type, "status")
                | portail_record_type_field_bit (type, "is_direction");
    }
  else
    fields &= portail_record_get_differing_fields (employee, found->before);
  if (fields == 0)
    return NULL;
  change = portail_change_new (
      found->before != NULL ? PORTAIL_CHANGE_UPDATE : PORTAIL_CHANGE_CREATE, type, id);
  portail_change_set_fields (change, employee, fields);
  return change;
}

/* Of lines with one name the later counts, where they count at all. */
static GPtrArray *
list_taken (const Matched *matched, PortailImportChoice choice)
{
  GPtrArray *taken = g_ptr_array_new ();
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < matched->matches->len; i++)
    {
      Match *found = &g_array_index (matched->matches, Match, i);
      char *key = dup_key (found->line);
      gpointer place;

      if (!found->is_repeated)
        {
          g_hash_table_insert (places, key, GUINT_TO_POINTER (taken->len));
          g_ptr_array_add (taken, found);
          continue;
        }
      if (choice == PORTAIL_IMPORT_TAKE_DOUBTFUL
          && g_hash_table_lookup_extended (places, key, NULL, &place))
        taken->pdata[GPOINTER_TO_UINT (place)] = found;
      g_free (key);
    }
  return taken;
}

static gboolean
apply (gpointer owner,
       PortailImportPreview *preview,
       PortailImportChoice choice,
       guint *n,
       GError **error)
{
  PortailEmployeePlace *place = PORTAIL_EMPLOYEE_PLACE (owner);
  g_autoptr (GPtrArray) taken = list_taken (portail_import_preview_get_matched (preview), choice);
  g_autoptr (PortailSyncOp) op = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, place->enterprise_id);

  for (guint i = 0; i < taken->len; i++)
    {
      PortailChange *change = new_change (g_ptr_array_index (taken, i));

      if (change != NULL)
        portail_sync_op_take_change (op, change);
    }
  *n = op->changes->len;
  if (*n > PORTAIL_BATCH_MAX_CHANGES)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
                   _ ("One import takes at most %d lines: split the file."),
                   PORTAIL_BATCH_MAX_CHANGES);
      return FALSE;
    }
  if (*n > 0)
    g_signal_emit (place, apply_signal, 0, g_steal_pointer (&op));
  return TRUE;
}

const PortailImportPlace portail_employee_import_place = {
  .kinds = kinds,
  .list_there = list_there,
  .get_lock_reason = get_lock_reason,
  .apply = apply,
};
