/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-bareme-version.h"

#include "shared/portail-i18n.h"

static const PortailChoice arrondis[] = {
  { PORTAIL_ARRONDI_DOLLAR, "dollar", N_ ("To the dollar") },
  { PORTAIL_ARRONDI_CENT, "cent", N_ ("To the cent") },
  { 0 },
};

static const PortailChoice modes[] = {
  { PORTAIL_MODE_TRANCHE, "tranche", N_ ("One rate for the whole profit") },
  { PORTAIL_MODE_PROGRESSIF, "progressif", N_ ("Progressive") },
  { 0 },
};

static const PortailField fields[] = {
  {
      PORTAIL_TEXT (PortailBaremeVersion, name),
      .title = N_ ("Name"),
      .max = 100,
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_WEEK (PortailBaremeVersion, effective_from),
      .title = N_ ("Applies from"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TIMESTAMP (PortailBaremeVersion, published_at),
      .title = N_ ("Published"),
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_CHOICE (PortailBaremeVersion, arrondi, arrondis),
      .title = N_ ("Rounding"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED,
  },
  {
      PORTAIL_CHOICE (PortailBaremeVersion, mode_impot, modes),
      .title = N_ ("Tax mode"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED,
  },
  {
      PORTAIL_TEXT (PortailBaremeVersion, note),
      .title = N_ ("Note"),
      .max = 2000,
      .flags = PORTAIL_FIELD_MULTILINE,
  },
};

const PortailRecordType portail_bareme_version_type = {
  PORTAIL_RECORD_TYPE (PortailBaremeVersion, fields),
  .name = "bareme",
  .title = N_ ("Tax table"),
  .scope = PORTAIL_SCOPE_GLOBAL,
  .module = PORTAIL_MODULE_SYSTEM_CONFIG,
};
