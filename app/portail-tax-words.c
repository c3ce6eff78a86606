/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-tax-words.h"

#include "shared/portail-i18n.h"

/* Of two days, none of which is missing. */
static guint
count_days (PortailDay due_day, PortailTimestamp now)
{
  return (guint) ABS (due_day.number - portail_timestamp_get_paris_day (now).number);
}

char *
portail_tax_words_of_due (PortailDueLevel level, PortailDay due_day, PortailTimestamp now)
{
  guint n_days;

  switch (level)
    {
    case PORTAIL_DUE_SOON:
      n_days = count_days (due_day, now);
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "Due in %u day", "Due in %u days", n_days), n_days);
    case PORTAIL_DUE_TODAY:
      return g_strdup (_ ("Due today"));
    case PORTAIL_DUE_LATE:
      n_days = count_days (due_day, now);
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u day late", "%u days late", n_days),
                              n_days);
    default:
      return NULL;
    }
}

const char *
portail_tax_words_get_css_class (PortailDueLevel level)
{
  static const char *const classes[PORTAIL_N_DUE_LEVELS] = {
    [PORTAIL_DUE_SOON] = "waiting",
    [PORTAIL_DUE_TODAY] = "waiting",
    [PORTAIL_DUE_LATE] = "bad",
  };

  return classes[level];
}

/* What the versions of one declaration differ in beside their content. */
static PortailFieldSet
get_compared_fields (void)
{
  static const char *const fields[] = { "period", "tax_type", "amount", "due_date", "notes" };
  PortailFieldSet set = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    set |= portail_record_type_field_bit (&portail_tax_declaration_type, fields[i]);
  return set;
}

static char *
dup_text (const PortailField *field, gconstpointer record)
{
  return portail_field_is_null (field, record) ? g_strdup ("—")
                                               : portail_field_to_text (field, record);
}

char *
portail_tax_words_of_difference (const PortailTaxDeclaration *old, const PortailTaxDeclaration *new)
{
  PortailFieldSet differing = portail_record_get_differing_fields (old, new)
                              & get_compared_fields ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < portail_record_type_get_n_fields (&portail_tax_declaration_type); i++)
    {
      const PortailField *field = portail_record_type_get_field (&portail_tax_declaration_type, i);
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      if (!portail_field_set_has (differing, i))
        continue;
      before = dup_text (field, old);
      after = dup_text (field, new);
      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: a field, then its value before and after. */
      g_string_append_printf (text, _ ("%1$s: %2$s → %3$s"), _ (field->title), before, after);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
