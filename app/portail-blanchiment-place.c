/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-place.h"

#include "shared/portail-blanchiment-import.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-text-fold.h"

struct _PortailBlanchimentPlace
{
  GObject parent_instance;

  char *enterprise_id;
  PortailBlanchimentShares shares;
  GPtrArray *operations;
  GHashTable *people; /* or NULL */
};

G_DEFINE_FINAL_TYPE (PortailBlanchimentPlace, portail_blanchiment_place, G_TYPE_OBJECT)

static guint apply_signal;

static void
portail_blanchiment_place_finalize (GObject *object)
{
  PortailBlanchimentPlace *place = PORTAIL_BLANCHIMENT_PLACE (object);

  g_free (place->enterprise_id);
  g_ptr_array_unref (place->operations);
  g_clear_pointer (&place->people, g_hash_table_unref);
  G_OBJECT_CLASS (portail_blanchiment_place_parent_class)->finalize (object);
}

static void
portail_blanchiment_place_class_init (PortailBlanchimentPlaceClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_blanchiment_place_finalize;
  apply_signal = g_signal_new ("apply", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
portail_blanchiment_place_init (PortailBlanchimentPlace *place)
{
}

PortailBlanchimentPlace *
portail_blanchiment_place_new (const PortailBlanchimentPlaceSource *source)
{
  PortailBlanchimentPlace *place = g_object_new (PORTAIL_TYPE_BLANCHIMENT_PLACE, NULL);

  place->enterprise_id = g_strdup (source->enterprise_id);
  place->shares = source->shares;
  place->operations = g_ptr_array_ref (source->operations);
  place->people = source->people != NULL ? g_hash_table_ref (source->people) : NULL;
  return place;
}

/* The kind */

static gpointer
match (const PortailTextTable *table, const GPtrArray *there)
{
  return portail_blanchiment_import_new (table, there);
}

static void
free_matched (gpointer matched)
{
  portail_blanchiment_import_free (matched);
}

static PortailTableImport *
get_table (gpointer matched)
{
  return ((PortailBlanchimentImport *) matched)->preview;
}

static PortailImportMatches
count (gpointer matched)
{
  return (PortailImportMatches){ .n_doubtful = ((PortailBlanchimentImport *) matched)->n_known };
}

static char *
say_choice (guint n)
{
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Take the %u operation that is there already once more",
                   "Take the %u operations that are there already once more", n),
      n);
}

static char *
say_left_out (guint n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u operation that is there already is left out.",
                                       "%u operations that are there already are left out.", n),
                          n);
}

static const PortailImportKind operations_kind = {
  .title = N_ ("Operations"),
  .format = &portail_import_blanchiment,
  .match = match,
  .free = free_matched,
  .get_table = get_table,
  .count = count,
  .say_choice = say_choice,
  .say_left_out = say_left_out,
};

static const PortailImportKind *const kinds[] = { &operations_kind, NULL };

/* The place */

static GPtrArray *
list_there (gpointer place)
{
  return g_ptr_array_ref (PORTAIL_BLANCHIMENT_PLACE (place)->operations);
}

static const char *
get_lock_reason (gpointer place)
{
  return NULL;
}

static void
set_employee (PortailBlanchimentPlace *place, PortailBlanchimentOperation *operation)
{
  g_autofree char *key = portail_text_fold (
      operation->employee_name != NULL ? operation->employee_name : "");
  const char *id = place->people != NULL ? g_hash_table_lookup (place->people, key) : NULL;

  operation->employee_id = g_strdup (id);
}

/* Takes @operation. */
static PortailChange *
new_change (PortailBlanchimentPlace *place, PortailBlanchimentOperation *operation)
{
  static const char *const names[] = {
    "date_recu",   "groupe", "employee_id",     "employee_name", "donneur_id",
    "receveur_id", "amount", "entreprise_taux", "groupe_taux",
  };
  const PortailRecordType *type = &portail_blanchiment_operation_type;
  g_autoptr (PortailRecord) owned = &operation->base;
  g_autofree char *id = portail_id_new ();
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, type, id);
  PortailFieldSet fields = 0;

  operation->entreprise_taux = place->shares.entreprise_taux;
  operation->groupe_taux = place->shares.groupe_taux;
  set_employee (place, operation);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    fields |= portail_record_type_field_bit (type, names[i]);
  portail_change_set_fields (change, operation, fields);
  return change;
}

static gboolean
apply (gpointer owner,
       PortailImportPreview *preview,
       PortailImportChoice choice,
       guint *n,
       GError **error)
{
  PortailBlanchimentPlace *place = PORTAIL_BLANCHIMENT_PLACE (owner);
  g_autoptr (GPtrArray) rows = portail_blanchiment_import_dup_rows (
      portail_import_preview_get_matched (preview), choice == PORTAIL_IMPORT_TAKE_DOUBTFUL
                                                        ? PORTAIL_BLANCHIMENT_TAKE_KNOWN
                                                        : PORTAIL_BLANCHIMENT_LEAVE_KNOWN_OUT);
  PortailSyncOp *op;

  if (rows->len > PORTAIL_BATCH_MAX_CHANGES)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
                   _ ("One import takes at most %d lines: split the file."),
                   PORTAIL_BATCH_MAX_CHANGES);
      return FALSE;
    }
  op = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, place->enterprise_id);
  for (guint i = 0; i < rows->len; i++)
    portail_sync_op_take_change (op, new_change (place, portail_record_copy (rows->pdata[i])));
  *n = rows->len;
  g_signal_emit (place, apply_signal, 0, op);
  return TRUE;
}

const PortailImportPlace portail_blanchiment_import_place = {
  .kinds = kinds,
  .list_there = list_there,
  .get_lock_reason = get_lock_reason,
  .apply = apply,
};
