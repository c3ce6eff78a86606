/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-snapshot-rows.h"

#include <string.h>

#include "shared/portail-blanchiment-risk.h"
#include "shared/portail-i18n.h"

/* A tree that is longer is cut: nobody reads on, and each row is a widget. */
#define MAX_TREE_ROWS 400

#define MAX_UNBROKEN 16 /* characters */

GtkWidget *
portail_snapshot_rows_new_fact (const char *title, const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (value);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  /* An amount stays in one piece; the title gives way. */
  gtk_label_set_wrap (GTK_LABEL (label), g_utf8_strlen (value, -1) > MAX_UNBROKEN);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

/* @subtitle may be NULL. */
static GtkWidget *
new_fold (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle != NULL ? subtitle : "");
  return row;
}

static GtkWidget *
new_counted_fold (const char *title, guint n)
{
  g_autofree char *count = g_strdup_printf ("%u", n);

  return new_fold (title, count);
}

static void
add_fact (GtkWidget *fold, const char *title, const char *value)
{
  if (value != NULL && *value != '\0')
    adw_expander_row_add_row (ADW_EXPANDER_ROW (fold),
                              portail_snapshot_rows_new_fact (title, value));
}

static gboolean
is_fact (const PortailField *field, gconstpointer record)
{
  return field->title != NULL && field->kind != PORTAIL_KIND_JSON && field->kind != PORTAIL_KIND_ID
         && !portail_field_is_null (field, record);
}

void
portail_snapshot_rows_add_record (AdwPreferencesGroup *group, const PortailRecord *record)
{
  GtkWidget *fold = new_fold (_ (record->type->title), NULL);

  for (guint i = 0; i < record->type->n_fields; i++)
    {
      const PortailField *field = &record->type->fields[i];
      g_autofree char *value = is_fact (field, record) ? portail_field_to_text (field, record)
                                                       : NULL;

      if (value != NULL)
        add_fact (fold, _ (field->title), value);
    }
  adw_preferences_group_add (group, fold);
}

static const char *
get_rule_title (const char *name)
{
  for (int rule = 0; rule < PORTAIL_BLANCHIMENT_N_RULES; rule++)
    if (g_strcmp0 (portail_blanchiment_rule_get_name ((PortailBlanchimentRule) rule), name) == 0)
      return portail_blanchiment_rule_get_title ((PortailBlanchimentRule) rule);
  return name;
}

void
portail_snapshot_rows_add_rules (AdwPreferencesGroup *group,
                                 const PortailBlanchimentOperation *operation)
{
  const char *text = operation->risk_rules;
  g_autoptr (PortailJsonDocument) document = text != NULL
                                                 ? portail_json_parse (text, strlen (text), NULL)
                                                 : NULL;
  const PortailJson *root = document != NULL ? portail_json_document_get_root (document) : NULL;
  GtkWidget *fold;

  if (root == NULL || root->first_child == NULL)
    return;
  fold = new_fold (_ ("Rules that had fired"), NULL);
  for (const PortailJson *rule = root->first_child; rule != NULL; rule = rule->next)
    {
      const char *name = portail_json_get_member_string (rule, "rule");
      gint64 points = 0;
      g_autofree char *value = NULL;

      portail_json_get_integer (portail_json_get (rule, "points"), &points);
      value = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%d point", "%d points", (gulong) points), (int) points);
      if (name != NULL)
        add_fact (fold, get_rule_title (name), value);
    }
  adw_preferences_group_add (group, fold);
}

void
portail_snapshot_rows_add_figures (AdwPreferencesGroup *group,
                                   const PortailSnapshotReading *reading)
{
  const PortailDotationChain *chain = &reading->figures->chain;
  g_autofree char *due = portail_dotation_chain_to_text (chain, PORTAIL_FIGURE_TOTAL_DU);
  g_autofree char *subtitle = g_strdup_printf (
      _ ("%1$s: %2$s"), _ (portail_figure_get (PORTAIL_FIGURE_TOTAL_DU)->title), due);
  GtkWidget *fold = new_fold (_ ("Figures"), subtitle);

  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    {
      const PortailFigure *figure = portail_figure_get ((PortailFigureId) id);
      g_autofree char *value = portail_dotation_chain_to_text (chain, (PortailFigureId) id);

      add_fact (fold, _ (figure->title), value);
    }
  adw_preferences_group_add (group, fold);
}

static GtkWidget *
new_person (const PortailSnapshotReading *reading, guint index)
{
  const PortailDotationRow *row = g_ptr_array_index (reading->snapshot->sheet->rows, index);
  const PortailSheetResult *result = &reading->figures->results[index];
  g_autofree char *ca = portail_money_to_text (result->ca);
  g_autofree char *salaire = portail_money_to_text (result->salaire);
  g_autofree char *prime = portail_money_to_text (result->prime);
  g_autofree char *detail = g_strdup_printf (_ ("Turnover %1$s · salary %2$s · bonus %3$s"), ca,
                                             salaire, prime);
  g_autofree char *name = row->grade != NULL
                              ? g_strdup_printf ("%s · %s", row->employee_name, row->grade)
                              : g_strdup (row->employee_name);
  GtkWidget *widget = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), name != NULL ? name : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), detail);
  return widget;
}

static void
add_people (AdwPreferencesGroup *group, const PortailSnapshotReading *reading)
{
  guint n = reading->snapshot->sheet->rows->len;
  GtkWidget *fold = new_counted_fold (_ ("Employees"), n);

  for (guint i = 0; i < n; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (fold), new_person (reading, i));
  adw_preferences_group_add (group, fold);
}

static void
add_entries (AdwPreferencesGroup *group, const char *title, const GPtrArray *entries)
{
  GtkWidget *fold = new_counted_fold (title, entries->len);

  for (guint i = 0; i < entries->len; i++)
    {
      const PortailDotationEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *amount = portail_money_to_text (entry->montant);
      const char *text = entry->justificatif != NULL ? entry->justificatif : "";

      adw_expander_row_add_row (ADW_EXPANDER_ROW (fold),
                                portail_snapshot_rows_new_fact (text, amount));
    }
  if (entries->len > 0)
    adw_preferences_group_add (group, fold);
  else
    g_object_unref (g_object_ref_sink (fold));
}

void
portail_snapshot_rows_add_lists (AdwPreferencesGroup *group, const PortailSnapshotReading *reading)
{
  add_people (group, reading);
  add_entries (group, _ ("Deductible expenses"), reading->snapshot->sheet->depenses);
  add_entries (group, _ ("Withdrawals"), reading->snapshot->sheet->retraits);
}

/* The tree */

static const char *
get_text (const PortailJson *json)
{
  switch (json->kind)
    {
    case PORTAIL_JSON_TRUE:
      return _ ("Yes");
    case PORTAIL_JSON_FALSE:
      return _ ("No");
    case PORTAIL_JSON_NUMBER:
    case PORTAIL_JSON_STRING:
      return json->text;
    default:
      return "—";
    }
}

static GtkWidget *
new_branch (const PortailJson *json, const char *name, guint *n_left)
{
  gboolean is_leaf = json->kind != PORTAIL_JSON_ARRAY && json->kind != PORTAIL_JSON_OBJECT;
  GtkWidget *fold;
  guint index = 0;

  (*n_left)--;
  if (is_leaf)
    return portail_snapshot_rows_new_fact (name, get_text (json));
  fold = new_counted_fold (name, portail_json_count_children (json));
  for (const PortailJson *child = json->first_child; child != NULL && *n_left > 0;
       child = child->next)
    {
      g_autofree char *number = g_strdup_printf ("%u", ++index);

      adw_expander_row_add_row (
          ADW_EXPANDER_ROW (fold),
          new_branch (child, child->name != NULL ? child->name : number, n_left));
    }
  return fold;
}

void
portail_snapshot_rows_add_tree (AdwPreferencesGroup *group, const PortailJson *json)
{
  guint n_left = MAX_TREE_ROWS;

  for (const PortailJson *child = json->first_child; child != NULL && n_left > 0;
       child = child->next)
    adw_preferences_group_add (group,
                               new_branch (child, child->name != NULL ? child->name : "", &n_left));
}
