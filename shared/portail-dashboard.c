/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-dashboard.h"

#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

/* The figure behind a card; PORTAIL_N_FIGURES for the number of rows. */
static const PortailFigureId card_figures[PORTAIL_N_CARDS] = {
  [PORTAIL_CARD_CA_BRUT] = PORTAIL_FIGURE_CA_BRUT,
  [PORTAIL_CARD_DEPENSES] = PORTAIL_FIGURE_DEPENSES_DEDUCTIBLES,
  [PORTAIL_CARD_BENEFICE] = PORTAIL_FIGURE_BENEFICE_IMPOSABLE,
  [PORTAIL_CARD_TAUX] = PORTAIL_FIGURE_TAUX,
  [PORTAIL_CARD_IMPOT] = PORTAIL_FIGURE_IMPOT_SOCIETE,
  [PORTAIL_CARD_TOTAL_DU] = PORTAIL_FIGURE_TOTAL_DU,
  [PORTAIL_CARD_PRIMES] = PORTAIL_FIGURE_PRIMES,
  [PORTAIL_CARD_TRESORERIE] = PORTAIL_FIGURE_TRESORERIE_NETTE,
  [PORTAIL_CARD_EMPLOYES] = PORTAIL_N_FIGURES,
};

static const char *const waiting_names[PORTAIL_N_WAITING] = {
  [PORTAIL_WAITING_DUE] = "due",           [PORTAIL_WAITING_LATE] = "late",
  [PORTAIL_WAITING_REFUSED] = "refused",   [PORTAIL_WAITING_TO_VALIDATE] = "to_validate",
  [PORTAIL_WAITING_SUSPECTS] = "suspects",
};

const char *
portail_card_get_name (PortailCardId card)
{
  return card_figures[card] == PORTAIL_N_FIGURES ? "employes"
                                                 : portail_figure_get (card_figures[card])->name;
}

const char *
portail_card_get_title (PortailCardId card)
{
  return card_figures[card] == PORTAIL_N_FIGURES ? N_ ("Employees")
                                                 : portail_figure_get (card_figures[card])->title;
}

PortailFigureKind
portail_card_get_kind (PortailCardId card)
{
  return card_figures[card] == PORTAIL_N_FIGURES ? PORTAIL_FIGURE_KIND_NUMBER
                                                 : portail_figure_get (card_figures[card])->kind;
}

const char *
portail_waiting_get_name (PortailWaitingKind kind)
{
  return waiting_names[kind];
}

static guint
get_length (const GArray *array)
{
  return array != NULL ? array->len : 0;
}

/* Invariant 2. A company has at most one such sheet a week. */
static const PortailDashboardSheet *
find_sheet (const PortailDashboardSource *source, PortailWeek period)
{
  for (guint i = 0; i < get_length (source->sheets); i++)
    {
      const PortailDashboardSheet *sheet = &g_array_index (source->sheets, PortailDashboardSheet,
                                                           i);

      if (sheet->period.number == period.number && sheet->status != PORTAIL_DOTATION_REFUSE)
        return sheet;
    }
  return NULL;
}

static gint64
get_value (const PortailDashboardSheet *sheet, PortailCardId card)
{
  if (sheet == NULL)
    return PORTAIL_CARD_NOTHING;
  return card_figures[card] == PORTAIL_N_FIGURES ? sheet->n_rows
                                                 : sheet->values[card_figures[card]];
}

static void
fill_weeks (PortailDashboard *dashboard, const PortailDashboardSource *source)
{
  for (int i = 0; i < PORTAIL_DASHBOARD_WEEKS; i++)
    {
      PortailWeek week = { source->period.number - (PORTAIL_DASHBOARD_WEEKS - 1) + i };

      dashboard->weeks[i] = (PortailDashboardWeek){ week, find_sheet (source, week) };
    }
  dashboard->sheet = dashboard->weeks[PORTAIL_DASHBOARD_WEEKS - 1].sheet;
  dashboard->previous = dashboard->weeks[PORTAIL_DASHBOARD_WEEKS - 2].sheet;
  for (int i = 0; i < PORTAIL_N_CARDS; i++)
    dashboard->cards[i] = (PortailCard){
      .value = get_value (dashboard->sheet, (PortailCardId) i),
      .previous = get_value (dashboard->previous, (PortailCardId) i),
    };
}

static gint64
add_cents (gint64 a, gint64 b)
{
  return CLAMP (a + b, -PORTAIL_MONEY_MAX_CENTS, PORTAIL_MONEY_MAX_CENTS);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  const PortailDashboardName *first = a;
  const PortailDashboardName *second = b;

  if (first->ca.cents != second->ca.cents)
    return first->ca.cents > second->ca.cents ? -1 : 1;
  return g_strcmp0 (first->name, second->name);
}

static gboolean
is_in_weeks (const PortailDashboardSource *source, PortailWeek week)
{
  return week.number <= source->period.number
         && week.number > source->period.number - PORTAIL_DASHBOARD_WEEKS;
}

/* Who it is: the employee where he is linked, else the name however it is written. Owned. */
static char *
make_key (const PortailDashboardPerson *person)
{
  g_autofree char *folded = NULL;

  if (person->employee_id != NULL)
    return g_strconcat ("=", person->employee_id, NULL);
  folded = portail_text_fold (person->name != NULL ? person->name : "");
  return g_strconcat ("~", folded, NULL);
}

static void
fill_names (PortailDashboard *dashboard, const PortailDashboardSource *source)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < get_length (source->persons); i++)
    {
      const PortailDashboardPerson *person = &g_array_index (source->persons,
                                                             PortailDashboardPerson, i);
      const PortailDashboardName fresh = { person->employee_id, person->name, PORTAIL_MONEY_ZERO };
      g_autofree char *key = make_key (person);
      PortailDashboardName *name;
      gpointer place;

      if (!is_in_weeks (source, person->period))
        continue;
      if (!g_hash_table_lookup_extended (places, key, NULL, &place))
        {
          place = GUINT_TO_POINTER (dashboard->names->len);
          g_hash_table_insert (places, g_steal_pointer (&key), place);
          g_array_append_val (dashboard->names, fresh);
        }
      name = &g_array_index (dashboard->names, PortailDashboardName, GPOINTER_TO_UINT (place));
      name->ca.cents = add_cents (name->ca.cents, person->ca.cents);
      name->n_weeks++;
    }
  g_array_sort (dashboard->names, compare_names);
  if (dashboard->names->len > PORTAIL_DASHBOARD_MAX_NAMES)
    g_array_set_size (dashboard->names, PORTAIL_DASHBOARD_MAX_NAMES);
}

static void
add_waiting (PortailDashboard *dashboard,
             PortailWaitingKind kind,
             const PortailRecordType *type,
             const char *id)
{
  const PortailWaitingItem item = { type->name, id };

  g_array_append_val (dashboard->waiting[kind], item);
}

static void
add_waiting_sheets (PortailDashboard *dashboard, const PortailDashboardSource *source)
{
  for (guint i = 0; i < get_length (source->sheets); i++)
    {
      const PortailDashboardSheet *sheet = &g_array_index (source->sheets, PortailDashboardSheet,
                                                           i);

      if (sheet->status == PORTAIL_DOTATION_EN_ATTENTE)
        add_waiting (dashboard, PORTAIL_WAITING_TO_VALIDATE, &portail_dotation_type, sheet->id);
      /* Another sheet has taken the place of a refused one. */
      else if (sheet->status == PORTAIL_DOTATION_REFUSE
               && find_sheet (source, sheet->period) == NULL)
        add_waiting (dashboard, PORTAIL_WAITING_REFUSED, &portail_dotation_type, sheet->id);
    }
}

static void
add_waiting_declaration (PortailDashboard *dashboard,
                         const PortailDashboardDeclaration *declaration,
                         PortailTimestamp now)
{
  const PortailRecordType *type = &portail_tax_declaration_type;

  if (declaration->status == PORTAIL_TAX_DECLARATION_EN_ATTENTE)
    add_waiting (dashboard, PORTAIL_WAITING_TO_VALIDATE, type, declaration->id);
  if (declaration->status == PORTAIL_TAX_DECLARATION_REFUSE)
    add_waiting (dashboard, PORTAIL_WAITING_REFUSED, type, declaration->id);
  if (declaration->status == PORTAIL_TAX_DECLARATION_PAYE)
    return;
  switch (portail_due_level_at (declaration->due_date, now))
    {
    case PORTAIL_DUE_LATE:
      add_waiting (dashboard, PORTAIL_WAITING_LATE, type, declaration->id);
      break;
    case PORTAIL_DUE_SOON:
    case PORTAIL_DUE_TODAY:
      add_waiting (dashboard, PORTAIL_WAITING_DUE, type, declaration->id);
      break;
    default:
      break;
    }
}

static void
add_declarations (PortailDashboard *dashboard, const PortailDashboardSource *source)
{
  for (guint i = 0; i < get_length (source->declarations); i++)
    {
      const PortailDashboardDeclaration *declaration = &g_array_index (
          source->declarations, PortailDashboardDeclaration, i);

      if (declaration->is_superseded)
        continue;
      if (declaration->period.number == source->period.number)
        dashboard->declaration = declaration;
      add_waiting_declaration (dashboard, declaration, source->now);
    }
}

static PortailBlanchimentLevel
get_level (const PortailDashboardOperation *operation)
{
  return portail_blanchiment_get_level ((guint) MAX (0, operation->risk_score));
}

static gboolean
is_unreviewed_suspect (const PortailDashboardOperation *operation)
{
  return !operation->is_reviewed
         && (operation->status == PORTAIL_BLANCHIMENT_SUSPENDU
             || get_level (operation) == PORTAIL_BLANCHIMENT_ELEVE);
}

static void
add_operations (PortailDashboard *dashboard, const PortailDashboardSource *source)
{
  dashboard->has_risks = source->operations != NULL;
  for (guint i = 0; i < get_length (source->operations); i++)
    {
      const PortailDashboardOperation *operation = &g_array_index (source->operations,
                                                                   PortailDashboardOperation, i);
      PortailDashboardRisk *risk = &dashboard->risks[get_level (operation)];

      if (operation->status == PORTAIL_BLANCHIMENT_ANNULE)
        continue;
      if (is_unreviewed_suspect (operation))
        add_waiting (dashboard, PORTAIL_WAITING_SUSPECTS, &portail_blanchiment_operation_type,
                     operation->id);
      if (portail_day_is_null (operation->date_recu)
          || !is_in_weeks (source, portail_week_of_day (operation->date_recu)))
        continue;
      risk->n++;
      if (!portail_money_is_null (operation->amount))
        risk->amount.cents = add_cents (risk->amount.cents, operation->amount.cents);
    }
}

PortailDashboard *
portail_dashboard_new (const PortailDashboardSource *source)
{
  PortailDashboard *dashboard = g_new0 (PortailDashboard, 1);

  dashboard->period = source->period;
  dashboard->names = g_array_new (FALSE, FALSE, sizeof (PortailDashboardName));
  for (int kind = 0; kind < PORTAIL_N_WAITING; kind++)
    dashboard->waiting[kind] = g_array_new (FALSE, FALSE, sizeof (PortailWaitingItem));
  fill_weeks (dashboard, source);
  fill_names (dashboard, source);
  add_waiting_sheets (dashboard, source);
  add_declarations (dashboard, source);
  add_operations (dashboard, source);
  return dashboard;
}

void
portail_dashboard_free (PortailDashboard *dashboard)
{
  g_array_unref (dashboard->names);
  for (int kind = 0; kind < PORTAIL_N_WAITING; kind++)
    g_array_unref (dashboard->waiting[kind]);
  g_free (dashboard);
}

static void
add_value (gint64 *total, gint64 value)
{
  if (value == PORTAIL_CARD_NOTHING)
    return;
  *total = *total == PORTAIL_CARD_NOTHING ? value : add_cents (*total, value);
}

void
portail_dashboard_add_to (const PortailDashboard *dashboard, PortailCard *totals)
{
  for (int i = 0; i < PORTAIL_N_CARDS; i++)
    if (portail_card_get_kind ((PortailCardId) i) != PORTAIL_FIGURE_KIND_RATE)
      {
        add_value (&totals[i].value, dashboard->cards[i].value);
        add_value (&totals[i].previous, dashboard->cards[i].previous);
      }
}
