/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-palier-grid.h"

#include <stdio.h>

#include "app/portail-company-settings.h"
#include "shared/portail-i18n.h"

#define AMOUNT(words, more)                                                                        \
  {                                                                                                \
    .title = (words), .kind = PORTAIL_GRID_MONEY, .flags = PORTAIL_GRID_COLUMN_EDITABLE | (more),  \
    .width_chars = 11                                                                              \
  }

static const PortailGridColumn columns[] = {
  {
      .title = N_ ("From"),
      .kind = PORTAIL_GRID_MONEY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE | PORTAIL_GRID_COLUMN_PINNED
               | PORTAIL_GRID_COLUMN_NAMES_ROW,
      .width_chars = 10,
      .hint = N_ ("New…"),
  },
  AMOUNT (N_ ("To"), 0),
  AMOUNT (N_ ("Salary from"), 0),
  AMOUNT (N_ ("Salary to"), 0),
  AMOUNT (N_ ("Mgmt. salary from"), 0),
  AMOUNT (N_ ("Mgmt. salary to"), 0),
  AMOUNT (N_ ("Bonus from"), 0),
  AMOUNT (N_ ("Bonus to"), 0),
  AMOUNT (N_ ("Mgmt. bonus from"), 0),
  AMOUNT (N_ ("Mgmt. bonus to"), PORTAIL_GRID_COLUMN_EXPANDS),
};

/* By column: the keys of `settings.paliers[]`. */
static const char *const fields[] = {
  "min",
  "max",
  "salaire_min_employe",
  "salaire_max_employe",
  "salaire_min_direction",
  "salaire_max_direction",
  "prime_min_employe",
  "prime_max_employe",
  "prime_min_direction",
  "prime_max_direction",
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == G_N_ELEMENTS (columns));

gboolean
portail_palier_grid_find (const PortailProblem *problem, guint *row, guint *column)
{
  char name[64];
  guint index;

  if (problem->field == NULL || sscanf (problem->field, "paliers[%u].%63s", &index, name) != 2)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i], name))
      {
        *row = index;
        *column = i;
        return TRUE;
      }
  return FALSE;
}

static void
decorate (PortailRecordGridModel *model, guint row, guint column, PortailGridContent *content)
{
  const PortailProblems *problems = portail_record_grid_model_get_owner (model);

  for (guint i = 0; i < problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (problems, i);
      guint wrong_row;
      guint wrong_column;

      if (!portail_palier_grid_find (problem, &wrong_row, &wrong_column) || wrong_row != row
          || wrong_column != column)
        continue;
      content->flags |= PORTAIL_GRID_CELL_REFUSED;
      g_free (content->note);
      content->note = g_strdup (problem->detail);
    }
}

static const PortailRecordGridSpec spec = {
  .type = &portail_palier_row_type,
  .columns = columns,
  .fields = fields,
  .n_columns = G_N_ELEMENTS (columns),
  .decorate = decorate,
};

PortailRecordGridModel *
portail_palier_grid_new (PortailProblems *problems)
{
  return portail_record_grid_model_new (&spec, problems);
}
