/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as each kind of settings that a company or the staff stores: what is read without a
 * problem is written so that it reads back to the same. */
#include <string.h>

#include "shared/portail-archive-template.h"
#include "shared/portail-settings-json.h"
#include "shared/portail-tax-delay.h"
#include "tests/fuzz/fuzz-target.h"

static void
read_payroll (const PortailJson *json)
{
  g_autoptr (PortailPayrollSettings) settings = portail_payroll_settings_new ();
  g_autoptr (PortailPayrollSettings) again = portail_payroll_settings_new ();
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailJsonDocument) document = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  PortailModeImpot mode = PORTAIL_MODE_IMPOT_TRANCHE;
  PortailModeImpot mode_again = PORTAIL_MODE_IMPOT_TRANCHE;

  portail_settings_read_json (settings, &mode, json, problems);
  if (problems->len > 0)
    return;
  first = portail_settings_to_json (settings, mode);
  document = portail_json_parse (first, strlen (first), NULL);
  g_assert_nonnull (document);
  portail_settings_read_json (again, &mode_again, portail_json_document_get_root (document),
                              problems);
  g_assert_cmpuint (problems->len, ==, 0);
  second = portail_settings_to_json (again, mode_again);
  g_assert_cmpstr (first, ==, second);
}

static void
read_delay (const PortailJson *json, const char *text)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  guint days = 2;

  portail_tax_delay_read_json (&days, json, problems);
  portail_tax_delay_read_company (&days, json, problems);
  g_assert_cmpuint (days, <=, 366);
  portail_tax_delay_resolve (text, text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  g_autofree char *text = n_bytes > 0 ? g_strndup ((const char *) bytes, n_bytes) : g_strdup ("");
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text, strlen (text), NULL);
  const PortailJson *root = document != NULL ? portail_json_document_get_root (document) : NULL;

  if (root == NULL || root->kind != PORTAIL_JSON_OBJECT)
    return 0;
  read_payroll (root);
  read_delay (root, text);
  return 0;
}
