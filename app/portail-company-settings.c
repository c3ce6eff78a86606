/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-company-settings.h"

#include <string.h>

#include "shared/portail-bareme.h"
#include "shared/portail-blanchiment-settings.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "shared/portail-settings-json.h"
#include "shared/portail-tax-delay.h"

/* Value of mode_impot: the company says nothing. */
#define MODE_IMPOT_OF_TABLE 1

static const PortailChoice modes_calcul[] = {
  { PORTAIL_MODE_CALCUL_POURCENTAGE + 1, "pourcentage", N_ ("Share of the turnover") },
  { PORTAIL_MODE_CALCUL_PALIERS + 1, "paliers", N_ ("Steps of the turnover") },
  { PORTAIL_MODE_CALCUL_GRADE + 1, "grade", N_ ("Rules of the grade") },
  { PORTAIL_MODE_CALCUL_MANUEL + 1, "manuel", N_ ("By hand") },
  { 0 },
};

static const PortailChoice modes_impot[] = {
  { MODE_IMPOT_OF_TABLE, "bareme", N_ ("As the tax table says") },
  { PORTAIL_MODE_IMPOT_TRANCHE + 2, "tranche", N_ ("One rate for the whole profit") },
  { PORTAIL_MODE_IMPOT_PROGRESSIF + 2, "progressif", N_ ("Progressive") },
  { 0 },
};

static const PortailField fields[] = {
  { PORTAIL_TEXT (PortailCompanySettings, type_label), .title = N_ ("Label"), .max = 100 },
  {
      PORTAIL_TEXT (PortailCompanySettings, description),
      .title = N_ ("Description"),
      .max = 2000,
      .flags = PORTAIL_FIELD_MULTILINE,
  },
  {
      PORTAIL_CHOICE (PortailCompanySettings, mode_calcul, modes_calcul),
      .title = N_ ("Calculation"),
      .flags = PORTAIL_FIELD_REQUIRED,
  },
  {
      PORTAIL_RATE (PortailCompanySettings, taux_salaire),
      .title = N_ ("Salary, share of the turnover"),
      .flags = PORTAIL_FIELD_REQUIRED,
  },
  {
      PORTAIL_RATE (PortailCompanySettings, taux_prime),
      .title = N_ ("Bonus, share of the turnover"),
      .flags = PORTAIL_FIELD_REQUIRED,
  },
  {
      PORTAIL_BOOLEAN (PortailCompanySettings, salaires_deductibles),
      .title = N_ ("Salaries are deductible"),
  },
  {
      PORTAIL_CHOICE (PortailCompanySettings, mode_impot, modes_impot),
      .title = N_ ("Tax mode"),
      .flags = PORTAIL_FIELD_REQUIRED,
  },
  {
      PORTAIL_RATE (PortailCompanySettings, entreprise_taux),
      .title = N_ ("Share of the company"),
  },
  { PORTAIL_RATE (PortailCompanySettings, groupe_taux), .title = N_ ("Share of the group") },
  {
      PORTAIL_INTEGER (PortailCompanySettings, due_delay_days),
      .title = N_ ("Days until the tax is due"),
  },
};

const PortailRecordType portail_company_settings_type = {
  PORTAIL_RECORD_TYPE (PortailCompanySettings, fields),
  .name = "company_settings",
  .title = N_ ("Company"),
  .module = PORTAIL_MODULE_COMPANY_CONFIG,
};

/* The member inside palier; of PORTAIL_MONEY only the name differs. */
#define AMOUNT(member, words, more)                                                                \
  {                                                                                                \
    .name = #member, .offset = offsetof (PortailPalierRow, palier.member),                         \
    .kind = PORTAIL_KIND_MONEY, .title = (words), .flags = (more)                                  \
  }

static const PortailField palier_fields[] = {
  AMOUNT (min, N_ ("From"), PORTAIL_FIELD_REQUIRED),
  AMOUNT (max, N_ ("To"), 0),
  AMOUNT (salaire_min_employe, N_ ("Salary, employee, from"), PORTAIL_FIELD_REQUIRED),
  AMOUNT (salaire_max_employe, N_ ("Salary, employee, to"), PORTAIL_FIELD_REQUIRED),
  AMOUNT (salaire_min_direction, N_ ("Salary, management, from"), PORTAIL_FIELD_REQUIRED),
  AMOUNT (salaire_max_direction, N_ ("Salary, management, to"), PORTAIL_FIELD_REQUIRED),
  AMOUNT (prime_min_employe, N_ ("Bonus, employee, from"), PORTAIL_FIELD_REQUIRED),
  AMOUNT (prime_max_employe, N_ ("Bonus, employee, to"), PORTAIL_FIELD_REQUIRED),
  AMOUNT (prime_min_direction, N_ ("Bonus, management, from"), PORTAIL_FIELD_REQUIRED),
  AMOUNT (prime_max_direction, N_ ("Bonus, management, to"), PORTAIL_FIELD_REQUIRED),
};

const PortailRecordType portail_palier_row_type = {
  PORTAIL_RECORD_TYPE (PortailPalierRow, palier_fields),
  .name = "palier",
  .title = N_ ("Step"),
  .module = PORTAIL_MODULE_COMPANY_CONFIG,
};

static PortailJsonDocument *
parse (const char *json)
{
  return json != NULL ? portail_json_parse (json, strlen (json), NULL) : NULL;
}

static void
read_payroll (PortailCompanySettings *settings, const PortailJson *root)
{
  g_autoptr (PortailPayrollSettings) payroll = portail_payroll_settings_new ();
  g_autoptr (PortailProblems) ignored = portail_problems_new ();
  PortailModeImpot mode_impot = PORTAIL_MODE_IMPOT_TRANCHE;

  if (root != NULL)
    portail_settings_read_json (payroll, &mode_impot, root, ignored);
  settings->mode_calcul = payroll->mode_calcul + 1;
  settings->taux_salaire = payroll->taux_salaire;
  settings->taux_prime = payroll->taux_prime;
  settings->salaires_deductibles = payroll->is_salaire_deductible;
  settings->mode_impot = portail_json_get (root, "mode_impot") != NULL ? mode_impot + 2
                                                                       : MODE_IMPOT_OF_TABLE;
}

static void
read_shares (PortailCompanySettings *settings, const PortailJson *root)
{
  g_autoptr (PortailProblems) ignored = portail_problems_new ();
  PortailBlanchimentSettings blanchiment;

  if (portail_json_get (root, "entreprise_taux") == NULL)
    return;
  portail_blanchiment_settings_init (&blanchiment);
  portail_blanchiment_settings_read_company (&blanchiment, root, ignored);
  settings->entreprise_taux = blanchiment.shares.entreprise_taux;
  settings->groupe_taux = blanchiment.shares.groupe_taux;
}

PortailCompanySettings *
portail_company_settings_new (const PortailEnterprise *enterprise)
{
  PortailCompanySettings *settings = portail_record_new (&portail_company_settings_type);
  g_autoptr (PortailJsonDocument) document = parse (enterprise->settings);
  const PortailJson *root = document != NULL ? portail_json_document_get_root (document) : NULL;
  g_autoptr (PortailProblems) ignored = portail_problems_new ();
  guint days;

  settings->base.id = g_strdup (enterprise->base.id);
  settings->base.rev = enterprise->base.rev;
  settings->type_label = g_strdup (enterprise->type_label);
  settings->description = g_strdup (enterprise->description);
  read_payroll (settings, root);
  read_shares (settings, root);
  if (portail_json_get (root, PORTAIL_TAX_DELAY_MEMBER) != NULL)
    {
      days = G_MAXUINT;
      portail_tax_delay_read_company (&days, root, ignored);
      if (days != G_MAXUINT)
        settings->due_delay_days = days;
    }
  return settings;
}

GPtrArray *
portail_company_settings_list_paliers (const PortailEnterprise *enterprise)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (portail_record_free);
  g_autoptr (PortailJsonDocument) document = parse (enterprise->settings);
  g_autoptr (PortailPayrollSettings) payroll = portail_payroll_settings_new ();
  g_autoptr (PortailProblems) ignored = portail_problems_new ();

  if (document != NULL)
    portail_settings_read_json (payroll, NULL, portail_json_document_get_root (document), ignored);
  for (guint i = 0; i < payroll->paliers->len; i++)
    {
      PortailPalierRow *row = portail_record_new (&portail_palier_row_type);

      row->base.id = portail_id_new ();
      row->palier = g_array_index (payroll->paliers, PortailPalier, i);
      g_ptr_array_add (rows, row);
    }
  return rows;
}

PortailPayrollSettings *
portail_company_settings_make_payroll (const PortailCompanySettings *settings,
                                       const GPtrArray *paliers)
{
  PortailPayrollSettings *payroll = portail_payroll_settings_new ();

  if (settings->mode_calcul > 0)
    payroll->mode_calcul = (PortailModeCalcul) (settings->mode_calcul - 1);
  payroll->taux_salaire = settings->taux_salaire;
  payroll->taux_prime = settings->taux_prime;
  payroll->is_salaire_deductible = settings->salaires_deductibles;
  for (guint i = 0; i < paliers->len; i++)
    portail_payroll_settings_add_palier (payroll,
                                         &((const PortailPalierRow *) paliers->pdata[i])->palier);
  return payroll;
}

/* Members by name, as canonical texts. */
static void
put (GTree *members, const char *name, char *text)
{
  g_tree_replace (members, g_strdup (name), text);
}

static void
put_rate (GTree *members, const char *name, PortailRate rate)
{
  GString *text = g_string_new (NULL);

  portail_rate_append_json (rate, text);
  put (members, name, g_string_free (text, FALSE));
}

static void
put_all (GTree *members, const char *json)
{
  g_autoptr (PortailJsonDocument) document = parse (json);
  const PortailJson *member = document != NULL
                                  ? portail_json_document_get_root (document)->first_child
                                  : NULL;

  for (; member != NULL; member = member->next)
    {
      GString *text = g_string_new (NULL);

      portail_json_append_canonical (member, text);
      put (members, member->name, g_string_free (text, FALSE));
    }
}

static gboolean
append_member (gpointer name, gpointer text, gpointer json)
{
  portail_json_append_name (json, name);
  g_string_append (json, text);
  return FALSE;
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer unused)
{
  return strcmp (a, b);
}

static void
put_optional (GTree *members, const PortailCompanySettings *settings)
{
  if (settings->mode_impot <= MODE_IMPOT_OF_TABLE)
    g_tree_remove (members, "mode_impot");
  g_tree_remove (members, "entreprise_taux");
  g_tree_remove (members, "groupe_taux");
  if (!portail_rate_is_null (settings->entreprise_taux)
      && !portail_rate_is_null (settings->groupe_taux))
    {
      put_rate (members, "entreprise_taux", settings->entreprise_taux);
      put_rate (members, "groupe_taux", settings->groupe_taux);
    }
  if (settings->due_delay_days != PORTAIL_INTEGER_NULL)
    put (members, PORTAIL_TAX_DELAY_MEMBER,
         g_strdup_printf ("%" G_GINT64_FORMAT, settings->due_delay_days));
  else
    g_tree_remove (members, PORTAIL_TAX_DELAY_MEMBER);
}

char *
portail_company_settings_to_json (const PortailCompanySettings *settings,
                                  const GPtrArray *paliers,
                                  const char *before)
{
  g_autoptr (GTree) members = g_tree_new_full (compare_names, NULL, g_free, g_free);
  g_autoptr (PortailPayrollSettings) payroll = portail_company_settings_make_payroll (settings,
                                                                                      paliers);
  g_autofree char *own = portail_settings_to_json (
      payroll, settings->mode_impot > MODE_IMPOT_OF_TABLE
                   ? (PortailModeImpot) (settings->mode_impot - 2)
                   : PORTAIL_MODE_IMPOT_TRANCHE);
  g_autofree char *grades = NULL;
  GString *json = g_string_new ("{");

  put_all (members, before);
  grades = g_strdup (g_tree_lookup (members, "grades"));
  put_all (members, own);
  /* Grades are records of their own; a company that has them in its settings keeps them. */
  g_tree_remove (members, "grades");
  if (grades != NULL)
    put (members, "grades", g_steal_pointer (&grades));
  put_optional (members, settings);
  g_tree_foreach (members, append_member, json);
  return g_string_free (g_string_append_c (json, '}'), FALSE);
}

static void
check_shares (const PortailCompanySettings *settings, PortailProblems *problems)
{
  const PortailBlanchimentShares shares = { settings->entreprise_taux, settings->groupe_taux };

  if (portail_rate_is_null (shares.entreprise_taux) && portail_rate_is_null (shares.groupe_taux))
    return;
  portail_blanchiment_shares_check (&shares, problems);
}

void
portail_company_settings_check (const PortailCompanySettings *settings,
                                const GPtrArray *paliers,
                                PortailProblems *problems)
{
  g_autoptr (PortailPayrollSettings) payroll = portail_company_settings_make_payroll (settings,
                                                                                      paliers);

  portail_payroll_settings_check (payroll, problems);
  if (payroll->mode_calcul == PORTAIL_MODE_CALCUL_PALIERS && paliers->len == 0)
    portail_problems_add (problems, "paliers", "required", _ ("At least one step is needed."));
  check_shares (settings, problems);
  if (settings->due_delay_days != PORTAIL_INTEGER_NULL
      && (settings->due_delay_days < 0 || settings->due_delay_days > PORTAIL_DUE_DELAY_DAYS_MAX))
    portail_problems_add (problems, "due_delay_days", "out_of_range",
                          _ ("From 0 to %d days are possible."), PORTAIL_DUE_DELAY_DAYS_MAX);
}
