/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/app/roster-model.h"

#include "shared/portail-i18n.h"
#include "shared/portail-number-text.h"

typedef struct
{
  char *id;
  char *name;
  gboolean is_direction;
  PortailMoney run;
  PortailMoney facture;
  PortailMoney salaire; /* null: suggested */
} Person;

struct _RosterModel
{
  GObject parent_instance;

  GPtrArray *people; /* of Person */
  guint n_made;
  guint n_steps;
  gboolean is_in_step;
};

static void roster_model_grid_init (PortailGridModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RosterModel,
                               roster_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_GRID_MODEL,
                                                      roster_model_grid_init))

static const PortailGridColumn columns[ROSTER_N_COLUMNS] = {
  [ROSTER_NAME] = {
      .title = "Employé",
      .flags = PORTAIL_GRID_COLUMN_EDITABLE | PORTAIL_GRID_COLUMN_EXPANDS
               | PORTAIL_GRID_COLUMN_PINNED | PORTAIL_GRID_COLUMN_NAMES_ROW,
      .width_chars = 16,
      .hint = "Ajouter un employé…",
  },
  [ROSTER_DIRECTION] = {
      .title = "Direction",
      .kind = PORTAIL_GRID_TOGGLE,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 9,
  },
  [ROSTER_RUN] = {
      .title = "RUN",
      .kind = PORTAIL_GRID_MONEY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 13,
  },
  [ROSTER_FACTURE] = {
      .title = "FACTURE",
      .kind = PORTAIL_GRID_MONEY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 13,
  },
  [ROSTER_CA] = {
      .title = "CA",
      .kind = PORTAIL_GRID_MONEY,
      .width_chars = 13,
      .css_class = "ca",
  },
  [ROSTER_SALAIRE] = {
      .title = "Salaire",
      .kind = PORTAIL_GRID_MONEY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 20,
  },
};

static void
free_person (gpointer pointer)
{
  Person *person = pointer;

  if (person == NULL)
    return;
  g_free (person->id);
  g_free (person->name);
  g_free (person);
}

static Person *
get_person (PortailGridModel *model, guint row)
{
  g_assert_cmpuint (row, <, ROSTER_MODEL (model)->people->len);
  return g_ptr_array_index (ROSTER_MODEL (model)->people, row);
}

static const PortailGridColumn *
get_columns (PortailGridModel *model, guint *n_columns)
{
  *n_columns = ROSTER_N_COLUMNS;
  return columns;
}

static guint
get_n_rows (PortailGridModel *model)
{
  return ROSTER_MODEL (model)->people->len;
}

static const char *
get_row_id (PortailGridModel *model, guint row)
{
  return get_person (model, row)->id;
}

static gboolean
find_row (PortailGridModel *model, const char *id, guint *row)
{
  for (*row = 0; *row < get_n_rows (model); ++*row)
    if (g_str_equal (get_person (model, *row)->id, id))
      return TRUE;
  return FALSE;
}

static void
set_money (PortailGridContent *content, PortailMoney money)
{
  content->text = portail_number_text_of_money (money);
  content->display = portail_money_to_text (money);
}

static void
set_salaire (PortailGridContent *content, const Person *person)
{
  PortailMoney asked = person->salaire;

  if (portail_money_is_null (asked))
    {
      asked.cents = (person->run.cents + person->facture.cents) * 35 / 100;
      content->text = g_strdup ("");
      content->plain = portail_number_text_of_money (asked);
      content->flags |= PORTAIL_GRID_CELL_SUGGESTED;
    }
  else
    {
      content->text = portail_number_text_of_money (asked);
      content->flags |= PORTAIL_GRID_CELL_MANUAL;
      content->note = g_strdup ("Saisi à la main");
    }
  if (asked.cents > ROSTER_CAP * 100)
    {
      content->flags |= PORTAIL_GRID_CELL_CAPPED;
      content->requested = portail_money_to_text (asked);
      asked.cents = ROSTER_CAP * 100;
    }
  content->display = portail_money_to_text (asked);
}

static void
get_content (PortailGridModel *model, guint row, guint column, PortailGridContent *content)
{
  const Person *person = get_person (model, row);

  switch (column)
    {
    case ROSTER_NAME:
      content->text = g_strdup (person->name);
      content->display = g_strdup (person->name);
      break;
    case ROSTER_DIRECTION:
      content->text = g_strdup (person->is_direction ? "1" : "0");
      content->flags = person->is_direction ? PORTAIL_GRID_CELL_CHECKED : 0;
      break;
    case ROSTER_RUN:
      set_money (content, person->run);
      break;
    case ROSTER_FACTURE:
      set_money (content, person->facture);
      break;
    case ROSTER_CA:
      set_money (content, (PortailMoney){ person->run.cents + person->facture.cents });
      break;
    default:
      set_salaire (content, person);
    }
}

static void
get_total (PortailGridModel *model, guint column, PortailGridContent *content)
{
  PortailMoney sum = PORTAIL_MONEY_ZERO;

  for (guint i = 0; i < get_n_rows (model); i++)
    {
      const Person *person = get_person (model, i);

      sum.cents += column != ROSTER_FACTURE ? person->run.cents : 0;
      sum.cents += column != ROSTER_RUN ? person->facture.cents : 0;
    }
  if (column == ROSTER_NAME)
    content->display = g_strdup ("Total");
  else if (column == ROSTER_RUN || column == ROSTER_FACTURE || column == ROSTER_CA)
    set_money (content, sum);
}

static gboolean
read_money (const char *text, PortailMoney if_empty, PortailMoney *money, char **reason)
{
  PortailNumberFault fault;

  if (*text == '\0')
    {
      *money = if_empty;
      return TRUE;
    }
  fault = portail_number_text_to_money (text, PORTAIL_NUMBER_UNSIGNED, money);
  if (fault != PORTAIL_NUMBER_FAULT_NONE)
    *reason = g_strdup (portail_number_fault_get_reason (fault));
  return fault == PORTAIL_NUMBER_FAULT_NONE;
}

static gboolean
set_text (PortailGridModel *model, guint row, guint column, const char *text, char **reason)
{
  Person *person = get_person (model, row);
  gboolean is_read = TRUE;

  if (column == ROSTER_NAME)
    {
      g_free (person->name);
      person->name = g_strdup (text);
    }
  else if (column == ROSTER_DIRECTION)
    person->is_direction = g_str_equal (text, "1");
  else if (column == ROSTER_RUN)
    is_read = read_money (text, PORTAIL_MONEY_ZERO, &person->run, reason);
  else if (column == ROSTER_FACTURE)
    is_read = read_money (text, PORTAIL_MONEY_ZERO, &person->facture, reason);
  else
    is_read = read_money (text, PORTAIL_MONEY_NULL, &person->salaire, reason);
  if (is_read)
    portail_grid_model_cells_changed (model, row, 0, 1, ROSTER_N_COLUMNS);
  return is_read;
}

static Person *
new_person (RosterModel *model, const char *name)
{
  Person *person = g_new0 (Person, 1);

  person->id = g_strdup_printf ("row-%u", model->n_made++);
  person->name = g_strdup (name);
  person->salaire = PORTAIL_MONEY_NULL;
  return person;
}

static void
insert_rows (PortailGridModel *model, guint position, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_insert (ROSTER_MODEL (model)->people, (int) (position + i),
                        new_person (ROSTER_MODEL (model), ""));
  portail_grid_model_rows_changed (model, position, 0, n_rows);
}

static GPtrArray *
remove_rows (PortailGridModel *model, guint position, guint n_rows)
{
  GPtrArray *removed = g_ptr_array_new_with_free_func (free_person);

  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (removed, g_ptr_array_steal_index (ROSTER_MODEL (model)->people, position));
  portail_grid_model_rows_changed (model, position, n_rows, 0);
  return removed;
}

static void
restore_rows (PortailGridModel *model, guint position, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      g_ptr_array_insert (ROSTER_MODEL (model)->people, (int) (position + i),
                          g_ptr_array_index (rows, i));
      g_ptr_array_index (rows, i) = NULL;
    }
  portail_grid_model_rows_changed (model, position, 0, rows->len);
}

static void
begin_step (PortailGridModel *model, const char *title)
{
  g_assert_false (ROSTER_MODEL (model)->is_in_step);
  g_assert_nonnull (title);
  ROSTER_MODEL (model)->is_in_step = TRUE;
}

static void
end_step (PortailGridModel *model)
{
  g_assert_true (ROSTER_MODEL (model)->is_in_step);
  ROSTER_MODEL (model)->is_in_step = FALSE;
  ROSTER_MODEL (model)->n_steps++;
}

static void
roster_model_grid_init (PortailGridModelInterface *interface)
{
  interface->get_columns = get_columns;
  interface->get_n_rows = get_n_rows;
  interface->get_row_id = get_row_id;
  interface->find_row = find_row;
  interface->get_content = get_content;
  interface->get_total = get_total;
  interface->set_text = set_text;
  interface->insert_rows = insert_rows;
  interface->remove_rows = remove_rows;
  interface->restore_rows = restore_rows;
  interface->begin_step = begin_step;
  interface->end_step = end_step;
}

static void
roster_model_finalize (GObject *object)
{
  g_ptr_array_unref (ROSTER_MODEL (object)->people);
  G_OBJECT_CLASS (roster_model_parent_class)->finalize (object);
}

static void
roster_model_class_init (RosterModelClass *class)
{
  G_OBJECT_CLASS (class)->finalize = roster_model_finalize;
}

static void
roster_model_init (RosterModel *model)
{
  model->people = g_ptr_array_new_with_free_func (free_person);
}

RosterModel *
roster_model_new (guint n_rows)
{
  static const char *const names[] = { "Ann", "Bob", "Cleo", "Dan", "Eve" };
  RosterModel *model = g_object_new (ROSTER_TYPE_MODEL, NULL);

  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *name = i < G_N_ELEMENTS (names)
                                  ? g_strdup (names[i])
                                  : g_strdup_printf ("%s %u", names[i % G_N_ELEMENTS (names)], i);
      Person *person = new_person (model, name);

      person->run = PORTAIL_DOLLARS (1000 * (gint64) (i % 50 + 1));
      person->facture = PORTAIL_DOLLARS (500 * (gint64) (i % 7));
      g_ptr_array_add (model->people, person);
    }
  return model;
}

char *
roster_model_get_text (RosterModel *model, guint row, guint column)
{
  g_auto (PortailGridContent) content = { 0 };

  get_content (PORTAIL_GRID_MODEL (model), row, column, &content);
  return g_steal_pointer (&content.text);
}

char *
roster_model_get_display (RosterModel *model, guint row, guint column)
{
  g_auto (PortailGridContent) content = { 0 };

  get_content (PORTAIL_GRID_MODEL (model), row, column, &content);
  return g_steal_pointer (&content.display);
}

void
roster_model_insert_foreign_row (RosterModel *model, guint position, const char *name)
{
  g_ptr_array_insert (model->people, (int) position, new_person (model, name));
  portail_grid_model_rows_changed (PORTAIL_GRID_MODEL (model), position, 0, 1);
}

guint
roster_model_get_n_steps (RosterModel *model)
{
  return model->n_steps;
}
