/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any settings of the blanchiment, as the staff and companies send them. */
#include <string.h>

#include "shared/portail-blanchiment-settings.h"
#include "tests/fuzz/fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse ((const char *) bytes, n_bytes,
                                                                 NULL);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailBlanchimentSettings settings;
  PortailBlanchimentSettings again;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;

  if (document == NULL)
    return 0;
  portail_blanchiment_settings_init (&settings);
  portail_blanchiment_settings_read_json (&settings, portail_json_document_get_root (document),
                                          problems);
  /* Wrong members leave what was there, so that whatever came, the settings stay good. */
  written = portail_blanchiment_settings_to_json (&settings);
  portail_blanchiment_settings_resolve (&again, written, NULL);
  rewritten = portail_blanchiment_settings_to_json (&again);
  g_assert_cmpstr (written, ==, rewritten);
  return 0;
}
