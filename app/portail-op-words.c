/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-op-words.h"

#include "shared/portail-i18n.h"
#include "shared/portail-transition.h"
#include "shared/records/portail-dotation-entry.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-employee.h"

/* Fields of an update that one line names. */
#define MAX_FIELDS 3

/* Which member names a record of a type. */
static const struct
{
  const PortailRecordType *type;
  const char *field;
} names[] = {
  { &portail_dotation_row_type, "employee_name" },
  { &portail_dotation_entry_type, "justificatif" },
  { &portail_dotation_type, "period" },
  { &portail_employee_type, "name" },
};

char *
portail_op_words_value (const PortailField *field, const PortailRecord *record)
{
  g_autofree char *text = portail_field_to_text (field, record);

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : g_strdup ("—");
}

char *
portail_op_words_name_record (const PortailRecord *record)
{
  for (gsize i = 0; record != NULL && i < G_N_ELEMENTS (names); i++)
    {
      int index = record->type == names[i].type
                      ? portail_record_type_find_field (record->type, names[i].field)
                      : -1;
      const PortailField *field = index >= 0
                                      ? portail_record_type_get_field (record->type, (guint) index)
                                      : NULL;

      if (field != NULL && !portail_field_is_null (field, record))
        return portail_field_to_text (field, record);
    }
  return NULL;
}

/* The record of the item's change by its name, or by its type where nothing tells the name. */
static char *
name_item (PortailOutboxItem *item)
{
  const PortailChange *change = portail_outbox_item_get_change (item);
  char *name = portail_op_words_name_record (portail_outbox_item_get_theirs (item));

  if (name == NULL)
    name = portail_op_words_name_record (portail_outbox_item_get_mine (item));
  return name != NULL ? name : g_strdup (_ (change->type->title));
}

static char *
describe_field (PortailOutboxItem *item, const PortailField *field, const char *name)
{
  const PortailRecord *theirs = portail_outbox_item_get_theirs (item);
  g_autofree char *after = portail_op_words_value (field, portail_outbox_item_get_mine (item));
  g_autofree char *before = theirs != NULL ? portail_op_words_value (field, theirs) : NULL;
  const char *title = _ (field->title);

  if (before == NULL)
    /* Translators: a field, whose it is, and what was typed: “RUN of Jean Dupont: 13 000 $”. */
    return g_strdup_printf (_ ("%1$s of %2$s: %3$s"), title, name, after);
  /* Translators: as before, with the value that it takes the place of. */
  return g_strdup_printf (_ ("%1$s of %2$s: %3$s → %4$s"), title, name, before, after);
}

static char *
describe_update (PortailOutboxItem *item, const PortailChange *change, const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_told = 0;
  guint n_more = 0;

  for (guint i = 0; i < portail_record_type_get_n_fields (change->type); i++)
    {
      const PortailField *field = portail_record_type_get_field (change->type, i);
      g_autofree char *part = NULL;

      if (!portail_field_set_has (change->fields, i) || field->title == NULL)
        continue;
      if (n_told == MAX_FIELDS)
        {
          n_more++;
          continue;
        }
      part = describe_field (item, field, name);
      g_string_append_printf (text, "%s%s", n_told++ > 0 ? " · " : "", part);
    }
  if (n_more > 0)
    g_string_append (text, " · …");
  if (text->len == 0)
    g_string_append_printf (text, _ ("Changed: %s"), name);
  return g_strdup (text->str);
}

static char *
describe_command (const PortailChange *change, const char *name)
{
  const PortailTransition *transition = portail_transition_find (change->type->name,
                                                                 change->command);

  if (transition != NULL)
    /* Translators: a command and what it is done to: “Submit: Week 38 (…)”. */
    return g_strdup_printf (_ ("%1$s: %2$s"), _ (transition->title), name);
  if (g_strcmp0 (change->command, "restore") == 0)
    return g_strdup_printf (_ ("Restored: %s"), name);
  return g_strdup_printf ("%s: %s", change->command, name);
}

static char *
describe_change (PortailOutboxItem *item, const PortailChange *change)
{
  g_autofree char *name = name_item (item);

  switch (change->kind)
    {
    case PORTAIL_CHANGE_CREATE:
      /* Translators: what was added and its name: “New: dotation row, Jean Dupont”. */
      return g_strdup_printf (_ ("New: %1$s, %2$s"), _ (change->type->title), name);
    case PORTAIL_CHANGE_DELETE:
      return g_strdup_printf (_ ("Deleted: %1$s, %2$s"), _ (change->type->title), name);
    case PORTAIL_CHANGE_COMMAND:
      return describe_command (change, name);
    default:
      return describe_update (item, change, name);
    }
}

char *
portail_op_words_describe (PortailOutboxItem *item)
{
  const PortailSyncOp *op = portail_outbox_item_get_op (item)->op;
  const PortailChange *change = portail_outbox_item_get_change (item);
  g_autofree char *first = NULL;

  if (change == NULL)
    return g_strdup (_ ("Unreadable change"));
  first = describe_change (item, change);
  if (op->changes->len == 1)
    return g_steal_pointer (&first);
  /* Translators: how many changes one step made, then the one that matters most of them. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$u change at once — %2$s",
                                       "%1$u changes at once — %2$s", op->changes->len),
                          op->changes->len, first);
}
