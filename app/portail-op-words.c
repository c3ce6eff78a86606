/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-op-words.h"

#include "shared/portail-i18n.h"
#include "shared/portail-transition.h"

/* Fields of an update that one line names. */
#define MAX_FIELDS 3

/* The members that name a record: the first that its type has and that says something. */
static const char *const naming_fields[] = {
  "employee_name", "title",    "filename", "justificatif", "name",  "display_name",
  "username",      "tax_type", "groupe",   "period",       "grade", "label",
  "key",           "user_id",  "min",      "discord_id"
};

char *
portail_op_words_value (PortailOutboxItem *item,
                        const PortailField *field,
                        const PortailRecord *record)
{
  g_autofree char *text = NULL;
  const char *name = NULL;

  if (item != NULL && field->refers_to != NULL)
    name = portail_outbox_item_get_name (item, portail_field_get_string (field, record));
  if (name != NULL)
    return g_strdup (name);
  /* Translators: a value that has no words, as the figures that a sheet was frozen with. */
  if (field->kind == PORTAIL_KIND_JSON && !portail_field_is_null (field, record))
    return g_strdup (_ ("(details)"));
  text = portail_field_to_text (field, record);
  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : g_strdup ("—");
}

char *
portail_op_words_name_record (PortailOutboxItem *item, const PortailRecord *record)
{
  for (gsize i = 0; record != NULL && i < G_N_ELEMENTS (naming_fields); i++)
    {
      int index = portail_record_type_find_field (record->type, naming_fields[i]);
      const PortailField *field = index >= 0
                                      ? portail_record_type_get_field (record->type, (guint) index)
                                      : NULL;

      if (field != NULL && !portail_field_is_null (field, record))
        return portail_op_words_value (item, field, record);
    }
  return NULL;
}

char *
portail_op_words_describe_owner (PortailOutboxItem *item)
{
  const PortailRecord *owner = portail_outbox_item_get_owner (item);
  const PortailChange *change = portail_outbox_item_get_change (item);
  g_autofree char *name = portail_op_words_name_record (item, owner);

  if (name != NULL)
    /* Translators: a kind of record and its name: “Dotation, Week 38 (…)”. */
    return g_strdup_printf (_ ("%1$s, %2$s"), _ (owner->type->title), name);
  return g_strdup (change != NULL ? _ (change->type->title) : _ ("Unreadable change"));
}

/* The record of a change by its name, or by its type where nothing tells the name. */
static char *
name_part (PortailOutboxItem *item, guint index)
{
  const PortailOutboxPart *part = portail_outbox_item_get_part (item, index);
  char *name = portail_op_words_name_record (item, part->before);

  if (name == NULL)
    name = portail_op_words_name_record (item, part->change->record);
  return name != NULL ? name : g_strdup (_ (part->change->type->title));
}

static char *
describe_field (PortailOutboxItem *item, const PortailField *field, const char *name)
{
  const PortailRecord *known =
      portail_outbox_item_get_part (item, portail_outbox_item_get_index (item))->before;
  g_autofree char *after = portail_op_words_value (item, field,
                                                   portail_outbox_item_get_mine (item));
  g_autofree char *before = known != NULL ? portail_op_words_value (item, field, known) : NULL;
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

char *
portail_op_words_describe_part (PortailOutboxItem *item, guint index)
{
  const PortailChange *change = portail_outbox_item_get_part (item, index)->change;
  g_autofree char *name = name_part (item, index);

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
      return g_strdup_printf (_ ("Changed: %s"), name);
    }
}

static char *
describe_change (PortailOutboxItem *item, const PortailChange *change)
{
  g_autofree char *name = NULL;

  if (change->kind != PORTAIL_CHANGE_UPDATE)
    return portail_op_words_describe_part (item, portail_outbox_item_get_index (item));
  name = name_part (item, portail_outbox_item_get_index (item));
  return describe_update (item, change, name);
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
